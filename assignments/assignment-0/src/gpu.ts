/** Parts A and D: what runs on the GPU. */
export { describeDevice } from './gpu-setup.ts';
export { addTen, addTenSpec } from './kernel-map.ts';
export { rowSum, rowSumSpec } from './kernel-row-sum.ts';
export { outerAdd, outerAddSpec } from './kernel-zip-broadcast.ts';
