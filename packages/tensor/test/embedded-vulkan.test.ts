import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cacheFolder } from '../src/device/cache.ts';
import { hasEmbeddedVulkan, unpackEmbeddedVulkan } from '../src/device/embedded-vulkan.ts';
import { runScript, sourceFolder, temporaryFolder } from './support.ts';

const require = createRequire(import.meta.url);
const chromium = join(dirname(require.resolve('@sparticuz/chromium')), '..');
const webgpu = dirname(require.resolve('webgpu'));

function emptyFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}

/** Compares the files with the packages that they come from, whole and byte by byte. */
function expectIntact(folder: string): void {
  expect(readdirSync(folder).toSorted()).toEqual([
    'dawn.node',
    'libvk_swiftshader.so',
    'libvulkan.so.1',
    'vk_swiftshader_icd.json',
  ]);
  const tar = brotliDecompressSync(readFileSync(join(chromium, 'bin', 'swiftshader.tar.br')));
  for (const name of ['libvk_swiftshader.so', 'libvulkan.so.1', 'vk_swiftshader_icd.json']) {
    const bytes = readFileSync(join(folder, name));
    // POSIX ustar: a header of 512 bytes starts with the name and has the size in octal at 124.
    const header = tar.subarray(tar.indexOf(bytes) - 512, tar.indexOf(bytes));
    expect(header.toString('latin1', 0, 100).replaceAll('\0', '')).toMatch(new RegExp(`^(\\./)?${name}$`));
    expect(Number.parseInt(header.toString('latin1', 124, 136), 8)).toBe(bytes.length);
  }
  const dawn = readFileSync(join(webgpu, 'dist', 'linux-x64', 'dawn.node'));
  expect(readFileSync(join(folder, 'dawn.node')).equals(dawn)).toBe(true);
}

const COMPUTE = /* js */ `
  const device = await openDevice({ adapter: 'swiftshader' });
  const buffer = await device.upload(Float32Array.of(1, 2, 3));
  console.log((await device.read(buffer, Float32Array)).join());
`;

describe.runIf(hasEmbeddedVulkan())('the embedded driver', () => {
  test('several processes unpack into an empty cache at the same time', async () => {
    const cache = emptyFolder();
    const endings = await Promise.all(
      Array.from({ length: 3 }, () => runScript(COMPUTE, { environment: { DAWNBOOK_CACHE: cache } })),
    );
    for (const ending of endings) expect(ending).toEqual({ code: 0, stdout: '1,2,3\n', stderr: '' });
    const [folder, ...others] = readdirSync(cache);
    expect(others).toEqual([]);
    expectIntact(join(cache, folder!));
  });

  test('damaged files are found and replaced, and intact ones left alone', () => {
    const cache = emptyFolder();
    const { manifest, dawnNode } = unpackEmbeddedVulkan(cache);
    const folder = dirname(manifest);
    expectIntact(folder);
    const loader = join(folder, 'libvulkan.so.1');
    const before = statSync(loader);

    const driver = join(folder, 'libvk_swiftshader.so');
    const bytes = readFileSync(driver);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(driver, bytes);
    writeFileSync(dawnNode, readFileSync(dawnNode).subarray(0, 1000));
    rmSync(manifest);

    expect(unpackEmbeddedVulkan(cache)).toEqual({ manifest, dawnNode });
    expectIntact(folder);
    expect(statSync(loader).ino).toBe(before.ino);
  });

  test('a cache that is whole is only read, and needs no package: also in a process that may not write', async () => {
    const cache = emptyFolder();
    unpackEmbeddedVulkan(cache);
    const source = copyWithout('@sparticuz/chromium');
    const nodeFlags = ['--permission', '--allow-addons', '--allow-fs-read=*'];
    const ending = await runScript(COMPUTE, { environment: { DAWNBOOK_CACHE: cache }, source, nodeFlags });
    expect(ending).toMatchObject({ code: 0, stdout: '1,2,3\n' });
  });

  test('what a killed process left is swept, what one may be writing is not', () => {
    const cache = emptyFolder();
    const { manifest } = unpackEmbeddedVulkan(cache);
    const folder = dirname(manifest);
    const abandoned = join(folder, 'dawn.node.1.tmp');
    const fresh = join(folder, 'dawn.node.2.tmp');
    writeFileSync(abandoned, 'half');
    writeFileSync(fresh, 'half');
    const yesterday = Date.now() / 1000 - 86_400;
    utimesSync(abandoned, yesterday, yesterday);
    rmSync(manifest);
    unpackEmbeddedVulkan(cache);
    expect(readdirSync(folder)).not.toContain('dawn.node.1.tmp');
    rmSync(fresh);
    expectIntact(folder);
  });

  test('a cache that cannot be written', () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    expect(() => unpackEmbeddedVulkan(file)).toThrow(
      /^Cannot unpack the embedded software GPU into .*: ENOTDIR.*set DAWNBOOK_CACHE to one that is\.$/s,
    );
  });

  test('a package that is not installed', async () => {
    const source = copyWithout('@sparticuz/chromium');
    const script = `await openDevice({ adapter: 'swiftshader' }).catch((error) => console.log(error.kind, error.message))`;
    const ending = await runScript(script, { environment: { DAWNBOOK_CACHE: emptyFolder() }, source });
    expect(ending.code).toBe(0);
    expect(ending.stdout).toMatch(
      /^adapter .*The npm package @sparticuz\/chromium.* is not installed\. Run `pnpm install`/s,
    );
  });

  test('a package that is damaged', async () => {
    const source = copyWithout('@sparticuz/chromium');
    const damaged = join(source, '..', 'node_modules', '@sparticuz', 'chromium');
    mkdirSync(join(damaged, 'bin'), { recursive: true });
    cpSync(join(chromium, 'package.json'), join(damaged, 'package.json'));
    cpSync(join(chromium, 'build'), join(damaged, 'build'), { recursive: true });
    const archive = readFileSync(join(chromium, 'bin', 'swiftshader.tar.br'));
    writeFileSync(join(damaged, 'bin', 'swiftshader.tar.br'), archive.subarray(0, archive.length - 1));
    const script = `await openDevice({ adapter: 'swiftshader' }).catch((error) => console.log(error.kind, error.message))`;
    const ending = await runScript(script, { environment: { DAWNBOOK_CACHE: emptyFolder() }, source });
    expect(ending.stdout).toMatch(
      /^adapter .*bin\/swiftshader\.tar\.br of @sparticuz\/chromium has SHA-256 [\da-f]{64}, but/s,
    );
  });
});

/** A copy of the sources, with all dependencies but one. */
function copyWithout(missing: string): string {
  const folder = emptyFolder();
  cpSync(sourceFolder, join(folder, 'src'), { recursive: true });
  for (const name of ['@sparticuz/chromium', 'nanotar', 'webgpu'].filter((each) => each !== missing)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(sourceFolder, '..', 'node_modules', name), link);
  }
  return join(folder, 'src');
}

test('where the cache is', () => {
  const home = join(homedir(), '.cache', 'dawnbook');
  expect(cacheFolder({})).toBe(home);
  expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' })).toBe('/xdg/dawnbook');
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(home);
  expect(cacheFolder({ XDG_CACHE_HOME: '/xdg', DAWNBOOK_CACHE: '/own' })).toBe('/own');
});
