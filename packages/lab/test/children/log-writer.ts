// Appends numbered records to a log until it is killed.
import { readRunLog, RunLog } from '../../src/run-log.ts';

const [path = ''] = process.argv.slice(2);
const log = RunLog.open(path);
process.stdout.write('ready\n');
for (let n = readRunLog(path).length; ; n++) log.append({ n, text: '🙃'.repeat(n % 50) });
