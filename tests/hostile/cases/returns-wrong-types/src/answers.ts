let calls = 0;
export const pileHours = (): unknown => (calls++ === 0 ? NaN : undefined);

export const brokenDecoderInput = new Proxy(Uint8Array.of(0xc3, 0xa9), {});
export const undecodableTwoBytes = {
  length: 2,
  0: 0xc3,
  1: 0x28,
  toJSON: () => [0xc3, 0x28],
  [Symbol.toStringTag]: 'Uint8Array',
};
