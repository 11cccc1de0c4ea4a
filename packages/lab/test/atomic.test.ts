import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { writeFileAtomic } from '../src/index.ts';
import { removeStaleTemporaries, temporaryName } from '../src/temporary.ts';
import { runChild, seeded, useFolder } from './helpers.ts';

const folder = useFolder();
const writer = new URL('./children/atomic-writer.ts', import.meta.url);
const path = () => join(folder(), 'file');

async function* chunks(count: number) {
  for (let i = 0; i < count; i++) yield i % 2 === 0 ? `chunk ${i}\n` : Buffer.from(`chunk ${i}\n`);
}

describe('writeFileAtomic', () => {
  test.each([
    ['a string, as UTF-8', 'Grüße 🙃', Buffer.from('Grüße 🙃')],
    ['bytes', Uint8Array.of(0, 255, 10), Buffer.from([0, 255, 10])],
    ['an iterable of chunks', ['ab', Uint8Array.of(99)], Buffer.from('abc')],
    ['an asynchronous iterable', chunks(3), Buffer.from('chunk 0\nchunk 1\nchunk 2\n')],
    ['nothing', '', Buffer.alloc(0)],
  ])('writes %s', async (_, content, expected) => {
    await writeFileAtomic(path(), content);
    expect(readFileSync(path())).toEqual(expected);
    expect(readdirSync(folder())).toEqual(['file']);
  });

  test('replaces a longer file', async () => {
    writeFileSync(path(), 'something longer');
    await writeFileAtomic(path(), 'short');
    expect(readFileSync(path(), 'utf8')).toBe('short');
  });

  test('leaves the old file and nothing else if the content ends in an error', async () => {
    writeFileSync(path(), 'old');
    const failing = async function* () {
      yield 'x'.repeat(100_000);
      expect(readdirSync(folder())).toHaveLength(2);
      throw new Error('the source broke');
    };
    await expect(writeFileAtomic(path(), failing())).rejects.toThrow('the source broke');
    expect(readFileSync(path(), 'utf8')).toBe('old');
    expect(readdirSync(folder())).toEqual(['file']);
  });

  test('names the folder that is missing', async () => {
    await expect(writeFileAtomic(join(folder(), 'no', 'file'), 'x')).rejects.toThrow(/ENOENT.*no/);
  });

  test('killed at 8 moments, leaves a whole file each time, and a temporary that the next start removes', async () => {
    const size = 3_000_000;
    const random = seeded(7);
    let interrupted = 0;
    for (let kill = 0; kill < 8; kill++) {
      const killAfter = { lines: 1, ms: random.next().value * 60 };
      const { signal } = await runChild(writer, [path(), String(size)], killAfter);
      expect(signal).toBe('SIGKILL');
      if (existsSync(path())) {
        const text = readFileSync(path(), 'latin1');
        expect(text).toHaveLength(size);
        expect(text === text.charAt(0).repeat(size)).toBe(true);
      }
      const rest = readdirSync(folder()).filter((name) => name !== 'file');
      interrupted += rest.length;
      expect(await removeStaleTemporaries(folder())).toEqual(rest);
      expect(readdirSync(folder()).filter((name) => name !== 'file')).toEqual([]);
    }
    // Else the kills came too late to prove anything.
    expect(interrupted).toBeGreaterThan(0);
  });
});

describe('removeStaleTemporaries', () => {
  test('keeps the temporaries of running processes, and every other file', async () => {
    const own = temporaryName(path()).slice(folder().length + 1);
    const parent = own.replace(String(process.pid), String(process.ppid));
    const others = ['.file.tmp', 'file.tmp', '.file.123.tmp', 'x.1-abcdef01-0.tmp'];
    for (const name of [own, parent, ...others]) writeFileSync(join(folder(), name), '');
    expect(await removeStaleTemporaries(folder())).toEqual([]);
    expect(readdirSync(folder()).toSorted()).toEqual([own, parent, ...others].toSorted());
  });

  test('removes those of an earlier process that had the same id', async () => {
    const own = temporaryName(path()).slice(folder().length + 1);
    const earlier = own.replace(/-[0-9a-f]{8}-/, '-00000000-');
    writeFileSync(join(folder(), earlier), '');
    expect(await removeStaleTemporaries(folder())).toEqual([earlier]);
  });

  test.runIf(process.platform === 'linux')(
    'removes those of a process that nobody has waited for',
    async () => {
      // The shell becomes a program that does not wait for the shell's child, and only then the child ends.
      const parent = spawn('/bin/sh', ['-c', 'read line <&3 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      });
      const untilProc = (file: string, text: string): Promise<boolean> =>
        vi.waitUntil(() => readFileSync(`/proc/${file}`, 'utf8').includes(text), { timeout: 10_000 });
      try {
        const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
        const pid = Number(line.toString());
        await untilProc(`${parent.pid}/comm`, 'sleep');
        (parent.stdio[3] as Writable).end();
        await untilProc(`${pid}/stat`, ') Z ');
        const own = temporaryName(path()).slice(folder().length + 1);
        const left = own.replace(`.${process.pid}-`, `.${pid}-`);
        writeFileSync(join(folder(), left), '');
        expect(await removeStaleTemporaries(folder())).toEqual([left]);
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  test('takes a missing folder for an empty one', async () => {
    expect(await removeStaleTemporaries(join(folder(), 'no'))).toEqual([]);
  });
});
