/** What `utf8-codec` is about writing oneself: where it is found, and under which name. */
const BUILTIN_CODECS: readonly [holder: object, name: string][] = [
  [globalThis, 'TextEncoder'],
  [globalThis, 'TextDecoder'],
  [globalThis, 'Buffer'],
  [globalThis, 'encodeURIComponent'],
  [globalThis, 'decodeURIComponent'],
  [TextEncoder.prototype, 'encode'],
  [TextEncoder.prototype, 'encodeInto'],
  [TextDecoder.prototype, 'decode'],
  [String.prototype, 'toWellFormed'],
];

/** Runs a synchronous function while the built-in codecs throw an error that says that they are off limits. */
export function withoutBuiltinCodecs<T>(use: () => T): T {
  const saved = BUILTIN_CODECS.map(
    ([holder, name]) => [holder, name, Object.getOwnPropertyDescriptor(holder, name)!] as const,
  );
  for (const [holder, name] of BUILTIN_CODECS) {
    const refuse = (): never => {
      throw new Error(`${name} is off limits in this exercise: write the codec by hand`);
    };
    Object.defineProperty(holder, name, { get: refuse, configurable: true });
  }
  try {
    return use();
  } finally {
    for (const [holder, name, descriptor] of saved) Object.defineProperty(holder, name, descriptor);
  }
}
