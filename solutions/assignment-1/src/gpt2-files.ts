import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes } from './bytes.ts';
import { TokenizerError } from './errors.ts';
import type { BpeModel, Merge } from './model.ts';
import type { PatternName } from './pre-tokenize.ts';
import { mergeChecker, printableParser, printableVocabulary, printer } from './printable.ts';
import { replaceFiles } from './replace-files.ts';
import { Tokenizer } from './tokenizer.ts';

const VOCAB_FILE = 'vocab.json';
const MERGES_FILE = 'merges.txt';
const VERSION_LINE = '#version: 0.2';

/**
 * Writes a model in the format of GPT-2's release: `vocab.json`, an object from token to id, and `merges.txt`, one merge
 * per line as `left right` after a version line. Tokens appear in printable stand-ins (see `bytesToUnicode`), special
 * tokens as they are, in `vocab.json` only. Both files appear whole or not at all.
 *
 * @throws TokenizerError if two tokens would be written alike.
 * @throws Error naming the path if writing fails; the old files then stay.
 */
export async function saveGpt2Files(model: BpeModel, dir: string): Promise<void> {
  const print = printer();
  // `fromEntries` and not assignments: a token may be called `__proto__`.
  const vocab = JSON.stringify(Object.fromEntries(printableVocabulary(model)));
  const merges = model.merges.map(({ left, right }) => `${print(left)} ${print(right)}\n`).join('');
  await replaceFiles([join(dir, VOCAB_FILE), join(dir, MERGES_FILE)], async ([vocabPath, mergesPath]) => {
    await writeFile(vocabPath!, `${vocab}\n`);
    await writeFile(mergesPath!, `${VERSION_LINE}\n${merges}`);
  });
}

/**
 * Reads `vocab.json` and `merges.txt`. Ids keep the numbers that the file gives them. Line ends may be CR LF, the version
 * line and the last line end may be missing.
 *
 * @throws TokenizerError naming file and line for what is not JSON, an id that is none or is used twice, a character
 * that stands for no byte, a line that is not two tokens, a merge of or to a token that is not in `vocab.json`, a
 * repeated merge.
 * @throws Error naming the path if a file cannot be read; RangeError as the constructor of `Tokenizer`.
 */
export async function loadGpt2Files(
  dir: string,
  options: { specialTokens?: string[]; pattern?: PatternName } = {},
): Promise<Tokenizer> {
  const vocabPath = join(dir, VOCAB_FILE);
  const mergesPath = join(dir, MERGES_FILE);
  const vocab = parseVocab(await readFile(vocabPath, 'utf8'), vocabPath, new Set(options.specialTokens));
  const merges = parseMerges(await readFile(mergesPath, 'utf8'), mergesPath, vocab);
  return new Tokenizer(new Map(vocab.values().map(({ id, bytes }) => [id, bytes])), merges, options);
}

/** Tokens by the text that stands for them in the file. */
type FileVocabulary = Map<string, { id: number; bytes: Bytes }>;

function parseVocab(json: string, path: string, specialTokens: ReadonlySet<string>): FileVocabulary {
  const parse = printableParser();
  const encoder = new TextEncoder();
  const vocab: FileVocabulary = new Map();
  const textOf = new Map<number, string>();
  for (const [text, id] of Object.entries(parseObject(json, path))) {
    const fail = (problem: string): never => {
      throw new TokenizerError(
        `${path}, line ${lineOfKey(json, text)}: token ${JSON.stringify(text)} ${problem}`,
      );
    };
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0) {
      return fail(`has the id ${JSON.stringify(id)}; ids are integers of at least 0`);
    }
    const other = textOf.get(id);
    if (other !== undefined) fail(`has the id ${id}, which ${JSON.stringify(other)} has too`);
    textOf.set(id, text);
    const bytes = specialTokens.has(text)
      ? encoder.encode(text)
      : parse(text, (symbol) => fail(`contains ${JSON.stringify(symbol)}, which stands for no byte`));
    vocab.set(text, { id, bytes });
  }
  return vocab;
}

function parseObject(json: string, path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    // The engine's message names the line, except where the text ends too early.
    const { message } = error as SyntaxError;
    const line = /line (\d+)/.exec(message)?.[1] ?? lineAt(json, json.length);
    throw new TokenizerError(`${path}, line ${line}: ${message}`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TokenizerError(`${path}, line 1: expected an object from token to id`);
  }
  return value;
}

/** The line on which a key of the object stands; only an error message needs it. */
function lineOfKey(json: string, key: string): number {
  const match = json.matchAll(/("(?:[^"\\]|\\.)*")\s*:/g).find(([, quoted]) => JSON.parse(quoted!) === key);
  return lineAt(json, match?.index ?? 0);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function parseMerges(text: string, path: string, vocab: FileVocabulary): Merge[] {
  // A carriage return *in a token* is written as `č`, so one at the end of a line belongs to the line end.
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  while (lines.at(-1) === '') lines.pop();
  // Only the first line can be the version line. Everywhere else a `#` is a token like any other.
  const first = lines[0]?.startsWith('#version:') === true ? 1 : 0;

  const problemOf = mergeChecker(vocab);
  return lines.slice(first).map((line, index) => {
    const fail = (problem: string): never => {
      throw new TokenizerError(`${path}, line ${first + index + 1}: ${problem}`);
    };
    // Tokens contain no space, but they may contain characters that `trim` and `\s` would take for one.
    const parts = line.split(' ');
    const [left, right] = parts;
    if (parts.length !== 2 || left === undefined || left === '' || right === undefined || right === '') {
      return fail(`expected two tokens with one space between them, found ${JSON.stringify(line)}`);
    }
    const problem = problemOf(left, right);
    if (problem !== undefined) fail(problem);
    return { left: vocab.get(left)!.bytes, right: vocab.get(right)!.bytes };
  });
}
