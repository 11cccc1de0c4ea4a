import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/rearrange-images.ts';

export default defineMutants('rearrange-images', [
  {
    name: 'digits-inside',
    mistake: 'exchanges digits and rows: (h b) for (b h)',
    edits: [{ file, find: `'b c h w -> c (b h) w'`, replace: `'b c h w -> c (h b) w'` }],
  },
  {
    name: 'mean-for-max',
    mistake: 'shrinks by the mean',
    edits: [{ file, find: `'max'`, replace: `'mean'` }],
  },
  {
    name: 'grid-by-columns',
    mistake: 'fills the grid column by column',
    edits: [
      {
        file,
        find: `'(rows columns) c h w -> c (rows h) (columns w)'`,
        replace: `'(columns rows) c h w -> c (rows h) (columns w)'`,
      },
    ],
  },
  {
    name: 'rows-side-by-side',
    mistake: 'repeats the picture where each row was to be doubled',
    edits: [{ file, find: `'c h w -> c (h 2) w'`, replace: `'c h w -> c (2 h) w'` }],
  },
  {
    name: 'channels-below',
    mistake: 'puts the channels inside of the columns',
    edits: [{ file, find: `'c h w -> h (c w)'`, replace: `'c h w -> h (w c)'` }],
  },
]);
