import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls a function with a new temporary folder, which is removed afterwards. */
export async function inTemporaryFolder<Result>(
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'dawnbook-suite-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
