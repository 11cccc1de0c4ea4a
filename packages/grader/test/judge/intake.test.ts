import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { type Intake, IntakeError, takeSubmission } from '../../src/judge/intake.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let source: string;
beforeEach(() => {
  folder = temporaryFolder();
  source = join(folder.path, 'submission');
  writeFiles(source, { 'src/index.ts': 'export const a = 1;\n' });
});
afterEach(() => folder[Symbol.dispose]());

let taken = 0;
function take(): Intake {
  const target = join(folder.path, `taken-${taken++}`);
  mkdirSync(target);
  return takeSubmission(source, target);
}

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted();
}

describe('takes', () => {
  test('TypeScript below src and Markdown below answers, byte by byte', () => {
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x0d, 0x0a, 0xff);
    writeFiles(source, { 'src/deep/er/x.ts': bytes, 'answers/why.md': 'Because.\n' });
    const intake = take();
    expect(filesOf(intake.directory)).toStrictEqual([
      'answers/why.md',
      'package.json',
      'src/deep/er/x.ts',
      'src/index.ts',
    ]);
    expect(new Uint8Array(readFileSync(join(intake.directory, 'src/deep/er/x.ts')))).toStrictEqual(bytes);
    expect(intake).toMatchObject({ files: 3, bytes: 20 + 6 + 9, ignored: [] });
  });

  test('nothing that configures a tool, and no code outside of src', () => {
    writeFiles(source, {
      'package.json':
        '{"type":"commonjs","scripts":{"preinstall":"exit 1"},"imports":{"#submission":"./x.ts"}}',
      'tsconfig.json': '{}',
      'vitest.config.ts': 'throw 1',
      '.pnpmfile.cjs': 'throw 1',
      '.npmrc': 'ignore-scripts=false',
      '.env': 'A=1',
      'index.ts': '',
      'tests/merge-pair.test.ts': '',
      'src/package.json': '{"type":"commonjs"}',
      'src/data.json': '{}',
      'src/module.js': '',
      'src/module.mts': '',
      'src/evil.node': '',
      'answers/picture.png': '',
      'answers/script.ts': '',
    });
    const intake = take();
    expect(filesOf(intake.directory)).toStrictEqual(['package.json', 'src/index.ts']);
    expect(readFileSync(join(intake.directory, 'package.json'), 'utf8')).toBe('{ "type": "module" }\n');
    expect(intake.ignored.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toStrictEqual([
      ...[
        '.env',
        '.npmrc',
        '.pnpmfile.cjs',
        'answers/picture.png',
        'answers/script.ts',
        'index.ts',
        'package.json',
        'src/data.json',
        'src/evil.node',
        'src/module.js',
        'src/module.mts',
        'src/package.json',
      ].map((path) => ({ path, reason: 'only src/**/*.ts and answers/**/*.md are taken' })),
      { path: 'tests/', reason: 'only src and answers are taken' },
      ...['tsconfig.json', 'vitest.config.ts'].map((path) => ({
        path,
        reason: 'only src/**/*.ts and answers/**/*.md are taken',
      })),
    ]);
  });

  test('and says nothing of what tools put next to every submission', () => {
    writeFiles(source, {
      'node_modules/x/index.js': '',
      '.git/config': '',
      '.turbo/log': '',
      '.dawnbook/progress.json': '{}',
      'runs/a/b': '',
    });
    expect(take().ignored).toStrictEqual([]);
  });
});

