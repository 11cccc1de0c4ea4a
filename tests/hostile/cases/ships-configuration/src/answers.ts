export const pileHours = (): number => 0;
