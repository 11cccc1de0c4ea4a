/** The tokens that experiments train on. */
import { TokenSource } from '#submission';
import { type CorpusName, corpus, isValidationDocument, joinDocuments } from '@dawnbook/datasets';
import { finishedStep } from '@dawnbook/lab';
import { fromHfJson, tokenFiles, type Tokenizer } from '@dawnbook/reference';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TokenData {
  readonly train: string;
  readonly validation: string;
  readonly tokenizer: Tokenizer;
  /** Bytes of text per token of the validation split. */
  readonly bytesPerToken: number;
  /** Who made the tokens. */
  readonly origin: string;
}

/** Token files of assignment 1's experiment if there are any, else those of the course's tokenizer. */
export async function tokenData(
  corpusName: CorpusName,
  vocabSize: number,
  options: { referenceTokenizer: boolean },
): Promise<TokenData> {
  const step = `${corpusName}-${vocabSize}-split`;
  const own = options.referenceTokenizer
    ? undefined
    : ((await finishedStep('train-bpe-sotu', step)) ?? (await finishedStep('train-bpe-sotu.solution', step)));
  const files =
    own === undefined
      ? await tokenFiles(corpusName, vocabSize)
      : {
          train: join(own.folder, 'train.npy'),
          validation: join(own.folder, 'validation.npy'),
          tokenizer: join(own.folder, 'tokenizer.json'),
        };
  const source = await TokenSource.open(files.validation);
  const numTokens = source.length;
  await source.close();
  const text = joinDocuments(corpus(corpusName).documents().filter(isValidationDocument), {
    placement: 'after',
  });
  const numBytes = text.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  return {
    train: files.train,
    validation: files.validation,
    tokenizer: fromHfJson(JSON.parse(await readFile(files.tokenizer, 'utf8'))),
    bytesPerToken: numBytes / numTokens,
    origin: own === undefined ? 'reference tokenizer' : 'tokens of assignment 1',
  };
}
