import {
  type CorpusName,
  corpus,
  END_OF_TEXT,
  isValidationDocument,
  joinDocuments,
} from '@dawnbook/datasets';
import { Run, writeFileAtomic } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { saveTokenFile, toHfJson, Tokenizer, trainBpe } from 'solution-1';

/** Where the tokens of a corpus lie. */
export interface TokenFiles {
  /** Token file of the documents to train on. */
  readonly train: string;
  /** Token file of the documents to validate on. */
  readonly validation: string;
  /** The tokenizer, as Hugging Face's `tokenizer.json`. */
  readonly tokenizer: string;
}

/**
 * Tokens of a corpus by the course's own tokenizer, trained on the training split: for whoever has not done assignment 1.
 * They are made once, in `runs/reference-tokens`, and kept.
 *
 * @param vocabSize - entries of the tokenizer, the end of text included
 */
export async function tokenFiles(corpusName: CorpusName, vocabSize: number): Promise<TokenFiles> {
  using run = await Run.open('reference-tokens');
  const name = `${corpusName}-${vocabSize}`;
  const text = (validation: boolean): string => {
    const documents = corpus(corpusName)
      .documents()
      .filter((document) => isValidationDocument(document) === validation);
    return joinDocuments(documents, { placement: 'after' }).toArray().join('');
  };
  const { folder } = await run.step(
    name,
    { corpus: corpus(corpusName).stats.sha256, vocabSize },
    async (work) => {
      const path = join(work, 'corpus.txt');
      await writeFileAtomic(path, text(false));
      const model = await run.progress.phase(`training the tokenizer ${name}`, {}, () =>
        trainBpe(path, { vocabSize, specialTokens: [END_OF_TEXT] }),
      );
      await rm(path);
      await writeFileAtomic(join(work, 'tokenizer.json'), `${JSON.stringify(toHfJson(model))}\n`);
      const tokenizer = Tokenizer.fromModel(model);
      await saveTokenFile(join(work, 'train.npy'), tokenizer.encode(text(false)), vocabSize);
      await saveTokenFile(join(work, 'validation.npy'), tokenizer.encode(text(true)), vocabSize);
    },
  );
  return {
    train: join(folder, 'train.npy'),
    validation: join(folder, 'validation.npy'),
    tokenizer: join(folder, 'tokenizer.json'),
  };
}
