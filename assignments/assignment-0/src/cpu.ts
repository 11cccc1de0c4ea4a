/** Parts B and C, which run on the CPU. Nothing here loads the GPU engine, so their tests start fast. */
import './ops.ts';

export { image1, image2, image3, image4, image5, image6, image7, image8 } from './rearrange-images.ts';
export { grid, grid1to6, grid3to8 } from './rearrange-basics.ts';
export { weeklyDifference, weeklyMean, weeklyNormalized } from './weekly-temperatures.ts';
export { broadcastShapes } from './broadcast-shapes.ts';
export { cosineMatrix, normalizeRows } from './cosine-similarity.ts';
export { sampleDistribution } from './sample-distribution.ts';
export { accuracy } from './classifier-accuracy.ts';
export { atCoordinates, collectColumns, collectRows, gather2d, totalPrice } from './gather-indexing.ts';
export { crossEntropyRows, logSoftmaxRows, logsumexp, softmaxRows } from './stable-softmax.ts';
export { inner, matMul, matVec, outer, trace } from './einsum-five.ts';
export { rearrange } from './own-rearrange.ts';
export { einsum } from './own-einsum.ts';

export { logBack } from './log-back.ts';
export { unbroadcast } from './unbroadcast.ts';
export { multiplyBack0, multiplyBack1 } from './multiply-back.ts';
export { forwardAndBack } from './forward-and-back.ts';
export { BackwardRegistry } from './backward-registry.ts';
export { wrapForward } from './wrap-forward.ts';
export { topologicalSort } from './topological-sort.ts';
export { backprop } from './backprop.ts';
export { expandBack, expBack, negativeBack, permuteBack, reshapeBack } from './shape-backs.ts';
export { sumBack } from './sum-back.ts';
export {
  addBack0,
  addBack1,
  divideBack0,
  divideBack1,
  subtractBack0,
  subtractBack1,
} from './arithmetic-backs.ts';
export { getitem, getitemBack } from './getitem-back.ts';
export { maximumBack0, maximumBack1, relu } from './maximum-relu.ts';
export { matmulBack0, matmulBack1 } from './matmul-back.ts';
export { addInPlace, noGrad } from './no-grad-in-place.ts';
export { Linear, Module, Parameter } from './module-linear.ts';
export { crossEntropy } from './cross-entropy-autograd.ts';
export { SGD } from './sgd-autograd.ts';
export { gradCheck } from './grad-check.ts';
export { einsumBack } from './einsum-back.ts';
export { stack, stackBack } from './stack-back.ts';

// What is given: the tests use some of it, and you may want to play with the rest.
export * from './arr.ts';
export * as einops from './einops.ts';
export * as forward from './forward.ts';
export { gradMode } from './grad-mode.ts';
export { einsumTensors, stackTensors } from './ops.ts';
export { uniform } from './random.ts';
export { backFuncs } from './registry.ts';
export * from './tensor.ts';
export { bumpVersion, versionOf } from './versions.ts';
