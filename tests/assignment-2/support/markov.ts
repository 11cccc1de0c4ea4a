/**
 * An order-1 Markov chain over 32 states: each has four successors, with probabilities 0.4, 0.3, 0.2 and 0.1. Its entropy,
 * 1.280 nats per token, is the best loss that a model can have; a lower one means that it sees what it is to predict.
 */
import { randomSource } from '@dawnbook/grader/suite';

export const MARKOV_STATES = 32;
const PROBABILITIES = [0.4, 0.3, 0.2, 0.1];

/** A chain of its own for each seed, and two walks through it. */
export function markovChain(
  seed: number,
  trainingLength: number,
  validationLength: number,
): { training: number[]; validation: number[] } {
  const random = randomSource(seed);
  const successors = Array.from({ length: MARKOV_STATES }, () => {
    const states = new Set<number>();
    while (states.size < PROBABILITIES.length) states.add(random.int(0, MARKOV_STATES - 1));
    return [...states];
  });
  const walk = (length: number): number[] => {
    const ids = [random.int(0, MARKOV_STATES - 1)];
    while (ids.length < length) {
      let u = random.int(0, 999_999) / 1_000_000;
      const next = PROBABILITIES.findIndex((p) => (u -= p) < 0);
      ids.push(successors[ids.at(-1)!]![next === -1 ? 3 : next]!);
    }
    return ids;
  };
  return { training: walk(trainingLength), validation: walk(validationLength) };
}
