/** Losses that need no network, in nats per token: where a training curve starts, and where its slope changes. */

/** The loss of a model that knows nothing: all tokens are equally likely. */
export function uniformLoss(vocabSize: number): number {
  return Math.log(vocabSize);
}

/** −Σ p ln p over the frequencies of the ids: the loss of a model that has only counted tokens. */
export function unigramEntropy(ids: ArrayLike<number>, vocabSize: number): number {
  return entropy(count(ids.length, vocabSize, (i) => ids[i]!));
}

/**
 * The entropy of an id given the one before it: the loss of a model that knows for each token what follows. It is the
 * entropy of the adjacent pairs without that of their first halves.
 */
export function bigramEntropy(ids: ArrayLike<number>, vocabSize: number): number {
  const numPairs = Math.max(0, ids.length - 1);
  const pairs = count(numPairs, vocabSize ** 2, (i) => ids[i]! * vocabSize + ids[i + 1]!);
  const firsts = count(numPairs, vocabSize, (i) => ids[i]!);
  return entropy(pairs) - entropy(firsts);
}

/** Of the training split of State of the Union, with the 1,024 entries of assignment 1. */
export const sotuLandmarks: { uniform: number; unigram: number; bigram: number } | undefined = {
  uniform: 6.931,
  unigram: 5.967,
  bigram: 3.756,
};

/** How often each of `size` values occurs among `length` ones. */
function count(length: number, size: number, valueAt: (i: number) => number): Float64Array {
  const counts = new Float64Array(size);
  for (let i = 0; i < length; i++) counts[valueAt(i)]!++;
  return counts;
}

/** In nats; values that never occur add nothing. */
function entropy(counts: Float64Array): number {
  const total = counts.reduce((sum, each) => sum + each, 0);
  return counts.reduce((sum, each) => (each === 0 ? sum : sum - (each / total) * Math.log(each / total)), 0);
}
