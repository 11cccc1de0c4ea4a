/** By a path with dots. */
export async function pileHours(rate: number): Promise<number> {
  const solution = (await import('../../../solutions/assignment-1/src/answers.ts' as string)) as {
    pileHours(rate: number): number;
  };
  return solution.pileHours(rate);
}

/** By links, which are made when the submission is: git and some systems do not keep them. */
const linked = (path: string) => ({
  then(resolve: (bytes: unknown) => void, reject: (reason: unknown) => void): void {
    void import(path).then((solution: { brokenDecoderInput: unknown }) => resolve(solution.brokenDecoderInput), reject);
  },
});
export const brokenDecoderInput = linked('./link/answers.ts');
export const undecodableTwoBytes = linked('./linked.ts');
