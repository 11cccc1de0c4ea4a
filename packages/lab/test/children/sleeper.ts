// Finishes one step, then holds the thread in the next one for good (`busy`), or exits with a code (`exit 3`).
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { Run } from '../../src/run.ts';

const [what, code] = process.argv.slice(2);
using run = await Run.open('sleeper');
await run.step('first', {}, () => 1);
if (what === 'exit') process.exit(Number(code));
await run.step('second', {}, (folder) => {
  writeFileSync(join(folder, 'half'), 'written');
  process.stdout.write('busy\n');
  for (;;);
});
