import { type GradeResult, gradeResultSchema } from '../../src/judge/index.ts';

/** What a submission might put into its messages, names and output to be more than text. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror="alert(1)">',
  '</pre></details>]]>&amp;&#0;',
  '\'" `code` **bold** [link](javascript:alert(1)) | cell |',
  '\u0000\u0008\u000b\ud800\ufffe',
  '%0A::error::injected',
  '::error title=injected::injected',
  '::stop-commands::x',
].join('\n');

/** Stands in messages of hidden tests only. */
export const SECRET = 'secret-input-of-a-hidden-test';

/** A result with every state, in which everything that comes from the submission is {@link HOSTILE}. */
export const sampleResult: GradeResult = gradeResultSchema.parse({
  schema: 'dawnbook/result/v1',
  assignment: 9,
  title: 'Fixture',
  submission: {
    files: 2,
    bytes: 345,
    sha256: 'a'.repeat(64),
    ignored: [{ path: HOSTILE, reason: 'a symbolic link' }],
  },
  suiteSha256: 'b'.repeat(64),
  seed: 7,
  isolation: 'process',
  adapter: null,
  versions: { node: 'v24.21.0', vitest: '5.1.1', platform: 'linux-x64' },
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMs: 12_345,
  points: 3,
  maxPoints: 28,
  manualPoints: 4,
  maxManualPoints: 4,
  infrastructureErrors: ['the judge died (SIGKILL):\n<b>'],
  exercises: [
    {
      id: 'double',
      title: 'Twice',
      kind: 'code',
      status: 'passed',
      points: 3,
      maxPoints: 3,
      tests: [
        { name: 'twice 2 is 4', visibility: 'public', status: 'passed', durationMs: 1 },
        { name: 'twice 2 is 4', visibility: 'hidden', status: 'passed', durationMs: 1500 },
      ],
      output: `${HOSTILE}\n${SECRET}`,
    },
    {
      id: 'greet',
      title: 'A greeting',
      kind: 'code',
      status: 'crashed',
      points: 0,
      maxPoints: 20,
      tests: [
        { name: 'a <name>', visibility: 'public', status: 'failed', message: HOSTILE, durationMs: 2 },
        { name: 'another name', visibility: 'hidden', status: 'crashed', message: SECRET, durationMs: 3 },
        { name: 'no name', visibility: 'hidden', status: 'passed', durationMs: 4 },
      ],
    },
    {
      id: 'wait',
      title: 'Waits for another',
      kind: 'numeric',
      status: 'not-started',
      points: 0,
      maxPoints: 5,
      waitingFor: 'greet',
      tests: [
        { name: 'later', visibility: 'public', status: 'not-started', message: HOSTILE, durationMs: 0 },
      ],
    },
    {
      id: 'why',
      title: 'Why',
      kind: 'written',
      status: 'needs-manual-grading',
      points: 0,
      maxPoints: 4,
      tests: [],
    },
  ],
});
