/**
 * The logit of a token that a filter has removed: its probability is 0. Infinities are not dependable on GPUs, and
 * subtracting one from another gives NaN.
 */
export const REMOVED = -1e30;
