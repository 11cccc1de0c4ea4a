// Writes one file again and again, each time full of another letter, until it is killed.
import { writeFileAtomic } from '../../src/atomic.ts';

const [path = '', size = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; ; round++) {
  await writeFileAtomic(path, String.fromCodePoint(97 + (round % 26)).repeat(Number(size)));
}
