export interface BeamOptions {
  /** k: so many unfinished sequences are kept at each step. */
  readonly numBeams: number;
  readonly maxNewTokens: number;
  /** 1 if not given. */
  readonly numReturnSequences?: number;
  /** Ends a sequence, and is part of it. */
  readonly eosTokenId?: number;
  /** α: sequences are ranked by log-probability / length^α. 0, if not given, finds the largest probability. */
  readonly lengthPenalty?: number;
  /** No sequence has the same n-gram twice, the prompt included. */
  readonly noRepeatNgramSize?: number;
}

export interface BeamResult {
  /** Prompt and continuation. */
  readonly tokens: number[];
  readonly newTokens: number[];
  /** Of the continuation, given the prompt, in nats. */
  readonly logProb: number;
  /** −logProb */
  readonly loss: number;
  /** Loss per new token. */
  readonly meanLoss: number;
  /** What results are ranked by. */
  readonly score: number;
  /** Whether it ends with the end token. */
  readonly finished: boolean;
}
