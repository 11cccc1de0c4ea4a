import { type Contestant, runContestant } from '@dawnbook/lab';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSotu } from './sotu.ts';

const SPECIAL = '<|endoftext|>';
const NUM_WORKERS = Math.min(availableParallelism(), 8);

const folder = mkdtempSync(join(tmpdir(), 'dawnbook-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true }));
const path = join(folder, 'sotu.txt');
writeSotu(path);

/** A native trainer with Hugging Face's interface. Its vocabulary is 30,000 entries, and cannot be chosen. */
interface NativeTokenizers {
  readonly BPE: { empty(): object };
  readonly byteLevelPreTokenizer: (addPrefixSpace: boolean) => object;
  readonly Tokenizer: new (model: object) => {
    setPreTokenizer(preTokenizer: object): void;
    train(files: string[]): void;
    getVocabSize(): number;
  };
}

async function native(packageName: string): Promise<() => number> {
  const { default: engine } = (await import(packageName)) as { default: NativeTokenizers };
  const tokenizer = new engine.Tokenizer(engine.BPE.empty());
  tokenizer.setPreTokenizer(engine.byteLevelPreTokenizer(false));
  return () => {
    tokenizer.train([path]);
    return tokenizer.getVocabSize();
  };
}

function ours(vocabSize: number): Contestant {
  return async () => {
    const { trainBpe } = await import('#submission');
    const options = { vocabSize, specialTokens: [SPECIAL], numWorkers: NUM_WORKERS };
    return async () => (await trainBpe(path, options)).vocab.length;
  };
}

const counts = async () => {
  const { countPreTokens } = await import('#submission');
  return countPreTokens(path, { specialTokens: [SPECIAL] });
};

await runContestant({
  'this trainer, 30,000': ours(30_000),
  'this trainer, 10,000 merges': ours(256 + 10_000 + 1),
  'tokenizers (native), 30,000': () => native('tokenizers'),
  '@anush008/tokenizers (native), 30,000': () => native('@anush008/tokenizers'),
  'this trainer, 512': async () => {
    const { trainBpeFromCounts } = await import('#submission');
    const table = await counts();
    return () => trainBpeFromCounts(table, { vocabSize: 512 }).merges.length;
  },
  'the naive trainer, 512': async () => {
    const { trainBpeNaive } = await import('#submission');
    const table = await counts();
    return () => trainBpeNaive(table, 256).length;
  },
});
