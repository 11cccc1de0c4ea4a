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

/** @throws RangeError naming the option that is out of range, or if the prompt is empty */
export function checkBeamOptions(prompt: readonly number[], options: BeamOptions): void {
  const { numBeams, maxNewTokens, numReturnSequences = 1, lengthPenalty = 0 } = options;
  const check = (holds: boolean, problem: string): void => {
    if (!holds) throw new RangeError(`beamSearch: ${problem}`);
  };
  check(prompt.length > 0, 'the prompt is empty; there is nothing to continue');
  check(numBeams >= 1, `numBeams is ${numBeams}; at least 1 beam is needed`);
  check(maxNewTokens >= 1, `maxNewTokens is ${maxNewTokens}; it must be at least 1`);
  check(numReturnSequences >= 1, `numReturnSequences is ${numReturnSequences}; it must be at least 1`);
  check(
    numReturnSequences <= numBeams,
    `numReturnSequences ${numReturnSequences} is more than numBeams ${numBeams}: so many sequences are not kept`,
  );
  check(lengthPenalty >= 0, `lengthPenalty is ${lengthPenalty}; it must not be negative`);
}
