/** `.npy` files by hand: magic, version, header length, header padded with spaces, data. */

interface NpyOptions {
  /** `<u2` if not given. */
  dtype?: '<u2' | '<u4' | '>u2' | '<f4';
  /** As it stands in the header; that of one axis if not given. */
  shape?: string;
  /** Spaces before the line break that ends the header: files of other programs are not aligned. */
  pad?: number;
  version?: [number, number];
}

/** A file of token ids. */
export function npyFile(ids: readonly number[], options: NpyOptions = {}): Uint8Array {
  const { dtype = '<u2', shape = `(${ids.length},)`, pad = 20, version = [1, 0] } = options;
  const width = dtype === '<u4' || dtype === '<f4' ? 4 : 2;
  const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${shape}, }${' '.repeat(pad)}\n`;
  const bytes = new Uint8Array(10 + header.length + width * ids.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, ...Buffer.from('NUMPY'), ...version]);
  view.setUint16(8, header.length, true);
  bytes.set(Buffer.from(header, 'latin1'), 10);
  for (const [i, id] of ids.entries()) {
    const at = 10 + header.length + width * i;
    if (width === 4) view.setUint32(at, id, true);
    else view.setUint16(at, id, dtype !== '>u2');
  }
  return bytes;
}
