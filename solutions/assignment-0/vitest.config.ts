import { practice } from '@dawnbook/grader/practice';

export default await practice(import.meta.url, { hidden: true });
