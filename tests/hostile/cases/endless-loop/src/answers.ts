export function pileHours(): never {
  for (;;);
}

/** A thenable: whoever awaits it never gets out of the microtask queue. */
export const brokenDecoderInput = {
  then(): void {
    const spin = (): void => void Promise.resolve().then(spin);
    spin();
  },
};
