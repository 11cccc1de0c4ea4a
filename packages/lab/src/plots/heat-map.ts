import { checkNames, checkValue, layeredPlot, maximum, minimum } from './plot.ts';
import type { Plot, PlotTitle } from './plot.ts';
import { ink, labelRoom } from './theme.ts';

/** A table whose cells are coloured by their numbers. */
export interface HeatMapOptions extends PlotTitle {
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** What the numbers are, with their unit; stands above the colour scale. */
  readonly valueTitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `[rows, columns]`; null for a cell without a number. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Format of the numbers, in the notation of d3-format; `.2f` if not given. */
  readonly format?: string;
}

/**
 * A heat map with the numbers in the cells.
 *
 * @throws {RangeError} if there is no row or column, a name appears twice, the shape of `values` is not
 *   `[rows, columns]`, all cells are null, or a value is not finite
 */
export function heatMap(options: HeatMapOptions): Plot {
  const { columns, columnTitle, format = '.2f', rows, rowTitle, values, valueTitle } = options;
  checkNames(rows, 'rows');
  checkNames(columns, 'columns');
  if (values.length !== rows.length)
    throw new RangeError(`There are values for ${values.length} of ${rows.length} rows.`);
  const cells = values.flatMap((list, i) => {
    if (list.length !== columns.length) {
      throw new RangeError(`Row "${rows[i]}" has ${list.length} values for ${columns.length} columns.`);
    }
    return list.map((value, j) => {
      if (value !== null)
        checkValue(value, { title: valueTitle }, `Row "${rows[i]}", column "${columns[j]}"`);
      return { row: rows[i], column: columns[j], value };
    });
  });
  const numbers = cells.flatMap(({ value }) => (value === null ? [] : [value]));
  if (numbers.length === 0) throw new RangeError('All cells are empty.');
  const low = minimum(numbers);
  const high = maximum(numbers);
  // On the darker part of the scale, white text reads better.
  const dark = low + 0.65 * (high - low);

  return layeredPlot(options, {
    width: columns.length * Math.max(84, labelRoom(columns)),
    height: rows.length * 42,
    data: { values: cells },
    encoding: {
      x: {
        field: 'column',
        type: 'nominal',
        title: columnTitle,
        sort: [...columns],
        axis: { labelAngle: 0, domain: false, ticks: false },
      },
      y: {
        field: 'row',
        type: 'nominal',
        title: rowTitle,
        sort: [...rows],
        axis: { domain: false, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 2 },
        encoding: {
          color: {
            field: 'value',
            type: 'quantitative',
            title: valueTitle,
            scale: { scheme: 'blues', domain: low === high ? [low - 1, high + 1] : [low, high] },
            legend: { format, gradientLength: Math.max(80, rows.length * 42 - 30) },
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 13 },
        encoding: {
          text: {
            condition: { test: 'isValid(datum.value)', field: 'value', type: 'quantitative', format },
            value: '–',
          },
          color: {
            condition: { test: `isValid(datum.value) && datum.value > ${dark}`, value: '#ffffff' },
            value: ink,
          },
        },
      },
    ],
  });
}
