import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/rearrange-basics.ts';

export default defineMutants('rearrange-basics', [
  {
    name: 'transposed',
    mistake: 'fills the grid column by column',
    edits: [{ file, find: `'(h w) -> h w', { h, w }`, replace: `'(w h) -> h w', { h, w }` }],
  },
  {
    name: 'off-by-one',
    mistake: 'starts one too early in rows after the first',
    edits: [
      {
        file,
        find: `arange(start, start + h * w), '`,
        replace: `arange(start - (h > 1 ? 1 : 0), start + h * w - (h > 1 ? 1 : 0)), '`,
      },
    ],
  },
  {
    name: 'float-drift',
    mistake: 'counts in 32-bit steps of a fraction',
    edits: [
      { file, find: `arange(start, start + h * w), '`, replace: `drifting(start, h * w), '` },
      {
        file,
        find: '/** `[[3, 4], [5, 6], [7, 8]]`. */',
        replace: `function drifting(start: number, count: number): Arr {
  const x = arange(0, count);
  let value = start;
  for (let i = 0; i < count; i++) {
    x.data[i] = value;
    value = Math.fround(value + Math.fround(1.0000001));
  }
  return x;
}

/** \`[[3, 4], [5, 6], [7, 8]]\`. */`,
      },
    ],
  },
]);
