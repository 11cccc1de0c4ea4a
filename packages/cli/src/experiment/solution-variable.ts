/** Names the folder of the solution that takes the place of `#submission`. */
export const SOLUTION_VARIABLE = 'DAWNBOOK_SOLUTION';
