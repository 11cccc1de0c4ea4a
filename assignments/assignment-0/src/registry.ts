/** The table in which backpropagation looks up backward functions. Finished; `ops.ts` fills it. */
import { BackwardRegistry } from './backward-registry.ts';

export const backFuncs: BackwardRegistry = new BackwardRegistry();
