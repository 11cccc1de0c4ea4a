/** What each hostile submission must get. A case is a folder in `cases`, laid over the honest submission. */
import type { SubmissionLimits } from '@dawnbook/grader';
import type { ExerciseResult } from '@dawnbook/grader/judge';

/** What one exercise must get. */
export interface Verdict {
  readonly status: ExerciseResult['status'];
  /** What the messages of its failing tests must say, each in at least one of them. */
  readonly says?: readonly (string | RegExp)[];
  /** What must stand in what it printed. */
  readonly prints?: readonly (string | RegExp)[];
}

interface HostileCase {
  /** What the submission does, in a few words. */
  readonly does: string;
  /** Other limits than those of the other cases. */
  readonly limits?: SubmissionLimits;
  /** By exercise. `merge-pair` is honest in every case and passes, unless it stands here. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Paths of files that intake must leave behind, and say so. */
  readonly ignores?: readonly string[];
}

/** The exercise in which most submissions misbehave: it has few tests, and its code is loaded by them only. */
const HOURS = 'tokenizer-throughput';
const BYTES = 'utf8-broken-decoder';
const CODEC = 'utf8-codec';

const RESTRICTED = 'Access to this API has been restricted';
const NEVER_CALLED = 'not called: an earlier call of this exercise got no answer in time';

