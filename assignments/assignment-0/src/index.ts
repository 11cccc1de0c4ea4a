/** Everything that the exercises of assignment 0 ask for. */
export * from './cpu.ts';
export * from './gpu.ts';
