import { checkNames, checkValue, layeredPlot, valueEncoding } from './plot.ts';
import type { Plot, PlotTitle, ValueAxis } from './plot.ts';
import { ink, labelRoom, seriesColors, seriesScale } from './theme.ts';

/** Bars for categories; several series stand side by side in each category. */
export interface BarPlotOptions extends PlotTitle {
  readonly categoryTitle: string;
  readonly categories: readonly string[];
  readonly value: Omit<ValueAxis, 'scale'>;
  /** Format of the numbers at the bars, in the notation of d3-format; three digits if not given. */
  readonly labelFormat?: string;
  /** One value per category. Where there is nothing to show, null leaves a gap. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Bars lie instead of standing: for long category names. */
  readonly horizontal?: boolean;
}

/**
 * Grouped bars from zero, each with its value.
 *
 * @throws {RangeError} if there is no category or series, a name appears twice, a series has not one value per category,
 *   or a value is not finite
 */
export function barPlot(options: BarPlotOptions): Plot {
  const { categories, categoryTitle, horizontal = false, labelFormat = ',.3~r', series, value } = options;
  const names = series.map(({ name }) => name);
  checkNames(categories, 'categories');
  checkNames(names, 'series');
  const values = series.flatMap(({ name, values: list }) => {
    if (list.length !== categories.length) {
      throw new RangeError(`Series "${name}" has ${list.length} values for ${categories.length} categories.`);
    }
    return list.flatMap((amount, i) => {
      if (amount === null) return [];
      checkValue(amount, value, `"${categories[i]}" of series "${name}"`);
      return [{ category: categories[i], series: name, value: amount }];
    });
  });

  const category = {
    field: 'category',
    type: 'nominal' as const,
    title: categoryTitle,
    sort: [...categories],
    scale: { paddingInner: 0.25, paddingOuter: 0.15 },
    axis: horizontal ? { grid: false } : { grid: false, labelAngle: 0 },
  };
  const amount = {
    field: 'value',
    ...valueEncoding(
      value,
      values.map((bar) => bar.value),
      { zero: true },
    ),
  };
  const offset = names.length === 1 ? undefined : { field: 'series', sort: names };
  // Room for the number at each bar, and standing, for the name below each group.
  const size = horizontal
    ? { width: 560, height: categories.length * (names.length * 22 + 12) }
    : { width: categories.length * Math.max(names.length * 36 + 16, labelRoom(categories)), height: 340 };
  return layeredPlot(options, {
    ...size,
    data: { values },
    encoding: {
      ...(horizontal ? { y: category, x: amount } : { x: category, y: amount }),
      ...(offset && (horizontal ? { yOffset: offset } : { xOffset: offset })),
    },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          color: {
            field: 'series',
            type: 'nominal',
            scale: seriesScale(names, seriesColors),
            legend: names.length === 1 ? null : { title: null },
          },
        },
      },
      {
        mark: horizontal
          ? { type: 'text', align: 'left', baseline: 'middle', dx: 4, fontSize: 11, color: ink }
          : { type: 'text', align: 'center', baseline: 'bottom', dy: -3, fontSize: 11, color: ink },
        encoding: { text: { field: 'value', type: 'quantitative', format: labelFormat } },
      },
    ],
  });
}
