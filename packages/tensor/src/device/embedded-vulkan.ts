/**
 * The embedded software GPU: SwiftShader and a Vulkan loader, out of an npm package, unpacked into the user's cache.
 *
 * `@sparticuz/chromium` ships SwiftShader for Linux x64 in `bin/swiftshader.tar.br`. Dawn looks for `libvulkan.so.1`
 * in the folder where `dawn.node` lies before it asks the system, so a copy of `dawn.node` in the same cache folder
 * finds the loader, and the loader finds SwiftShader through its manifest. (A link does not do: Dawn resolves it.
 * Nothing is written into node_modules, which may be read-only or shared between projects.)
 *
 * Every file is checked against a pinned SHA-256 on each start, written whole, and written again if it is damaged.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { cacheFolder, sha256, sha256OfFile, sweepAbandoned, writeWhole } from './cache.ts';
import { DeviceError, messageOf } from '../errors.ts';

const require = createRequire(import.meta.url);

/** Change these together with the versions in the catalog of pnpm-workspace.yaml. */
const SOURCE = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  sha256: 'b680e40a33235ecc6ad4c6897a168b70ce5164f0d62d2a64d675320d51614631',
  files: {
    'libvk_swiftshader.so': '2f3ceffaaca7d031bc3943f8eacf398a5d9c42c5fe0d15d8840b9acfa630b58e',
    'libvulkan.so.1': '8ee5ac00fd7968e863b05e0f6808057db16a00ad322777e5a05bed51d4f84085',
    'vk_swiftshader_icd.json': 'c9eef28b6b984fec220ef0abfecc40b502d46946706e47bfe97707027cb818bd',
  },
} as const;
const DAWN = {
  name: 'webgpu',
  version: '0.6.2',
  sha256: 'ab18a659f8325e874ea45c80347b64336d7f748601102753d2bc669fdecfd710',
} as const;

/** Where the embedded driver lies, ready to be loaded. */
export interface EmbeddedVulkan {
  /** The manifest that makes a Vulkan loader find SwiftShader. */
  manifest: string;
  /** A copy of `dawn.node` that uses the embedded loader. */
  dawnNode: string;
}

/** The npm package, with version, that the embedded driver comes from. */
export const embeddedSource = `${SOURCE.name} ${SOURCE.version}`;

/** Whether the package ships a driver for this machine. */
export function hasEmbeddedVulkan(
  platform: NodeJS.Platform = process.platform,
  arch = process.arch,
): boolean {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Makes sure that the driver lies in the cache, undamaged. Any number of processes may do so at once.
 *
 * @throws {DeviceError} of kind `adapter` if the package is missing or is not the pinned version, or the cache cannot
 * be written.
 */
export function unpackEmbeddedVulkan(cache: string = cacheFolder()): EmbeddedVulkan {
  const folder = join(cache, `swiftshader-${SOURCE.version}-webgpu-${DAWN.version}`);
  const paths = { manifest: join(folder, 'vk_swiftshader_icd.json'), dawnNode: join(folder, 'dawn.node') };
  try {
    const damaged = Object.entries({ ...SOURCE.files, 'dawn.node': DAWN.sha256 }).filter(
      ([name, expected]) => sha256OfFile(join(folder, name)) !== expected,
    );
    // A folder that is whole is only read, since it may lie on a read-only file system.
    if (damaged.length === 0) return paths;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    sweepAbandoned(folder);
    let archive: Map<string, Uint8Array> | undefined;
    for (const [name, expected] of damaged) {
      const bytes = name === 'dawn.node' ? readDawn() : pick((archive ??= unpackArchive()), name, expected);
      writeWhole(join(folder, name), bytes);
    }
    return paths;
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    throw new DeviceError(
      'adapter',
      `Cannot unpack the embedded software GPU into ${folder}: ${messageOf(error)}. ` +
        'Make the folder writable, or set DAWNBOOK_CACHE to one that is.',
      { cause: error },
    );
  }
}

function unpackArchive(): Map<string, Uint8Array> {
  const archive = readFileSync(join(packageFolder(SOURCE), 'bin', 'swiftshader.tar.br'));
  expectHash(`bin/swiftshader.tar.br of ${SOURCE.name}`, archive, SOURCE);
  // A copy, because nanotar reads a Buffer's whole memory block, which may be larger than the Buffer.
  const tar = new Uint8Array(brotliDecompressSync(archive));
  return new Map(
    parseTar(tar).map((entry) => [entry.name.replace(/^\.\//, ''), entry.data ?? new Uint8Array()]),
  );
}

function pick(unpacked: Map<string, Uint8Array>, name: string, expected: string): Uint8Array {
  const bytes = unpacked.get(name) ?? new Uint8Array();
  expectHash(`${name} in the archive of ${SOURCE.name}`, bytes, { ...SOURCE, sha256: expected });
  return bytes;
}

function readDawn(): Uint8Array {
  const bytes = readFileSync(join(packageFolder(DAWN), 'dist', 'linux-x64', 'dawn.node'));
  expectHash(`dist/linux-x64/dawn.node of ${DAWN.name}`, bytes, DAWN);
  return bytes;
}

/** Both packages have their entry point somewhere below a folder of their own name. */
function packageFolder({ name }: { name: string }): string {
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (error) {
    throw new DeviceError(
      'adapter',
      `The npm package ${name}, which the embedded software GPU is made of, is not installed. ` +
        'Run `pnpm install`, or install a Vulkan driver on this system.',
      { cause: error },
    );
  }
  const end = join('node_modules', ...name.split('/'));
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    if (folder.endsWith(end)) return folder;
  }
  throw new DeviceError('adapter', `internal: ${entry} is not below a folder ${end}`);
}

function expectHash(what: string, bytes: Uint8Array, pin: { version: string; sha256: string }): void {
  const actual = sha256(bytes);
  if (actual === pin.sha256) return;
  throw new DeviceError(
    'adapter',
    `${what} has SHA-256 ${actual}, but version ${pin.version} has ${pin.sha256}. ` +
      'The package is damaged or of another version; run `pnpm install --force`.',
  );
}
