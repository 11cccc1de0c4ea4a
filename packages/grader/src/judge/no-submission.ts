/** Stands in for `#submission` in the judge, where no submission is ever loaded. */
throw new Error('internal: the judge tried to load a submission');
