import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashFile, hashSources } from '../src/hash.ts';
import { sha256, useFolder } from './helpers.ts';

const folder = useFolder();

test('hashFile is the SHA-256 of the bytes', async () => {
  const data = Buffer.alloc(300_000, 'abc');
  writeFileSync(join(folder(), 'file'), data);
  expect(await hashFile(join(folder(), 'file'))).toBe(sha256(data));
  await expect(hashFile(join(folder(), 'no'))).rejects.toThrow('ENOENT');
});

test('hashSources changes with names and content of sources, and with nothing else', async () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder(), path, '..'), { recursive: true });
    writeFileSync(join(folder(), path), text);
  };
  write('a.ts', 'one');
  write('deep/b.ts', 'two');
  const first = await hashSources(folder());
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  write('notes.md', 'x');
  write('node_modules/p/index.ts', 'x');
  write('deep/node_modules/p/index.ts', 'x');
  expect(await hashSources(folder())).toBe(first);

  write('deep/b.ts', 'two!');
  const edited = await hashSources(folder());
  write('deep/b.ts', 'two');
  expect(await hashSources(folder())).toBe(first);
  write('c.ts', '');
  const added = await hashSources(folder());
  expect(new Set([first, edited, added]).size).toBe(3);
});

test('hashSources finds a folder without sources suspicious', async () => {
  await expect(hashSources(folder())).rejects.toThrow(`There are no TypeScript sources in ${folder()}.`);
});
