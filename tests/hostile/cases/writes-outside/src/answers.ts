import fs from 'node:fs';
import { enableCompileCache } from 'node:module';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeHeapSnapshot } from 'node:v8';

const NAME = 'dawnbook-hostile-was-here';
const { adaptersFile } = JSON.parse(process.env['DAWNBOOK_SUBMISSION']!) as { adaptersFile: string };
const source = dirname(fileURLToPath(import.meta.url));

const FOLDERS = [
  '/tmp',
  '/var/tmp',
  '/dev/shm',
  os.userInfo().homedir,
  join(os.tmpdir(), '..'),
  source,
  dirname(source),
  dirname(adaptersFile),
  join(dirname(adaptersFile), 'hidden'),
  join(dirname(adaptersFile), '../..'),
];

const WRITERS: Record<string, (path: string) => unknown> = {
  writeFileSync: (path) => fs.writeFileSync(path, 'x'),
  writeFile: (path) => fs.promises.writeFile(path, 'x'),
  createWriteStream: (path) =>
    new Promise((resolve, reject) => fs.createWriteStream(path).on('error', reject).on('finish', resolve).end('x')),
  mkdirSync: (path) => fs.mkdirSync(path),
  mkdtempSync: (path) => fs.mkdtempSync(path),
  copyFileSync: (path) => fs.copyFileSync('mine', path),
  renameSync: (path) => fs.renameSync('mine', path),
  cpSync: (path) => fs.cpSync('mine', path),
  linkSync: (path) => fs.linkSync('mine', path),
  symlinkSync: (path) => fs.symlinkSync('mine', path),
  'a path with dots': (path) => fs.writeFileSync(join(process.cwd(), '..', '..', '..', '..', '..', path), 'x'),
  'a link in the own folder': (path) => {
    fs.symlinkSync(dirname(path), 'way-out');
    fs.writeFileSync(join('way-out', NAME), 'x');
  },
  report: (path) => process.report.writeReport(path),
  writeHeapSnapshot: (path) => writeHeapSnapshot(path),
  sql: (path) => {
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    new DatabaseSync(':memory:').exec(`ATTACH DATABASE '${path}' AS x; CREATE TABLE x.t(a)`);
  },
  compileCache: (path) => {
    const { directory } = enableCompileCache(path);
    if (directory === undefined) throw new Error('no cache');
  },
};

export async function pileHours(): Promise<never> {
  fs.writeFileSync('mine', 'in the own folder one may write');
  const wrote: string[] = [];
  for (const folder of FOLDERS) {
    for (const [name, write] of Object.entries(WRITERS)) {
      try {
        await write(join(folder, NAME));
        wrote.push(`${name} ${folder}`);
      } catch (error) {
        if (name === 'writeFileSync') console.log(`${folder}: ${(error as Error).message}`);
      }
    }
  }
  throw new Error(wrote.length === 0 ? 'nothing was written' : wrote.join('\n'));
}
