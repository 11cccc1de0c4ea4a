import { notImplemented } from '@dawnbook/grader';

/**
 * The shape that arrays of these shapes broadcast to. Shapes are aligned at their last axis; a missing axis counts as
 * 1, and 1 stretches to whatever the others have, 0 as well.
 *
 * About 15 lines.
 *
 * Handout: README.md#broadcast-shapes
 *
 * @throws RangeError naming the axis of the result and both sizes when two differ and neither is 1
 */
export function broadcastShapes(...shapes: (readonly number[])[]): number[] {
  throw notImplemented('broadcast-shapes');
}
