/** Losses that need no network, in nats per token. Handout: README.md#loss-landmarks */
import { notImplemented } from '@dawnbook/grader';

/** The loss of a model that finds all tokens equally likely. */
export function uniformLoss(vocabSize: number): number {
  throw notImplemented('loss-landmarks');
}

/** −Σ p ln p over the frequencies of the ids themselves. */
export function unigramEntropy(ids: ArrayLike<number>, vocabSize: number): number {
  throw notImplemented('loss-landmarks');
}

/** The entropy of an id given the one before it, over all adjacent pairs. */
export function bigramEntropy(ids: ArrayLike<number>, vocabSize: number): number {
  throw notImplemented('loss-landmarks');
}

/** Of the training split of State of the Union, with the 1,024 entries of assignment 1. */
export const sotuLandmarks: { uniform: number; unigram: number; bigram: number } | undefined = undefined;
