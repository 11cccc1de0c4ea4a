import { checkNames, checkValue, isShown, layeredPlot, valueEncoding } from './plot.ts';
import type { Plot, PlotTitle, ValueAxis } from './plot.ts';
import { seriesColors, seriesScale, seriesShapes } from './theme.ts';

/** Points that belong together, in the order in which a line joins them. */
export interface Series {
  /** Name in the legend. */
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** `marked`, a line with a mark at each point, if there are at most 40 points; else `line`. */
  readonly style?: SeriesStyle;
}

/** How a series is drawn: a line with a mark at each point, a line, a dashed line (for theory), marks alone (a scatter). */
export type SeriesStyle = 'marked' | 'line' | 'dashed' | 'points';

/** One or more series over a common axis. */
export interface LinePlotOptions extends PlotTitle {
  readonly x: ValueAxis;
  readonly y: ValueAxis;
  readonly series: readonly Series[];
}

const MARKED_UP_TO = 40;

/**
 * Lines and scatters, on linear or logarithmic axes.
 *
 * @throws {RangeError} if there is no series, two have the same name, one has no points, or a point cannot be drawn
 */
export function linePlot(options: LinePlotOptions): Plot {
  const names = options.series.map(({ name }) => name);
  checkNames(names, 'series');
  const styles = options.series.map(
    ({ style, points }) => style ?? (points.length <= MARKED_UP_TO ? 'marked' : 'line'),
  );
  const values = options.series.flatMap(({ name, points }, i) => {
    if (points.length === 0) throw new RangeError(`Series "${name}" has no points.`);
    return points.map(([x, y], order) => {
      checkValue(x, options.x, `x of point ${order} of series "${name}"`);
      checkValue(y, options.y, `y of point ${order} of series "${name}"`);
      return { series: name, style: styles[i], order, x, y };
    });
  });
  const joined = values.filter(({ style }) => style !== 'points');
  const marked = values.filter(
    ({ style, x, y }) =>
      (style === 'points' || style === 'marked') && isShown(x, options.x) && isShown(y, options.y),
  );

  const dashes = styles.map((style, i) => {
    if (style === 'dashed') return [4, 3];
    return i < seriesColors.length ? [1, 0] : [2, 3];
  });
  const legend = names.length === 1 ? null : { title: null };
  const color = {
    field: 'series',
    type: 'nominal' as const,
    scale: seriesScale(names, seriesColors),
    legend,
  };
  const clip = options.x.domain !== undefined || options.y.domain !== undefined;
  // In the legend a series without marks shows a piece of its line. Where colours come again, they come with other shapes.
  const hasNoMarks = (style: SeriesStyle): boolean => style === 'line' || style === 'dashed';
  const shapes = styles.map((style, i) =>
    hasNoMarks(style)
      ? 'stroke'
      : seriesShapes[(i + 3 * Math.floor(i / seriesColors.length)) % seriesShapes.length]!,
  );
  // Of marks, dashes would be the outlines.
  const dashLegend = styles.some(hasNoMarks) ? legend : null;
  const lines = {
    data: { values: joined },
    mark: { type: 'line' as const, strokeWidth: 2, strokeJoin: 'round' as const, clip },
    encoding: {
      order: { field: 'order', type: 'quantitative' as const },
      strokeDash: {
        field: 'series',
        type: 'nominal' as const,
        scale: seriesScale(names, dashes),
        legend: dashLegend,
      },
    },
  };
  const marks = {
    data: { values: marked },
    mark: { type: 'point' as const, filled: true, size: 55, opacity: 1 },
    encoding: {
      shape: { field: 'series', type: 'nominal' as const, scale: seriesScale(names, shapes), legend },
    },
  };
  return layeredPlot(options, {
    width: 620,
    height: 380,
    encoding: {
      x: {
        field: 'x',
        ...valueEncoding(
          options.x,
          values.map(({ x }) => x),
        ),
      },
      y: {
        field: 'y',
        ...valueEncoding(
          options.y,
          values.map(({ y }) => y),
        ),
      },
      color,
    },
    ...(dashLegend === null ? { resolve: { legend: { strokeDash: 'independent' as const } } } : {}),
    // A layer without data has no extent, so only those that draw something.
    layer: [...(joined.length > 0 ? [lines] : []), ...(marked.length > 0 ? [marks] : [])],
  });
}