describe('leaves behind', () => {
  test('links to files and to folders', () => {
    writeFiles(folder.path, { 'secret/solution.ts': 'export const a = 1;' });
    symlinkSync(join(folder.path, 'secret/solution.ts'), join(source, 'src/link.ts'));
    symlinkSync(join(folder.path, 'secret'), join(source, 'src/folder'));
    symlinkSync('nowhere', join(source, 'src/broken.ts'));
    symlinkSync(join(folder.path, 'secret'), join(source, 'answers'));
    const intake = take();
    expect(filesOf(intake.directory)).toStrictEqual(['package.json', 'src/index.ts']);
    expect(intake.ignored.map(({ path, reason }) => `${path}: ${reason}`).toSorted()).toStrictEqual(
      ['answers', 'src/broken.ts', 'src/folder', 'src/link.ts'].map((path) => `${path}: a symbolic link`),
    );
  });

  test('what is no regular file, without waiting for a writer', () => {
    execFileSync('mkfifo', [join(source, 'src/pipe.ts')]);
    expect(take().ignored).toStrictEqual([{ path: 'src/pipe.ts', reason: 'not a regular file' }]);
  });

  test('a file whose name is no text', () => {
    renameSync(
      join(source, 'src/index.ts'),
      Buffer.concat([Buffer.from(join(source, 'src/')), Uint8Array.of(0xff), Buffer.from('.ts')]),
    );
    const intake = take();
    expect(intake.ignored).toStrictEqual([{ path: 'src/\ufffd.ts', reason: 'cannot be read (ENOENT)' }]);
    expect(intake.files).toBe(0);
  });

  test('and names it without escape sequences', () => {
    writeFiles(source, { 'src/\u001b[2J\nx.js': '' });
    expect(take().ignored[0]!.path).toBe('src/\nx.js');
  });
});

describe('refuses', () => {
  test('a folder without src', () => {
    rmSync(join(source, 'src'), { recursive: true });
    expect(() => take()).toThrow(
      new IntakeError(`${source} is not a submission: it has no src folder (a link is not one)`),
    );
  });

  test('a src that is a link, or a file', () => {
    renameSync(join(source, 'src'), join(folder.path, 'elsewhere'));
    symlinkSync(join(folder.path, 'elsewhere'), join(source, 'src'));
    expect(() => take()).toThrow(IntakeError);
    rmSync(join(source, 'src'));
    writeFiles(source, { src: '' });
    expect(() => take()).toThrow(IntakeError);
  });

  test('more than 500 files', () => {
    writeFiles(source, Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`src/${i}.ts`, ''])));
    expect(() => take()).toThrow(new IntakeError('the submission has more than 500 files'));
    rmSync(join(source, 'src/7.ts'));
    expect(take().files).toBe(500);
  });

  test('thousands of other files', () => {
    writeFiles(source, Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`src/${i}.txt`, ''])));
    expect(() => take()).toThrow(
      new IntakeError('the submission has more than 1000 files that do not belong to it'),
    );
  });

  test('a file of more than 2 MiB', () => {
    writeFiles(source, { 'src/table.ts': ' '.repeat(2 * 2 ** 20 + 1) });
    expect(() => take()).toThrow(/src\/table\.ts is larger than 2097152 bytes$/);
  });

  test('more than 20 MiB in all', () => {
    writeFiles(
      source,
      Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`src/${i}.ts`, ' '.repeat(2 * 2 ** 20)])),
    );
    expect(() => take()).toThrow(new IntakeError('the submission is larger than 20971520 bytes'));
  });

  test('folders without an end', () => {
    mkdirSync(join(source, `src/${'d/'.repeat(13)}`), { recursive: true });
    expect(() => take()).toThrow(/ is nested more than 12 folders deep$/);
  });
});

describe('the hash', () => {
  test('is the same for the same files, wherever they lie and in whatever order they were made', () => {
    writeFiles(source, { 'src/a.ts': 'a', 'src/b.ts': 'b' });
    const { sha256 } = take();
    rmSync(source, { recursive: true });
    writeFiles(source, {
      'src/b.ts': 'b',
      'src/a.ts': 'a',
      'src/index.ts': 'export const a = 1;\n',
      'README.txt': 'x',
    });
    expect(take().sha256).toBe(sha256);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, Record<string, string>]>([
    ['a byte', { 'src/a.ts': 'A', 'src/b.ts': 'b' }],
    ['a name', { 'src/A.ts': 'a', 'src/b.ts': 'b' }],
    ['a border between files', { 'src/a.ts': 'ab', 'src/b.ts': '' }],
    ['a new file', { 'src/a.ts': 'a', 'src/b.ts': 'b', 'answers/c.md': '' }],
  ])('changes with %s', (_, files) => {
    writeFiles(source, { 'src/a.ts': 'a', 'src/b.ts': 'b' });
    const { sha256 } = take();
    rmSync(join(source, 'src/a.ts'));
    writeFiles(source, files);
    expect(take().sha256).not.toBe(sha256);
  });
});
