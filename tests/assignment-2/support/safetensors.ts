/** The safetensors format by its description, in a few lines: to read what a submission wrote, and to damage it. */

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

export interface ParsedFile {
  readonly tensors: Record<string, { dtype: string; shape: number[]; bytes: Uint8Array }>;
  readonly metadata: Record<string, string>;
}

export function parseSafetensors(file: Uint8Array): ParsedFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  const header = JSON.parse(Buffer.from(file.subarray(8, 8 + headerBytes)).toString()) as Record<
    string,
    Entry
  >;
  const data = file.subarray(8 + headerBytes);
  const tensors: ParsedFile['tensors'] = {};
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') metadata = entry as unknown as Record<string, string>;
    else tensors[name] = { ...entry, bytes: data.slice(...entry.data_offsets) };
  }
  return { tensors, metadata };
}

export function buildSafetensors({ tensors, metadata }: ParsedFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [end, (end += bytes.length)] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Uint8Array.from(Buffer.concat([length, text, ...Object.values(tensors).map(({ bytes }) => bytes)]));
}
