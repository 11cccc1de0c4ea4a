import { writeFileSync } from 'node:fs';

writeFileSync('/tmp/dawnbook-hostile-was-here', 'x');

export default { test: { passWithNoTests: true, include: [], globalSetup: ['./vitest.config.ts'] } };
