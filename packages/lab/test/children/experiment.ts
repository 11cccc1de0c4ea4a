// An experiment of five steps whose files depend on nothing but the step. It says on stdout how it goes on, ten lines a step.
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../../src/atomic.ts';
import { Run } from '../../src/run.ts';

using run = await Run.open('experiment');
const sums: number[] = [];
for (let step = 0; step < 5; step++) {
  const { result } = await run.step(`step-${step}`, { step }, async (folder) => {
    let sum = 0;
    for (const name of ['a.txt', 'b.txt']) {
      // Line by line and not atomic, as a student's code may write.
      for (let line = 0; line < 60; line++) {
        if (line % 12 === 0) process.stdout.write(`${step} ${name} ${line}\n`);
        sum += line * step;
        await appendFile(join(folder, name), `${name} of step ${step}, line ${line}\n`);
      }
    }
    return { sum };
  });
  sums.push(result.sum);
}
await writeFileAtomic(join(run.folder, 'summary.json'), JSON.stringify(sums));
