import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('einsum-warm-up', [
  {
    name: 'b-transposed',
    mistake: 'takes columns of b for rows',
    edits: [
      {
        file: 'src/einsum-examples.ts',
        find: 'pixelOut pixelIn -> batch pixelOut',
        replace: 'pixelIn pixelOut -> batch pixelOut',
      },
    ],
  },
  {
    name: 'width-first',
    mistake: 'counts pixels column by column',
    edits: [
      {
        file: 'src/einsum-examples.ts',
        find: 'channel -> batch (height width) channel',
        replace: 'channel -> batch (width height) channel',
      },
    ],
  },
  {
    name: 'dim-after-height',
    mistake: 'puts the axis of brightnesses behind the height',
    edits: [
      {
        file: 'src/einsum-examples.ts',
        find: '-> batch dim height width channel',
        replace: '-> batch height dim width channel',
      },
    ],
  },
]);
