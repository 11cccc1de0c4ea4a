/** How long each kernel takes, by the clock of the device. */
import { patiently } from '../../device/waiting.ts';
import type { Program } from './loop-writer.ts';

const QUERY_RESOLVE_COPY_SRC = 0x200 | 0x4;
const MAP_READ_COPY_DST = 0x1 | 0x8;
const MAP_MODE_READ = 0x1;

/** One run of a kernel. */
export interface KernelTime {
  readonly name: string;
  /** Nanoseconds; `null` where the adapter has no clock. */
  readonly nanoseconds: number | null;
  readonly wgsl: string;
  /** Shapes of the buffers, in the order of their bindings. */
  readonly shapes: readonly (readonly number[])[];
  /** Bytes of the buffers that it reads and writes. */
  readonly bytes: number;
}

interface Submission {
  readonly programs: readonly Program[];
  readonly queries: GPUQuerySet | undefined;
  result: GPUBuffer | undefined;
}

/** Collects times over several submissions. */
export class Profile {
  readonly #submissions: Submission[] = [];

  /** Prepares to measure the programs of one submission, each in a pass of its own. */
  start(
    device: GPUDevice,
    programs: readonly Program[],
  ): {
    pass(index: number): GPUComputePassDescriptor;
    resolve(encoder: GPUCommandEncoder): void;
  } {
    const hasClock = device.features.has('timestamp-query') && programs.length > 0;
    const count = programs.length * 2;
    const queries = hasClock ? device.createQuerySet({ type: 'timestamp', count }) : undefined;
    const submission: Submission = { programs, queries, result: undefined };
    this.#submissions.push(submission);
    return {
      pass: (index) =>
        queries === undefined
          ? {}
          : {
              timestampWrites: {
                querySet: queries,
                beginningOfPassWriteIndex: 2 * index,
                endOfPassWriteIndex: 2 * index + 1,
              },
            },
      resolve: (encoder) => {
        if (queries === undefined) return;
        const resolved = device.createBuffer({ size: count * 8, usage: QUERY_RESOLVE_COPY_SRC });
        submission.result = device.createBuffer({ size: count * 8, usage: MAP_READ_COPY_DST });
        encoder.resolveQuerySet(queries, 0, count, resolved, 0);
        encoder.copyBufferToBuffer(resolved, 0, submission.result, 0, count * 8);
      },
    };
  }

  /** The times, once the work is done. */
  async read(): Promise<KernelTime[]> {
    const times: KernelTime[] = [];
    for (const { programs, result } of this.#submissions) {
      let stamps: BigUint64Array | undefined;
      if (result !== undefined) {
        await patiently(() => result.mapAsync(MAP_MODE_READ));
        stamps = new BigUint64Array(result.getMappedRange().slice(0));
        result.destroy();
      }
      for (const [index, { name, wgsl, bound }] of programs.entries()) {
        const nanoseconds = stamps === undefined ? null : Number(stamps[2 * index + 1]! - stamps[2 * index]!);
        times.push({
          name,
          nanoseconds,
          wgsl,
          shapes: bound.map(({ shape }) => shape),
          bytes: bound.reduce((sum, { storage }) => sum + (storage?.bytes ?? 0), 0),
        });
      }
    }
    return times;
  }
}
