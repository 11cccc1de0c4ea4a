/**
 * The submission process: answers calls, one at a time, and ends when the judge closes the pipe. It decides nothing;
 * whatever it writes is only ever compared with what the judge expects.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Adapters } from '../adapters.ts';
import { encodeFrame, FrameReader } from '../protocol/frames.ts';
import type { CallHeader, ReplyHeader } from '../protocol/messages.ts';
import type { Plain } from '../plain-data.ts';
import { readSettings } from './settings.ts';
import { describeThrown } from './thrown.ts';

const CALLS_FD = 3;
const REPLIES_FD = 4;
// The judge is trusted: its frames are as large as its inputs.
const MAX_CALL_BYTES = 2 ** 31;

const settings = readSettings();
let adapters: Promise<Adapters> | undefined;

async function loadAdapters(): Promise<Adapters> {
  const module = (await import(pathToFileURL(settings.adaptersFile).href)) as { adapters: Adapters };
  return module.adapters;
}

async function answer({ id, adapter: name }: CallHeader, args: Plain): Promise<void> {
  let frame: Uint8Array;
  try {
    adapters ??= loadAdapters();
    const adapter = (await adapters)[name];
    if (adapter === undefined) throw new Error(`internal: there is no adapter '${name}'`);
    const call = adapter.call as (args: Plain) => unknown;
    const header: ReplyHeader = { type: 'result', id };
    frame = encodeFrame(header, await call(args), `the result of ${name}`);
  } catch (error) {
    const header: ReplyHeader = { type: 'thrown', id, thrown: describeThrown(error) };
    frame = encodeFrame(header, null, 'no value');
  }
  for (let at = 0; at < frame.length;) at += writeSync(REPLIES_FD, frame, at);
}

const reader = new FrameReader(MAX_CALL_BYTES);
const calls = new Socket({ fd: CALLS_FD, readable: true, writable: false });
let last = Promise.resolve();
calls.on('data', (chunk: Buffer) => {
  for (const { header, value } of reader.push(chunk)) {
    last = last.then(() => answer(header as CallHeader, value));
  }
});
calls.on('end', () => process.exit(0));
