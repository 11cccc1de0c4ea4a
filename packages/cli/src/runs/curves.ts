import type { RecordedStep, Series } from '@dawnbook/lab';
import { UserError } from '../errors.ts';

/**
 * The curves of that name in the results of steps: lists of points with `tokens` (or else `step`) and `loss`.
 *
 * @throws {@link UserError} if no step has one
 */
export function curvesOf(
  steps: readonly RecordedStep[],
  curve: string,
): { readonly axis: 'tokens' | 'step'; readonly series: readonly Series[] } {
  const found = steps.flatMap(({ name, result }) => {
    const points = (result as Record<string, unknown> | null)?.[curve];
    return isCurve(points) ? [{ name, points }] : [];
  });
  if (found.length === 0) throw new UserError(`none of these steps has a curve '${curve}'`);
  const axis = found.every(({ points }) => points.every(({ tokens }) => typeof tokens === 'number'))
    ? 'tokens'
    : 'step';
  return {
    axis,
    series: found.map(({ name, points }) => ({
      name,
      points: points.map((point) => [Number(point[axis]), point.loss] as const),
    })),
  };
}

interface Point {
  readonly loss: number;
  readonly tokens?: number;
  readonly step?: number;
}

function isCurve(value: unknown): value is Point[] {
  const isPoint = (point: unknown): boolean =>
    typeof point === 'object' &&
    point !== null &&
    'loss' in point &&
    typeof point.loss === 'number' &&
    ('tokens' in point || 'step' in point);
  return Array.isArray(value) && value.length > 0 && value.every(isPoint);
}
