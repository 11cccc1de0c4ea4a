/** Parameters of attention with one matrix per head. */

/** Names and shapes, in the order of the fixtures. */
export function headShapes(numHeads: number, dModel: number, dHead: number): Record<string, number[]> {
  return {
    wQ: [numHeads, dModel, dHead],
    wK: [numHeads, dModel, dHead],
    wV: [numHeads, dModel, dHead],
    bQ: [numHeads, dHead],
    bK: [numHeads, dHead],
    bV: [numHeads, dHead],
    wO: [numHeads, dHead, dModel],
    bO: [dModel],
  };
}
