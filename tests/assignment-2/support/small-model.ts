/** The model of tests about what happens around a model. */
export const SMALL_MODEL = {
  vocabSize: 32,
  contextLength: 16,
  dModel: 32,
  numLayers: 1,
  numHeads: 2,
  dFf: 64,
  seed: 5,
};
