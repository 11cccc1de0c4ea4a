/** What `backward()` knows about how a tensor came about. */
import { TensorError } from '../errors.ts';
import type { Gradient } from '../ops/elementwise.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** One recorded operation. */
export interface GradRecord {
  /** What messages call it. */
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly gradient: Gradient;
}

/** What is left of a record when it has been differentiated: its inputs need not be kept, and a second time fails. */
export function consumed({ name }: GradRecord): GradRecord {
  return {
    name,
    inputs: [],
    gradient: () => {
      throw new TensorError(
        `backward: the graph through ${name} was differentiated before, and what it needs was let go of. Compute the ` +
          'result again, or call the first backward() with retainGraph: true',
      );
    },
  };
}
