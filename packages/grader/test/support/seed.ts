import fc from 'fast-check';

// The same inputs on every machine: a failure can be repeated.
fc.configureGlobal({ seed: 20_240_607 });
