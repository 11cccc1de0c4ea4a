import fs from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The process must be told where the adapters are; the rest of the workbook is not far from them. */
const { adaptersFile } = JSON.parse(process.env['DAWNBOOK_SUBMISSION']!) as { adaptersFile: string };
const suite = dirname(adaptersFile);
const root = dirname(dirname(suite));

const WAYS_IN = [
  root,
  `/proc/self/root${root}`,
  `/proc/self/cwd/../../../../../..${root}`,
  join('..', '..', '..', '..', '..', '..', root),
];
const SOLUTION = [
  'solutions/assignment-1/src/answers.ts',
  'packages/reference/node_modules/solution-1/src/answers.ts',
  'node_modules/.pnpm/node_modules/solution-1/src/answers.ts',
  'packages/grader/../../solutions/assignment-1/src/answers.ts',
];

type Reader = (path: string) => unknown;
const READERS: Record<string, Reader> = {
  readFileSync: (path) => fs.readFileSync(path, 'utf8'),
  readFile: (path) => fs.promises.readFile(path, 'utf8'),
  openSync: (path) => fs.openSync(path, 'r'),
  createReadStream: (path) => fs.createReadStream(path).toArray(),
  openAsBlob: async (path) => (await fs.openAsBlob(path)).text(),
  copyFileSync: (path) => fs.copyFileSync(path, 'copy.ts'),
  cpSync: (path) => fs.cpSync(path, 'copy.ts'),
  symlinkSync: (path) => {
    fs.symlinkSync(path, 'link.ts');
    return fs.readFileSync('link.ts', 'utf8');
  },
  linkSync: (path) => fs.linkSync(path, 'link.ts'),
  renameSync: (path) => fs.renameSync(path, 'mine.ts'),
  import: (path) => import(pathToFileURL(path).href),
  'import through #submission': (path) => import(`#submission/../../../../../..${path.replace(/\.ts$/, '')}`),
  require: (path) => createRequire(import.meta.url)(path),
  'require from elsewhere': (path) => createRequire(adaptersFile)(path),
  binding: () => (process as unknown as { binding(name: string): unknown }).binding('fs'),
};

/** Answers with the solution if there is any way to get hold of it. */
export async function pileHours(rate: number): Promise<number> {
  for (const way of WAYS_IN) {
    for (const file of SOLUTION) {
      for (const [name, read] of Object.entries(READERS)) {
        try {
          const found = await read(join(way, file));
          console.log(`${name} ${file}: found`);
          const source = typeof found === 'string' ? found : fs.readFileSync('copy.ts', 'utf8');
          const script = stripTypeScriptTypes(source).replaceAll(/^(im|ex)port /gm, '// ');
          return (Function(`${script}; return pileHours`)() as (rate: number) => number)(rate);
        } catch (error) {
          if (name === 'readFileSync') console.log(`${name} ${file}: ${(error as Error).message}`);
        }
      }
    }
  }
  for (const name of ['@dawnbook/reference', 'solution-1', 'suite-1']) {
    for (const load of [() => import(name), () => createRequire(import.meta.url)(name), () => createRequire(adaptersFile)(name)]) {
      try {
        return ((await load()) as { pileHours(rate: number): number }).pileHours(rate);
      } catch (error) {
        console.log(`${name}: ${(error as Error).message.split('\n')[0]}`);
      }
    }
  }
  return 0;
}

/** Looks for hidden tests, and for what the judge knows. */
async function spy(): Promise<never> {
  const found: string[] = [];
  const look = (what: string, see: () => unknown): void => {
    try {
      found.push(`${what}: ${JSON.stringify(see())}`);
    } catch (error) {
      console.log(`${what}: ${(error as Error).message}`);
    }
  };
  for (const folder of [
    join(suite, 'hidden'),
    join(suite, 'fixtures'),
    join(suite, 'mutants'),
    join(root, 'node_modules/.pnpm/node_modules/suite-1/hidden'),
    join(root, 'node_modules/.vitest-cache'),
    join(root, 'solutions'),
    root,
    '/proc/self',
    `/proc/${process.ppid}`,
    '/',
  ]) {
    look(folder, () => fs.readdirSync(folder));
  }
  for (const file of ['environ', 'cmdline', 'maps', 'mem']) look(file, () => fs.readFileSync(`/proc/${process.ppid}/${file}`));
  look('a secret of the shell', () => {
    if (process.env['GRADER_SECRET'] === undefined) throw new Error('is not here');
    return process.env['GRADER_SECRET'];
  });
  throw new Error(found.length === 0 ? 'nothing was found' : found.join('\n'));
}

export const brokenDecoderInput = {
  then: (_: unknown, reject: (reason: unknown) => void) => void spy().catch(reject),
};
