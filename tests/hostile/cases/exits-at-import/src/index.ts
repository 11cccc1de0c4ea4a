export { mergePair } from './merge-pair.ts';

console.error('goodbye');
process.exit(0);
