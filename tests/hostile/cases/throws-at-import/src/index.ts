export { mergePair } from './merge-pair.ts';

throw new Error('I would rather not be imported');
