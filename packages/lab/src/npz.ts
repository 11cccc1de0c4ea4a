/**
 * Files of named arrays in NumPy's `.npz` format: a zip of `.npy` files.
 *
 * Sources: NumPy, "numpy.savez"; PKWARE, "APPNOTE.TXT: .ZIP File Format Specification", 4.3.12 and 4.3.16.
 */
import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ArrayEntry } from './arrays.ts';
import { writeFileAtomic } from './atomic.ts';
import type { Fail } from './npy-header.ts';
import { decodeNpy, encodeNpy, NpyError } from './npy.ts';

const SUFFIX = '.npy';
/** How the entries of a zip may be compressed: not at all, or deflated. */
const METHODS: ReadonlySet<number> = new Set([0, 8]);
/** What a zip has room for without its 64-bit extension. */
const MAX_ENTRIES = 0xffff;
/** What Node.js reads in one piece, and well below what a zip has room for. */
const MAX_BYTES = 2 ** 31 - 1;
const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');

/**
 * Writes arrays to a file, which appears whole or not at all. It holds what `np.savez` writes, uncompressed; the same arrays
 * give the same bytes.
 *
 * @param tensors - by name; `w` is the entry `w.npy`
 * @throws RangeError naming the array whose shape does not fit its data, and if there are more than 65,535 arrays or 2 GiB;
 * whatever the system throws, and `path` is then as it was
 */
export async function writeNpz(path: string, tensors: Readonly<Record<string, ArrayEntry>>): Promise<void> {
  const entries = Object.entries(tensors);
  if (entries.length > MAX_ENTRIES)
    throw new RangeError(`writeNpz: ${path}: ${entries.length} arrays; an npz has at most ${MAX_ENTRIES}`);
  const encoded = entries.map(
    ([name, entry]) => [`${name}${SUFFIX}`, encodeNpy(entry, `writeNpz: ${path}: ${name}`)] as const,
  );
  const numBytes = encoded.reduce((sum, [, [head, data]]) => sum + head.length + data.length, 0);
  if (numBytes > MAX_BYTES)
    throw new RangeError(`writeNpz: ${path}: ${numBytes} bytes; an npz has at most ${MAX_BYTES}`);
  const files = Object.fromEntries(encoded.map(([name, chunks]) => [name, Buffer.concat(chunks)]));
  // The first day that a zip can tell, as NumPy has it.
  await writeFileAtomic(path, zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }));
}

/**
 * Reads the arrays of a file by their names, which are those of the zip's entries without `.npy`. Compressed files
 * (`np.savez_compressed`) are read as well.
 *
 * @throws NpyError if the file is damaged or truncated, has a name twice or an entry that is not an array, or one of a dtype
 * that is not supported
 * @throws Error of the system if the file cannot be read
 */
export async function readNpz(path: string): Promise<Record<string, ArrayEntry>> {
  const fail: Fail = (problem) => {
    throw new NpyError(`${path}: ${problem}`);
  };
  const files = unzip(await readFile(path), fail);
  return Object.fromEntries(
    files.map(([name, bytes]) => [name, decodeNpy(bytes, (problem) => fail(`${name}: ${problem}`))]),
  );
}

/** The contents of a zip's entries by name, in their order. What fflate does not check is checked here. */
function unzip(zip: Buffer, fail: Fail): [name: string, bytes: Buffer][] {
  if (!zip.includes(END_OF_DIRECTORY))
    fail('not an npz file, or truncated: the directory of a zip is missing');
  let checksums: number[] = [];
  const checksumOf = new Map<string, number | undefined>();
  const filter = ({ name, compression }: UnzipFileInfo): boolean => {
    if (!name.endsWith(SUFFIX)) fail(`its entry ${JSON.stringify(name)} is not an array: *.npy`);
    if (!METHODS.has(compression))
      fail(`${name} is compressed by method ${compression}; supported: 0 (stored), 8 (deflated)`);
    if (checksumOf.has(name)) fail(`${name} comes twice`);
    checksumOf.set(name, checksums[checksumOf.size]);
    return true;
  };
  let files: Record<string, Uint8Array>;
  try {
    checksums = readChecksums(zip);
    files = unzipSync(zip, { filter });
  } catch (error) {
    if (error instanceof NpyError) throw error;
    return fail(`damaged zip: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (checksums.length !== checksumOf.size)
    fail(`damaged zip: ${checksums.length} entries, but its end tells of ${checksumOf.size}`);
  return Array.from(checksumOf, ([name, checksum]) => {
    const bytes = files[name]!;
    if (crc32(bytes) !== checksum) fail(`damaged zip: ${name} does not fit its checksum`);
    return [name.slice(0, -SUFFIX.length), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)];
  });
}

/** CRC-32 of each entry, in the order of the zip's directory, where fflate skips them. */
function readChecksums(zip: Buffer): number[] {
  const checksums: number[] = [];
  let at = zip.readUInt32LE(zip.lastIndexOf(END_OF_DIRECTORY) + 16);
  while (zip.readUInt32LE(at) === DIRECTORY_ENTRY) {
    checksums.push(zip.readUInt32LE(at + 16));
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    at += 46 + name! + extra! + comment!;
  }
  return checksums;
}
