/** Variants of the model against PyTorch. */
import type { NDArray } from '@dawnbook/grader';
import { crossEntropyGradient, lmShapes, type LmShape } from './block-cases.ts';
import { expectSamples, fixture, type FixtureSamples } from './fixture.ts';
import { gradientOf } from './gradients.ts';
import { hashedIds, hashedWeights } from './hashed.ts';
import { model, twice } from './tolerances.ts';

interface VariantFixture {
  readonly config: LmShape & { numHeads: number };
  readonly logits: FixtureSamples;
  /** Of the mean cross-entropy; hidden fixtures have them. */
  readonly grads?: Record<string, FixtureSamples>;
}

interface VariantArgs {
  ids: NDArray;
  config: VariantFixture['config'];
  weights: Record<string, NDArray>;
  gradOut?: NDArray;
}

type RunModel = (args: VariantArgs) => Promise<{ y: NDArray; grads?: Record<string, NDArray> | undefined }>;

/** Expects logits, and gradients where the fixture has them, of all variants in a fixture. */
export async function expectVariants(visibility: 'public' | 'hidden', run: RunModel): Promise<void> {
  const [ids, targets] = [hashedIds(13, [1, 8], 64), hashedIds(14, [1, 8], 64)];
  for (const { config, logits, grads } of fixture<VariantFixture[]>(visibility, 'model-variants')) {
    const variant = nameOf(config);
    const args = { ids, config, weights: hashedWeights(lmShapes(config)) };
    const { y } = await run(args);
    expectSamples(y, logits, model, `logits (${variant})`);
    if (grads === undefined) continue;
    const result = await run({ ...args, gradOut: crossEntropyGradient(y, targets) });
    for (const [name, expected] of Object.entries(grads)) {
      expectSamples(
        gradientOf(result.grads, name),
        expected,
        twice(model),
        `gradient of ${name} (${variant})`,
      );
    }
  }
}

function nameOf({ norm, positions, ffn, tieEmbeddings }: LmShape): string {
  const tied = tieEmbeddings === true ? 'tied' : undefined;
  return [norm, positions, ffn, tied].filter((part) => part !== undefined).join(', ');
}
