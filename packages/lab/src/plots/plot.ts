import type { TopLevelSpec } from 'vega-lite';
import { config } from './theme.ts';

/** A finished drawing, to be given to `savePlot`. */
export interface Plot {
  /** What is drawn, in the language of Vega-Lite. */
  readonly spec: TopLevelSpec;
}

/** What every plot says about itself. */
export interface PlotTitle {
  /** What the plot shows. */
  readonly title: string;
  /** A second, smaller line: data, settings, how to read it. */
  readonly subtitle?: string;
}

/** An axis of numbers. */
export interface ValueAxis {
  /** What is shown, with its unit: `vocabulary (entries)`. */
  readonly title: string;
  /** `linear` if not given. */
  readonly scale?: 'linear' | 'log2' | 'log10';
  /** Smallest and largest number shown; taken from the data if not given. */
  readonly domain?: readonly [number, number];
  /** Where ticks and labels are, instead of round numbers. */
  readonly ticks?: readonly number[];
  /** Format of the labels, in the notation of d3-format: `,d`, `.1f`, `.0%`. */
  readonly format?: string;
}

type Layered = Extract<TopLevelSpec, { layer: unknown }>;

/** Puts title, theme and layers together. */
export function layeredPlot(title: PlotTitle, body: Omit<Layered, 'title' | 'config' | '$schema'>): Plot {
  const { title: text, subtitle } = title;
  return { spec: { ...body, title: subtitle === undefined ? { text } : { text, subtitle }, config } };
}

/**
 * The part of a position encoding that an axis decides.
 *
 * @param values all that is drawn along it
 * @param options.zero whether the axis starts at zero
 */
export function valueEncoding(axis: ValueAxis, values: readonly number[], options: { zero?: boolean } = {}) {
  const { title, scale = 'linear', domain, format } = axis;
  const range = domain === undefined ? {} : { domain: [...domain], nice: false };
  const ticks = axis.ticks ?? (scale === 'linear' ? undefined : powers(scale, domain ?? values));
  return {
    type: 'quantitative' as const,
    title,
    scale:
      scale === 'linear'
        ? { type: 'linear' as const, zero: options.zero ?? false, ...range }
        : { type: 'log' as const, base: baseOf(scale), nice: false, ...range },
    axis: {
      tickCount: 8,
      labelFlush: false,
      ...(format === undefined ? {} : { format }),
      ...(ticks === undefined ? {} : { values: [...ticks] }),
    },
  };
}

/** Whether a value lies in the part of the axis that is shown. */
export function isShown(value: number, { domain }: ValueAxis): boolean {
  return domain === undefined || (value >= domain[0] && value <= domain[1]);
}

/** Whole powers of the base, where there are at least three. The ticks in between would fill the plot with grid lines. */
function powers(scale: 'log2' | 'log10', values: readonly number[]): number[] | undefined {
  const base = baseOf(scale);
  const log = (value: number) => Math.log(value) / Math.log(base);
  // Rounding errors must not lose a power that is an end of the axis.
  const from = Math.ceil(log(minimum(values)) - 1e-9);
  const to = Math.floor(log(maximum(values)) + 1e-9);
  return to - from < 2 ? undefined : Array.from({ length: to - from + 1 }, (_, i) => base ** (from + i));
}

function baseOf(scale: 'log2' | 'log10'): number {
  return scale === 'log2' ? 2 : 10;
}

/** Smallest of any number of values; `Math.min(...)` takes no more than fit on the stack. */
export function minimum(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Largest of any number of values. */
export function maximum(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

/**
 * Checks that a value can be drawn.
 *
 * @throws {RangeError} saying which one cannot
 */
export function checkValue(value: number, axis: ValueAxis, where: string): void {
  if (!Number.isFinite(value))
    throw new RangeError(`${where} is ${value}: only finite numbers can be drawn.`);
  if (axis.scale !== undefined && axis.scale !== 'linear' && value <= 0) {
    throw new RangeError(
      `${where} is ${value}: the axis "${axis.title}" is logarithmic and needs positive numbers.`,
    );
  }
}

/**
 * Checks that names are there and differ.
 *
 * @throws {RangeError} if there is none, or one appears twice
 */
export function checkNames(names: readonly string[], what: string): void {
  if (names.length === 0) throw new RangeError(`There are no ${what} to draw.`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new RangeError(`"${twice}" appears twice among the ${what}.`);
}
