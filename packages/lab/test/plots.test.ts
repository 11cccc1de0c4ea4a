import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { barPlot, heatMap, linePlot, savePlot, stripPlot } from '../src/index.ts';
import type { HeatMapOptions, LinePlotOptions, Plot, StripPlotOptions } from '../src/index.ts';
import { renderSvg } from '../src/plots/render.ts';
import { useFolder } from './helpers.ts';

const folder = useFolder();

/** All texts of an SVG, in order. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

/** The elements of the n-th mark of a kind (`symbol`, `line`, `rect`, `text`, `rule`) that is not part of axis or legend. */
function marksOf(svg: string, kind: string, n = 0): string[] {
  const groups = [...svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark [^>]*>(.*?)</g>`, 'g'))];
  return [...(groups[n]?.[1] ?? '').matchAll(/<(path|text)[^>]*>/g)].map(([element]) => element);
}

function colourOf(mark: string): string | undefined {
  return /fill="([^"]+)"/.exec(mark)?.[1];
}

function shapeOf(mark: string): string | undefined {
  return / d="([^"]+)"/.exec(mark)?.[1];
}

/** The texts that are marks: neither title, axis nor legend. */
function numbersIn(svg: string): string[] {
  const groups = svg.matchAll(/<g class="mark-text role-mark [^>]*>(.*?)<\/g>/g);
  return [...groups].flatMap(([, group = '']) => textsOf(group));
}

/** Where an element is moved to. */
function placeOf(element: string): [x: number, y: number] {
  const [, x, y] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(element) ?? [];
  return [Number(x), Number(y)];
}

const vocabulary: LinePlotOptions = {
  title: 'Bytes per token',
  subtitle: 'own tokenizers',
  x: { title: 'vocabulary (entries)', scale: 'log2', ticks: [512, 1024, 2048, 4096], format: ',d' },
  y: { title: 'bytes per token', domain: [2, 5] },
  series: [
    {
      name: 'State of the Union',
      points: [
        [512, 2.272],
        [1024, 2.978],
        [4096, 4.342],
      ],
    },
    {
      name: 'Moby Dick',
      points: [
        [512, 2.134],
        [4096, 3.636],
      ],
    },
  ],
};

const matrix: HeatMapOptions = {
  title: 'Whose tokenizer?',
  rowTitle: 'tokenizer',
  columnTitle: 'text',
  valueTitle: 'bytes per token',
  rows: ['SOTU', 'Moby'],
  columns: ['SOTU', 'Moby'],
  values: [
    [4.342, 3.05],
    [3.47, null],
  ],
};

const strips: StripPlotOptions = {
  title: 'Token tax',
  categoryTitle: 'script',
  value: { title: 'tokens relative to English (×)', scale: 'log2' },
  categories: [
    { name: 'Latin', values: [[1, 2, 4]] },
    { name: 'Myanmar', values: [[16, 8]] },
  ],
  reference: { value: 1, label: 'English' },
  labels: [{ category: 'Myanmar', value: 16, text: 'Burmese' }],
};

describe('linePlot', () => {
  test('shows titles, axes with units, and a legend', async () => {
    const texts = textsOf(await renderSvg(linePlot(vocabulary)));
    for (const text of ['Bytes per token', 'own tokenizers', 'vocabulary (entries)', 'bytes per token']) {
      expect(texts).toContain(text);
    }
    expect(texts).toEqual(
      expect.arrayContaining(['512', '1,024', '2,048', '4,096', 'State of the Union', 'Moby Dick']),
    );
  });

  test('puts each point where it belongs', async () => {
    const points = marksOf(await renderSvg(linePlot(vocabulary)), 'symbol').map(placeOf);
    expect(points).toHaveLength(5);
    // Width 620 spans 3 octaves, height 380 spans 2 to 5.
    const expected = vocabulary.series.flatMap((series) =>
      series.points.map(([x, y]) => [(620 * Math.log2(x / 512)) / 3, 380 - (380 * (y - 2)) / 3]),
    );
    for (const [i, [x, y]] of points.entries()) {
      expect(x).toBeCloseTo(expected[i]?.[0] ?? NaN, 1);
      expect(y).toBeCloseTo(expected[i]?.[1] ?? NaN, 1);
    }
  });

  test('joins points in the order given, not in the order of x', async () => {
    const plot = linePlot({
      title: 'loop',
      x: { title: 'x', domain: [0, 1] },
      y: { title: 'y', domain: [0, 1] },
      series: [
        {
          name: 's',
          style: 'line',
          points: [
            [1, 0],
            [0, 0],
            [0.5, 1],
          ],
        },
      ],
    });
    expect(marksOf(await renderSvg(plot), 'line')[0]).toContain('d="M620,380L0,380L310,0"');
  });

  test('draws each style as it says, and no legend for a single series', async () => {
    const draw = (style: 'line' | 'dashed' | 'points' | 'marked') =>
      renderSvg(
        linePlot({
          ...vocabulary,
          series: [
            {
              name: 'only',
              style,
              points: [
                [512, 2],
                [1024, 3],
              ],
            },
          ],
        }),
      );
    const count = async (style: Parameters<typeof draw>[0]) => {
      const svg = await draw(style);
      return [marksOf(svg, 'line').length, marksOf(svg, 'symbol').length];
    };
    expect(await count('line')).toEqual([1, 0]);
    expect(await count('dashed')).toEqual([1, 0]);
    expect(await count('points')).toEqual([0, 2]);
    expect(await count('marked')).toEqual([1, 2]);
    expect(await draw('dashed')).toContain('stroke-dasharray="4,3"');
    expect(textsOf(await draw('line'))).not.toContain('only');
  });

  test('gives different colours and marks to seven series', async () => {
    const series = Array.from({ length: 7 }, (_, i) => ({ name: `s${i}`, points: [[1, i + 1]] as const }));
    const svg = await renderSvg(linePlot({ title: 't', x: { title: 'x' }, y: { title: 'y' }, series }));
    const marks = marksOf(svg, 'symbol');
    expect(new Set(marks.map(colourOf)).size).toBe(7);
    expect(new Set(marks.map(shapeOf)).size).toBe(7);
  });

  test('twenty series differ in colour or mark, and the legend has the marks as they are', async () => {
    const series = Array.from({ length: 20 }, (_, i) => ({
      name: `s${i}`,
      points: [
        [1, i + 1],
        [2, i + 2],
      ] as const,
    }));
    const svg = await renderSvg(linePlot({ title: 't', x: { title: 'x' }, y: { title: 'y' }, series }));
    const looks = marksOf(svg, 'symbol').map((mark) => `${colourOf(mark)} ${shapeOf(mark)}`);
    expect(looks).toHaveLength(40);
    expect(new Set(looks).size).toBe(20);
    expect(svg.match(/stroke-dasharray="2,3"/g)).toHaveLength(13); // the lines, not the outlines of marks
  });

  test('labels a logarithmic axis with whole powers', async () => {
    const points = Array.from({ length: 100 }, (_, i) => [i + 1, 10_000 / (i + 1)] as const);
    const axis = (scale: 'log10' | 'log2') => ({ title: scale, scale });
    const svg = await renderSvg(
      linePlot({ title: 't', x: axis('log2'), y: axis('log10'), series: [{ name: 's', points }] }),
    );
    expect(textsOf(svg)).toEqual([
      '1',
      '2',
      '4',
      '8',
      '16',
      '32',
      '64',
      'log2',
      '100',
      '1,000',
      '10,000',
      'log10',
      't',
    ]);
  });

  test('leaves out marks beyond the shown range', async () => {
    const plot = linePlot({ ...vocabulary, x: { ...vocabulary.x, domain: [512, 2048] } });
    expect(marksOf(await renderSvg(plot), 'symbol')).toHaveLength(3);
  });

  test.each<[string, Partial<LinePlotOptions>]>([
    ['There are no series to draw.', { series: [] }],
    [
      '"a" appears twice among the series.',
      {
        series: [
          { name: 'a', points: [[1, 1]] },
          { name: 'a', points: [[1, 1]] },
        ],
      },
    ],
    ['Series "a" has no points.', { series: [{ name: 'a', points: [] }] }],
    [
      'y of point 1 of series "a" is NaN: only finite numbers can be drawn.',
      {
        series: [
          {
            name: 'a',
            points: [
              [1, 1],
              [2, NaN],
            ],
          },
        ],
      },
    ],
    [
      'x of point 0 of series "a" is 0: the axis "vocabulary (entries)" is logarithmic',
      { series: [{ name: 'a', points: [[0, 1]] }] },
    ],
  ])('refuses: %s', (message, change) => {
    expect(() => linePlot({ ...vocabulary, ...change })).toThrow(RangeError);
    expect(() => linePlot({ ...vocabulary, ...change })).toThrow(message);
  });
});

describe('barPlot', () => {
  const options = {
    title: 'Throughput',
    categoryTitle: 'tokenizer',
    categories: ['cached', 'uncached', 'absent'],
    value: { title: 'throughput (MB/s)', domain: [0, 10] },
    series: [
      { name: 'SOTU', values: [8, 2.345, null] },
      { name: 'mails', values: [5, 1, 1] },
    ],
  } as const;

  test('bars start at zero and are as high as their values, which stand above', async () => {
    const svg = await renderSvg(barPlot(options));
    const bars = marksOf(svg, 'rect').map((bar) =>
      / d="M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)/.exec(bar)?.slice(1).map(Number),
    );
    expect(bars.map((bar) => bar?.[3])).toEqual([272, 79.73, 170, 34, 34]);
    expect(bars.map((bar) => (bar?.[1] ?? 0) + (bar?.[3] ?? 0))).toEqual([340, 340, 340, 340, 340]);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['8', '2.35', '5', '1', 'cached', 'uncached', 'absent', 'SOTU', 'mails']),
    );
  });

  test('bars of a category stand side by side, in the order of the series', async () => {
    const [sotu = '', , mails = ''] = marksOf(await renderSvg(barPlot(options)), 'rect');
    const [left = NaN, width = NaN] =
      / d="M([-\d.]+),[-\d.]+h([-\d.]+)/.exec(sotu)?.slice(1).map(Number) ?? [];
    const [next] = / d="M([-\d.]+)/.exec(mails)?.slice(1).map(Number) ?? [];
    expect(next).toBeCloseTo(left + width, 1);
  });

  test('lying bars grow to the right', async () => {
    const bars = marksOf(await renderSvg(barPlot({ ...options, horizontal: true })), 'rect');
    expect(bars.map((bar) => / d="M([-\d.]+),[-\d.]+h([-\d.]+)/.exec(bar)?.slice(1).map(Number))).toEqual([
      [0, 448],
      [0, 131.32],
      [0, 280],
      [0, 56],
      [0, 56],
    ]);
  });

  test('refuses what does not fit', () => {
    const series = [{ name: 'a', values: [1, 2] }];
    expect(() => barPlot({ ...options, series })).toThrow('Series "a" has 2 values for 3 categories.');
    expect(() => barPlot({ ...options, series: [{ name: 'a', values: [1, 2, Infinity] }] })).toThrow(
      '"absent" of series "a" is Infinity',
    );
    expect(() => barPlot({ ...options, categories: [] })).toThrow('There are no categories to draw.');
  });
});

describe('heatMap', () => {
  test('has a coloured cell per value, with the number in it, and a dash where there is none', async () => {
    const svg = await renderSvg(heatMap(matrix));
    expect(marksOf(svg, 'rect')).toHaveLength(3);
    expect(numbersIn(svg)).toEqual(['4.34', '3.05', '3.47', '–']);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['tokenizer', 'text', 'bytes per token', 'Whose tokenizer?']),
    );
  });

  test('numbers stand out from their cells: contrast of at least 3 to 1', async () => {
    const values = Array.from({ length: 12 }, (_, i) => i);
    const svg = await renderSvg(
      heatMap({ ...matrix, rows: ['r'], columns: values.map(String), values: [values] }),
    );
    const fills = (kind: string) =>
      marksOf(svg, kind).map((mark) => luminance(/fill="([^"]+)"/.exec(mark)?.[1] ?? ''));
    const cells = fills('rect');
    for (const [i, text] of fills('text').entries()) {
      const [dark = 0, light = 0] = [cells[i] ?? 0, text].toSorted((a, b) => a - b);
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThan(3);
    }
  });

  test('refuses what is not a matrix', () => {
    expect(() => heatMap({ ...matrix, values: [[1, 2]] })).toThrow('There are values for 1 of 2 rows.');
    expect(() => heatMap({ ...matrix, values: [[1, 2], [1]] })).toThrow(
      'Row "Moby" has 1 values for 2 columns.',
    );
    expect(() =>
      heatMap({
        ...matrix,
        values: [
          [1, 2],
          [1, NaN],
        ],
      }),
    ).toThrow('Row "Moby", column "Moby" is NaN');
    expect(() =>
      heatMap({
        ...matrix,
        values: [
          [null, null],
          [null, null],
        ],
      }),
    ).toThrow('All cells are empty.');
  });

  test('draws a matrix of equal numbers', async () => {
    const svg = await renderSvg(
      heatMap({
        ...matrix,
        values: [
          [2, 2],
          [2, 2],
        ],
      }),
    );
    expect(numbersIn(svg)).toEqual(['2.00', '2.00', '2.00', '2.00']);
  });
});

describe('stripPlot', () => {
  test('has a dot per value, a tick at each median, labels and a reference', async () => {
    const svg = await renderSvg(stripPlot(strips));
    const dots = marksOf(svg, 'symbol').map(placeOf);
    // From 1 to 16 on a width of 620.
    expect(dots.map(([x]) => Math.round(x))).toEqual([0, 155, 310, 620, 465]);
    // Median of 1, 2, 4 is 2; of 16, 8 it is 12.
    const ticks = marksOf(svg, 'rect').map((tick) => Number(/ d="M([-\d.]+),/.exec(tick)?.[1]) + 1.5);
    expect(ticks[0]).toBeCloseTo(155, 0);
    expect(ticks[1]).toBeCloseTo((620 * Math.log2(12)) / 4, 0);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['Latin', 'Myanmar', 'English', 'Burmese', 'script']),
    );
  });

  test('keeps dots within the rows of their category and series, first ones on top', async () => {
    const svg = await renderSvg(
      stripPlot({
        title: 't',
        categoryTitle: 'c',
        value: { title: 'v' },
        series: ['first', 'second'],
        categories: ['a', 'b'].map((name) => ({
          name,
          values: [
            [1, 2, 3],
            [4, 5, 6],
          ],
        })),
      }),
    );
    const ys = marksOf(svg, 'symbol').map((dot) => placeOf(dot)[1]);
    const groups = [0, 3, 6, 9].map((i) => ys.slice(i, i + 3));
    for (const [i, group] of groups.slice(1).entries()) {
      expect(Math.min(...group)).toBeGreaterThan(Math.max(...(groups[i] ?? [])));
    }
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['first', 'second']));
  });

  test('refuses what does not fit', () => {
    expect(() => stripPlot({ ...strips, labels: [{ category: 'Latin', value: 3, text: 'x' }] })).toThrow(
      'Label "x": "Latin" has no value 3.',
    );
    expect(() => stripPlot({ ...strips, series: ['a', 'b'] })).toThrow(
      'Category "Latin" has 1 lists of values for 2 series.',
    );
    expect(() => stripPlot({ ...strips, categories: [{ name: 'a', values: [[0]] }] })).toThrow(
      'Value 0 of category "a" is 0',
    );
    expect(() => stripPlot({ ...strips, reference: { value: -1, label: 'English' } })).toThrow(
      'Reference "English" is -1',
    );
  });
});

describe('savePlot', () => {
  test('writes an SVG and a PNG of twice its size, with text in it', async () => {
    const files = await savePlot(heatMap(matrix), join(folder(), 'matrix'));
    expect(files).toEqual({ svg: join(folder(), 'matrix.svg'), png: join(folder(), 'matrix.png') });
    expect(readdirSync(folder()).toSorted()).toEqual(['matrix.png', 'matrix.svg']);
    const svg = readFileSync(files.svg, 'utf8');
    const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    const png = PNG.sync.read(readFileSync(files.png));
    expect([png.width, png.height]).toEqual([2 * Number(width), 2 * Number(height)]);
    expect(pixel(png, 0, 0)).toEqual([255, 255, 255, 255]);
    // The title is the only thing above the plot.
    expect(darkPixels(png, 60)).toBeGreaterThan(300);
    const untitled = await savePlot(
      { spec: { ...heatMap(matrix).spec, title: ' ' } },
      join(folder(), 'untitled'),
    );
    expect(darkPixels(PNG.sync.read(readFileSync(untitled.png)), 30)).toBe(0);
  });

  test('writes the same bytes each time, whatever was drawn before', async () => {
    const draw = async (plot: Plot) => {
      const { svg, png } = await savePlot(plot, join(folder(), 'plot'));
      return [readFileSync(svg), readFileSync(png)];
    };
    const plots = [linePlot(vocabulary), heatMap(matrix), stripPlot(strips)];
    const first: Buffer[][] = [];
    for (const plot of plots) first.push(await draw(plot));
    for (const [i, plot] of plots.toReversed().entries()) {
      expect(
        (await draw(plot)).map((data, j) => data.equals(first[plots.length - 1 - i]?.[j] ?? Buffer.alloc(0))),
      ).toEqual([true, true]);
    }
  });

  test('says so if something cannot be drawn, and writes nothing', async () => {
    const plot: Plot = {
      spec: { mark: 'point', data: { values: [] }, encoding: { x: { field: 'a', type: 'quantitative' } } },
    };
    await expect(savePlot(plot, join(folder(), 'plot'))).rejects.toThrow(/^The plot cannot be drawn: /);
    expect(existsSync(join(folder(), 'plot.svg'))).toBe(false);
  });
});

function pixel(png: PNG, x: number, y: number): number[] {
  const start = (y * png.width + x) * 4;
  return [...png.data.subarray(start, start + 4)];
}

/** Pixels of the first rows that are nearly black. */
function darkPixels(png: PNG, rows: number): number {
  let count = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < png.width; x++) {
      if (Math.max(...pixel(png, x, y).slice(0, 3)) < 100) count++;
    }
  }
  return count;
}

/** Relative luminance as WCAG 2 defines it, of `#rrggbb` or `rgb(r, g, b)`. */
function luminance(color: string): number {
  const hex = /^#(..)(..)(..)$/
    .exec(color)
    ?.slice(1)
    .map((byte) => Number.parseInt(byte, 16));
  const [r = NaN, g = NaN, b = NaN] = (hex ?? color.match(/\d+/g)?.map(Number) ?? []).map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
