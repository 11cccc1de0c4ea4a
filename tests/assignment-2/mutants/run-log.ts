import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/run-log.ts';

export default defineMutants('run-log', [
  {
    name: 'rewrites',
    mistake: 'writes the whole file again for each record',
    edits: [
      {
        file,
        find: `    writeSync(
      this.#file,`,
        replace: `    this.#lines.push(
`,
      },
      {
        file,
        find: `  #lastStep = -1;
`,
        replace: `  #lastStep = -1;
  readonly #lines: string[] = [];
  #path = '';
`,
      },
      {
        file,
        find: `      toLine({ ...record, tokens: (record.step + 1) * this.#tokensPerStep, wallSeconds }),
    );`,
        replace: `      toLine({ ...record, tokens: (record.step + 1) * this.#tokensPerStep, wallSeconds }),
    );
    writeFileSync(this.#path, this.#lines.join(''));`,
      },
      {
        file,
        find: "    this.#file = openSync(path, 'a');",
        replace: `    this.#file = openSync(path, 'a');
    this.#path = path;
    this.#lines.push(...kept.map(toLine));`,
      },
    ],
  },
  {
    name: 'nan-is-null',
    mistake: 'writes NaN as null',
    edits: [
      {
        file,
        find: "typeof value === 'number' && !Number.isFinite(value) ? String(value) : value",
        replace: "typeof value === 'number' && !Number.isFinite(value) ? null : value",
      },
    ],
  },
  {
    name: 'time-of-import',
    mistake: 'counts seconds from when the module was loaded',
    edits: [
      { file, find: 'this.#started = performance.now() - 1000', replace: 'this.#started = LOADED - 1000' },
      {
        file,
        find: '/** What a run is',
        replace: `const LOADED = performance.now();

/** What a run is`,
      },
    ],
  },
  {
    name: 'keeps-later-records',
    mistake: 'does not drop the records of steps that are done again',
    edits: [
      { file, find: 'step < resumeAt', replace: 'step <= resumeAt + 1e9' },
      {
        file,
        find: 'if (!(record.step > this.#lastStep))',
        replace: 'if (!(record.step > this.#lastStep) && this.#lastStep < 0)',
      },
    ],
  },
  {
    name: 'torn-line',
    mistake: 'reads a torn line as well',
    edits: [
      {
        file,
        find: "text.split('\\n').slice(0, -1)",
        replace: "text.split('\\n').filter((line) => line !== '')",
      },
    ],
  },
]);
