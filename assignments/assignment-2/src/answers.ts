export * from './accounting.ts';
export * from './landmarks.ts';
