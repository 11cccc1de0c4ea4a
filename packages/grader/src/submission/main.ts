/**
 * The submission process: answers calls, one at a time, and ends when the judge closes the pipe. It decides nothing;
 * whatever it writes is only ever compared with what the judge expects.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Adapters } from '../adapters.ts';
import { encodeFrame, type FrameLimits, FrameReader } from '../protocol/frames.ts';
import type { CallHeader, ReplyHeader } from '../protocol/messages.ts';
import type { Plain } from '../plain-data.ts';
import { readSettings } from './settings.ts';
import { describeThrown } from './thrown.ts';

const CALLS_FD = 3;
const REPLIES_FD = 4;
// The judge is trusted: its frames are as large as its inputs.
const CALL_LIMITS: FrameLimits = { frame: 2 ** 31, header: 2 ** 31, json: 2 ** 31 };

async function answer(adapters: Adapters, { id, adapter: name }: CallHeader, args: Plain): Promise<void> {
  let frame: Uint8Array;
  try {
    const adapter = adapters[name];
    if (adapter === undefined) throw new Error(`internal: there is no adapter '${name}'`);
    const call = adapter.call as (args: Plain) => unknown;
    const header: ReplyHeader = { type: 'result', id };
    frame = encodeFrame(header, await call(args), `the result of ${name}`);
  } catch (error) {
    const header: ReplyHeader = { type: 'thrown', id, thrown: describeThrown(error) };
    frame = encodeFrame(header, null, 'nothing');
  }
  write(frame);
}

function write(frame: Uint8Array): void {
  for (let at = 0; at < frame.length;) at += writeSync(REPLIES_FD, frame, at);
}

// Adapters load the submission inside their functions: none of its code has run when the process says that it is ready.
const { adapters } = (await import(pathToFileURL(readSettings().adaptersFile).href)) as {
  adapters: Adapters;
};
const reader = new FrameReader(CALL_LIMITS);
const calls = new Socket({ fd: CALLS_FD, readable: true, writable: false });
let last = Promise.resolve();
calls.on('data', (chunk: Buffer) => {
  for (const frame of reader.push(chunk)) {
    last = last.then(() => answer(adapters, frame.header as CallHeader, frame.value));
  }
});
calls.on('end', () => process.exit(0));
write(encodeFrame({ type: 'ready' } satisfies ReplyHeader, null, 'nothing'));
