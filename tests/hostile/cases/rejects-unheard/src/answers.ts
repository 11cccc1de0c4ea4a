export function pileHours(): Promise<never> {
  void Promise.reject(new Error('nobody listens'));
  return new Promise(() => undefined);
}

export const brokenDecoderInput = {
  then(): void {
    setTimeout(() => {
      throw new TypeError('thrown into the void');
    }, 1);
  },
};
