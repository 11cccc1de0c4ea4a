import { median } from '../median.ts';
import { checkNames, checkValue, isShown, layeredPlot, valueEncoding } from './plot.ts';
import type { Plot, PlotTitle, ValueAxis } from './plot.ts';
import { faint, ink, seriesColors, seriesScale } from './theme.ts';

/** Many single values per category, each a dot, and a tick at the median. */
export interface StripPlotOptions extends PlotTitle {
  readonly categoryTitle: string;
  readonly value: ValueAxis;
  /** Series in each category; left out if there is only one. */
  readonly series?: readonly string[];
  /** From top to bottom. */
  readonly categories: readonly {
    readonly name: string;
    /** Values of each series, in the order of `series`; one list if there is only one. */
    readonly values: readonly (readonly number[])[];
  }[];
  /** A value to compare with, drawn as a line. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** Names for single dots, each found by its category and exact value. */
  readonly labels?: readonly { readonly category: string; readonly value: number; readonly text: string }[];
}

/**
 * The distribution of a value per category.
 *
 * @throws {RangeError} if there is no category, a name appears twice, a category has not one list per series, a label
 *   names an unknown category, or a value cannot be drawn
 */
export function stripPlot(options: StripPlotOptions): Plot {
  const { categories, categoryTitle, labels = [], reference, series = [''], value } = options;
  const names = categories.map(({ name }) => name);
  checkNames(names, 'categories');
  checkNames(series, 'series');
  const dots = categories.flatMap(({ name, values }) => {
    if (values.length !== series.length) {
      throw new RangeError(
        `Category "${name}" has ${values.length} lists of values for ${series.length} series.`,
      );
    }
    return values.flatMap((list, s) =>
      list.map((amount, i) => {
        checkValue(amount, value, `Value ${i} of category "${name}"`);
        return { category: name, series: series[s], value: amount, lane: (s + jitter(i)) / series.length };
      }),
    );
  });
  const medians = categories.flatMap(({ name, values }) =>
    values.flatMap((list, s) =>
      list.length === 0
        ? []
        : [{ category: name, series: series[s], value: median(list), lane: (s + 0.5) / series.length }],
    ),
  );
  const named = labels.map((label) => {
    const dot = dots.find(
      ({ category, value: amount }) => category === label.category && amount === label.value,
    );
    if (dot) return { ...dot, text: label.text };
    throw new RangeError(`Label "${label.text}": "${label.category}" has no value ${label.value}.`);
  });
  if (reference) checkValue(reference.value, value, `Reference "${reference.label}"`);

  const all = [...dots.map((dot) => dot.value), ...(reference ? [reference.value] : [])];
  const x = { field: 'value', ...valueEncoding(value, all) };
  const y = {
    field: 'category',
    type: 'nominal' as const,
    title: categoryTitle,
    sort: names,
    scale: { paddingInner: 0.2, paddingOuter: 0.1 },
    axis: { grid: true, ticks: false, domain: false, tickBand: 'extent' as const },
  };
  const lane = { field: 'lane', type: 'quantitative' as const, scale: { domain: [0, 1], reverse: true } };
  const rowHeight = Math.max(24, 14 * series.length);
  const color = {
    field: 'series',
    type: 'nominal' as const,
    scale: seriesScale(series, seriesColors),
    legend: series.length === 1 ? null : { title: null, symbolOpacity: 1 },
  };
  const labelLayer = {
    data: { values: named },
    mark: {
      type: 'text' as const,
      align: 'left' as const,
      baseline: 'middle' as const,
      dx: 6,
      fontSize: 11,
      color: ink,
    },
    encoding: { x, y, yOffset: lane, text: { field: 'text' } },
  };
  const referenceLayers = (line: { value: number; label: string }) => [
    {
      data: { values: [line] },
      mark: { type: 'rule' as const, strokeDash: [4, 4], color: faint },
      encoding: { x },
    },
    {
      data: { values: [line] },
      mark: { type: 'text' as const, baseline: 'bottom' as const, dy: -4, fontSize: 11, color: faint },
      encoding: { x, y: { value: 0 }, text: { field: 'label' } },
    },
  ];
  return layeredPlot(options, {
    width: 620,
    height: categories.length * rowHeight,
    layer: [
      {
        data: { values: dots.filter((dot) => isShown(dot.value, value)) },
        mark: { type: 'circle', size: 26, opacity: 0.45 },
        encoding: { x, y, yOffset: lane, color },
      },
      {
        data: { values: medians },
        mark: {
          type: 'tick',
          orient: 'vertical',
          thickness: 3,
          size: (rowHeight * 0.75) / series.length,
          color: ink,
          opacity: 1,
        },
        encoding: { x, y, yOffset: lane },
      },
      ...(named.length > 0 ? [labelLayer] : []),
      ...(reference ? referenceLayers(reference) : []),
    ],
  });
}

/** A place between 0.1 and 0.9 that spreads neighbours apart: multiples of the golden ratio, no random numbers. */
function jitter(i: number): number {
  return 0.1 + 0.8 * ((i * 0.618034) % 1);
}
