import { selfCheck } from '@dawnbook/grader/self-check';

await selfCheck(import.meta.url);
