import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/weekly-temperatures.ts';

export default defineMutants('weekly-temperatures', [
  {
    name: 'std-with-n',
    mistake: 'divides by n and not by n − 1',
    edits: [{ file, find: 'sum / 6', replace: 'sum / 7' }],
  },
  {
    name: 'repeats-weeks',
    mistake: 'repeats the list of weeks, not each week: (7 week)',
    edits: [{ file, find: `'week -> (week 7)'`, replace: `'week -> (7 week)'` }],
  },
  {
    name: 'global-mean',
    mistake: 'subtracts the mean of all days',
    edits: [
      {
        file,
        find: '(day, mean) => day - mean, temperatures, eachDay(weeklyMean(temperatures))',
        replace: `(day, mean) => day - mean, temperatures, repeat(reduce(temperatures, 'day ->', 'mean'), '-> day', { day: temperatures.shape[0]! })`,
      },
    ],
  },
  {
    name: 'divides-by-zero',
    mistake: 'has no case for a week of equal days',
    edits: [{ file, find: 'deviation === 0 ? 0 : value / deviation', replace: 'value / deviation' }],
  },
]);
