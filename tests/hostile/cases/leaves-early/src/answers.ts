export function pileHours(): never {
  process.exit(0);
}

export const brokenDecoderInput = {
  then: () => (process as unknown as { reallyExit(code: number): void }).reallyExit(0),
};

export const undecodableTwoBytes = {
  then: () => process.abort(),
};