export const CASES: Readonly<Record<string, HostileCase>> = {
  'endless-loop': {
    does: 'loops for ever, in the open and in microtasks',
    verdicts: {
      [HOURS]: { status: 'timeout', says: ['no answer within 2 s', NEVER_CALLED] },
      [BYTES]: { status: 'timeout', says: ['no answer within 2 s', NEVER_CALLED] },
    },
  },
  'takes-its-time': {
    does: 'answers each call just in time, a hundred times',
    limits: { callSeconds: 2, totalSeconds: 24 },
    verdicts: {
      [HOURS]: {
        status: 'timeout',
        says: ['the calls of this exercise have used up their part of the 24 s for all calls together'],
      },
    },
  },
  'leaves-early': {
    does: 'process.exit(0), process.reallyExit(0), process.abort()',
    verdicts: {
      [HOURS]: { status: 'crashed', says: ['the process ended (exit code 0)'] },
      [BYTES]: {
        status: 'crashed',
        says: ['the process ended (exit code 0)', 'the process ended (signal SIGABRT)'],
      },
    },
  },
  'kills-the-judge': {
    does: 'signals to the judge, from itself and from threads without the preload',
    limits: { callSeconds: 60 },
    verdicts: {
      [HOURS]: {
        status: 'failed',
        says: [
          /(A submission may not send signals to processes\n){5}A submission may not change the priority of processes/,
        ],
      },
      [BYTES]: {
        status: 'failed',
        says: [/(A submission may not send signals to processes\n){4}there is no real Worker/],
      },
    },
  },
  'throws-at-import': {
    does: 'throws while it is imported',
    verdicts: {
      'merge-pair': {
        status: 'failed',
        says: ['Error: I would rather not be imported\nat src/index.ts:3:7'],
      },
    },
  },
  'exits-at-import': {
    does: 'process.exit(0) while it is imported',
    verdicts: {
      'merge-pair': {
        status: 'crashed',
        says: [
          'the process ended (exit code 0):\ngoodbye',
          'not called: the process of this exercise was lost 3 times',
        ],
      },
    },
  },
  'loops-at-import': {
    does: 'loops for ever while it is imported',
    limits: { callSeconds: 0.5 },
    verdicts: {
      'merge-pair': { status: 'timeout', says: ['no answer within 0.5 s', NEVER_CALLED] },
    },
  },
  'allocates-until-death': {
    does: 'fills the heap; fills memory outside of it',
    limits: { callSeconds: 60, memoryMiB: 256 },
    verdicts: {
      [HOURS]: {
        status: 'out-of-memory',
        says: [/out-of-memory: (the process ran out of memory|it used \d+ MiB)/],
      },
      [BYTES]: { status: 'out-of-memory', says: [/it used \d+ MiB of memory; 256 are allowed/] },
    },
  },
  'floods-stdout': {
    does: 'prints a gigabyte and answers right; floods stderr and leaves',
    limits: { callSeconds: 60 },
    verdicts: {
      [HOURS]: {
        status: 'passed',
        prints: ['all work and no play', /\[… 53\d{7} more bytes were not kept\]/],
      },
      [BYTES]: { status: 'crashed', says: ['the process ended (exit code 7)'] },
    },
  },
  'closes-descriptors': {
    does: 'closes stdout and answers right; closes the pipe of replies',
    verdicts: {
      [HOURS]: { status: 'passed' },
      [BYTES]: { status: 'crashed', says: ['the process ended (exit code 1)', 'EBADF'] },
    },
  },
  'patches-the-assertions': {
    does: 'imports vitest, chai and the suite to make them agree with everything',
    verdicts: {
      [HOURS]: {
        status: 'failed',
        says: ['hours is 0, expected 22.92'],
        prints: [
          "import vitest: src/answers.ts imports 'vitest', but this assignment may import only Node's own modules",
          "import chai: src/answers.ts imports 'chai', but this assignment may import only Node's own modules",
        ],
      },
    },
  },
  'forges-replies': {
    does: 'sends a right-looking reply to another id; sends a verdict',
    verdicts: {
      [HOURS]: { status: 'protocol-error', says: ['it sent a reply to a call that was never made'] },
      [BYTES]: { status: 'protocol-error', says: ['it sent a frame that is not a reply'] },
    },
  },
  'replies-too-often': {
    does: 'sends more replies than there are calls, before and behind the right ones',
    verdicts: {
      [HOURS]: { status: 'protocol-error', says: ['it sent a reply to a call that was never made'] },
      [BYTES]: { status: 'protocol-error', says: ['it sent a reply to a call that was never made'] },
    },
  },
  'sends-broken-frames': {
    does: 'sends half a frame and leaves; sends a frame byte by byte, for ever',
    verdicts: {
      [HOURS]: { status: 'crashed', says: ['the process ended (exit code 0)'] },
      [BYTES]: { status: 'protocol-error', says: [/it sent \d+ bytes of a frame and never the rest/] },
    },
  },
  'answers-past-the-encoder': {
    does: 'learns the ids of its calls and answers with poison',
    verdicts: {
      [HOURS]: { status: 'protocol-error', says: ["it sent the reserved key '__proto__'"] },
      [BYTES]: {
        status: 'protocol-error',
        says: [/it sent a typed array (that is longer than the frame|without a length)/],
      },
    },
  },
  'lives-on': {
    does: 'detaches children; leaves threads and exit handlers that never end',
    verdicts: {
      [HOURS]: { status: 'failed', says: [new RegExp(`(${RESTRICTED}.*\\n){3}`)] },
      [BYTES]: { status: 'passed' },
    },
  },
  'a-thousand-threads': {
    does: 'starts a thousand threads, and threads that do so',
    verdicts: {
      [HOURS]: { status: 'failed', says: ['A submission may not run more than 8 worker threads at a time'] },
      [BYTES]: { status: 'failed', says: ['A submission may not start worker threads from worker threads'] },
    },
  },
  'rejects-unheard': {
    does: 'rejects a promise that nobody awaits; throws in a timer',
    verdicts: {
      [HOURS]: { status: 'crashed', says: ['the process ended (exit code 1)', 'nobody listens'] },
      [BYTES]: { status: 'crashed', says: ['the process ended (exit code 1)', 'thrown into the void'] },
    },
  },
  'reads-secrets': {
    does: 'looks for the solution, the hidden tests and the judge by path, link, name and /proc',
    limits: { callSeconds: 60 },
    verdicts: {
      [HOURS]: {
        status: 'failed',
        says: ['hours is 0, expected 22.92'],
        prints: [
          `readFileSync solutions/assignment-1/src/answers.ts: ${RESTRICTED}`,
          `readFileSync packages/reference/node_modules/solution-1/src/answers.ts: ${RESTRICTED}`,
          `readFileSync node_modules/.pnpm/node_modules/solution-1/src/answers.ts: ${RESTRICTED}`,
          "@dawnbook/reference: src/answers.ts imports '@dawnbook/reference', but this assignment may import only",
        ],
      },
      [BYTES]: {
        status: 'failed',
        says: ['Error: nothing was found'],
        prints: [
          /\/tests\/assignment-1\/hidden: Access to this API has been restricted/,
          'a secret of the shell: is not here',
        ],
      },
    },
  },
  'writes-outside': {
    does: 'writes outside of its temporary folder in sixteen ways',
    limits: { callSeconds: 60 },
    verdicts: {
      [HOURS]: { status: 'failed', says: ['Error: nothing was written'], prints: [`/tmp: ${RESTRICTED}`] },
    },
  },
  'ships-configuration': {
    does: 'ships package.json, .npmrc, .pnpmfile.cjs, configurations of Vitest, Vite, TypeScript and turbo, tests',
    verdicts: { [HOURS]: { status: 'failed', says: ['hours is 0, expected 22.92'] } },
    ignores: [
      '.env',
      '.npmrc',
      '.pnpmfile.cjs',
      'package.json',
      'pnpm-workspace.yaml',
      'src/package.json',
      'tests/',
      'tsconfig.json',
      'turbo.json',
      'vite.config.ts',
      'vitest.config.ts',
      'vitest.setup.ts',
    ],
  },
  'patches-globals': {
    does: 'patches Object.is, Array.prototype, JSON, Math, Number, …; patches Promise.prototype.then',
    verdicts: {
      [HOURS]: { status: 'protocol-error', says: ['it sent a frame that is not a reply'] },
      [BYTES]: {
        status: 'timeout',
        says: ['run.brokenDecoderInput returned "any bytes will do"', 'no answer within 2 s'],
      },
    },
  },
  'writes-to-all-descriptors': {
    does: 'writes verdicts to every descriptor that is open; patches fs.writeSync to write each reply twice',
    verdicts: {
      [HOURS]: { status: 'protocol-error', says: [/it sent a frame of \d+ bytes; at most/] },
      [BYTES]: { status: 'protocol-error', says: ['it sent a reply to a call that was never made'] },
    },
  },
  'sends-huge-frames': {
    does: 'announces 4 GB; sends 200,000 values; sends 30 MB of bytes',
    limits: { callSeconds: 60, memoryMiB: 2048 },
    verdicts: {
      [HOURS]: {
        status: 'protocol-error',
        says: ['it sent a frame of 4294967295 bytes; at most 67108864 are accepted'],
      },
      [BYTES]: {
        status: 'failed',
        says: ['run.brokenDecoderInput returned [{}, {}, {}, ', 'number of bytes is 30000000, expected 2'],
      },
    },
  },
  'returns-wrong-types': {
    does: 'returns NaN, undefined, a Proxy, objects that pretend, getters that throw, cycles, 100,000 levels',
    verdicts: {
      [HOURS]: {
        status: 'failed',
        says: [
          'run.pileHours returned NaN',
          'expected a RangeError, but the result of pileHours is undefined; only plain data can be sent',
        ],
      },
      [BYTES]: {
        status: 'failed',
        says: [
          'the result of brokenDecoderInput is a Uint8Array; only plain data can be sent',
          'the result of undecodableTwoBytes.toJSON is a function; only plain data can be sent',
        ],
      },
      [CODEC]: {
        status: 'failed',
        says: [
          'the result of utf8Encode[0] is a function; only plain data can be sent',
          'Error: do not look at me',
          /the result of utf8Encode(\[0\])+ is nested more than 64 levels deep \(a cycle\?\)/,
          /the result of utf8Encode\[0\](\.self)+ is nested more than 64 levels deep \(a cycle\?\)/,
        ],
      },
    },
  },
  'throws-strange-things': {
    does: 'throws strings, null, proxies, errors that throw when one looks; names /dev/zero in stacks and last words',
    verdicts: {
      [HOURS]: { status: 'failed', says: ['Error: Error: boom\n    at open (/dev/zero:1:1)'] },
      [BYTES]: { status: 'crashed', says: ['the process ended (exit code 1)', 'at open (/dev/zero:1:1)'] },
      [CODEC]: {
        status: 'failed',
        says: [
          'a value that is not an Error: a string',
          'a value that is not an Error: null',
          'a value that is not an Error: Symbol(thrown)',
          /^a value that is not an Error: \ncalled: /,
        ],
      },
    },
  },
  'reaches-for-the-solution': {
    does: 'imports the solution by a path with dots and by links to its files and folders',
    verdicts: {
      [HOURS]: {
        status: 'failed',
        says: [
          'src/answers.ts imports ../../../solutions/assignment-1/src/answers.ts, a file outside of the submission',
        ],
      },
      [BYTES]: {
        status: 'failed',
        says: ["Cannot find module 'src/link/answers.ts'", "Cannot find module 'src/linked.ts'"],
      },
    },
    ignores: ['src/link', 'src/linked.ts', 'answers'],
  },
};
