/**
 * The shape that arrays of these shapes broadcast to. Shapes are aligned at their last axis; a missing axis counts as
 * 1, and 1 stretches to whatever the others have, 0 as well.
 *
 * @throws RangeError naming the axis of the result and both sizes when two differ and neither is 1
 */
export function broadcastShapes(...shapes: (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let size = 1;
    for (const shape of shapes) {
      const own = shape[axis - rank + shape.length] ?? 1;
      if (own === 1 || own === size) continue;
      if (size !== 1) {
        const all = shapes.map((one) => `[${one}]`).join(', ');
        throw new RangeError(`broadcastShapes: axis ${axis} has sizes ${size} and ${own} in ${all}`);
      }
      size = own;
    }
    return size;
  });
}
