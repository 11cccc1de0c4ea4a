// 1 Notation

// 2 Modules

// 3 GPT-2

// 4 Accounting
export * from './answers.ts';

// 5 Loss

// 6 Optimizers

// 7 Data and training

// 8 Decoding
