import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { expectVariants } from '../support/variant-cases.ts';
import { common } from '../support/block-cases.ts';

exercise('model-variants', ({ test, run }) => {
  test('post-norm, no norm, learned and no positions, no gate and tied embeddings give what PyTorch gives', async () => {
    await expectVariants('public', (args) => run.transformerLm(args));
  });

  test('tied embeddings are one parameter', async () => {
    expectSame(await run.tiedParameters({ config: { ...common, tieEmbeddings: true } }), true, 'tied');
    expectSame(await run.tiedParameters({ config: common }), false, 'tied by default');
  });
});
