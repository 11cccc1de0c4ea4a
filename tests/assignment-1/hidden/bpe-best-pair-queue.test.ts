import { expectAtMost, expectSame, type RandomSource, randomSource, show } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { baseWords, noisePairs } from './oracles/work-corpora.ts';

type Operation =
  | { push: [key: number, count: number] }
  | { set: [key: number, count: number] }
  | { pop: true };

const KEYS = [1, 2, 3, 4, 5, 6, 7, 8];

exercise('bpe-best-pair-queue', ({ test, run, seed }) => {
  test('300 random sequences of operations, against sorting', async () => {
    const random = randomSource(seed);
    for (let i = 0; i < 300; i++) {
      const ops = randomOperations(random, random.int(5, 60));
      const tieOrder = shuffled(random, KEYS);
      const { popped } = await run.bestPairQueue({ ops, tieOrder });
      expectSame(
        popped,
        model(ops, tieOrder).popped,
        'popped',
        `operations: ${ops.map(showOperation).join(', ')}`,
      );
    }
  });

  test('a count may go down and up again', async () => {
    const { popped } = await run.bestPairQueue({
      ops: [
        { push: [1, 10] },
        { push: [2, 8] },
        { push: [1, 6] },
        { pop: true }, // 2: the 10 of key 1 is no longer true
        { push: [1, 12] },
        { push: [3, 11] },
        { pop: true }, // 1 with 12
        { pop: true }, // 3
        { pop: true }, // nothing: the 6 of key 1 is not true either
      ],
      tieOrder: KEYS,
    });
    const expected = [{ key: 2, count: 8 }, { key: 1, count: 12 }, { key: 3, count: 11 }, null];
    expectSame(popped, expected, 'popped');
  });

  test('with all counts equal, ties decide everything', async () => {
    const random = randomSource(seed);
    const keys = Array.from({ length: 200 }, (_, key) => key);
    const tieOrder = shuffled(random, keys);
    const ops: Operation[] = [
      ...shuffled(random, keys).map((key): Operation => ({ push: [key, 7] })),
      ...pops(200),
    ];
    const { popped } = await run.bestPairQueue({ ops, tieOrder });
    expectSame(
      popped.map((best) => best?.key),
      tieOrder,
      'keys in the order in which they were popped',
    );
  });

  test('the work grows by no more than a logarithm over linear', async () => {
    // n log n: 4.8, and 16 · 14 / 10 = 22.4. A scan for each pop: 16, and 256; the small one first, which ends sooner.
    const small = await run.bestPairQueueWork({ n: 1024 });
    expectAtMost((await run.bestPairQueueWork({ n: 4096 })) / small, 8, 'work(4,096) / work(1,024)');
    expectAtMost((await run.bestPairQueueWork({ n: 16_384 })) / small, 30, 'work(16,384) / work(1,024)');
  });

  test('size counts the live entries, and no more than were pushed and not popped', async () => {
    const random = randomSource(seed);
    for (let i = 0; i < 50; i++) {
      const ops = [...randomOperations(random, 40), ...pops(41)];
      const { sizes } = await run.bestPairQueue({ ops, tieOrder: KEYS });
      const { bounds } = model(ops, KEYS);
      for (const [at, { live, most }] of bounds.entries()) {
        const context = `operations: ${ops
          .slice(0, at + 1)
          .map(showOperation)
          .join(', ')}`;
        expectSame(
          sizes[at]! >= live && sizes[at]! <= most,
          true,
          `${live} ≤ size ${sizes[at]} ≤ ${most}`,
          context,
        );
      }
    }
  });

  test('in training, a merge does not look at all pairs', async () => {
    const base = baseWords(seed, 2000, 8, 16);
    const workOf50Merges = async (pairs: number): Promise<number> => {
      const { work } = await run.trainBpeWork({ base, noise: noisePairs(pairs), numMerges: [10, 60] });
      return work[1] - work[0];
    };
    const ratio = (await workOf50Merges(20_000)) / (await workOf50Merges(500));
    expectAtMost(
      ratio,
      1.6,
      'the ratio of the work of merges 10 to 60 with 20,000 irrelevant pairs to that with 500',
    );
  });
});

/** Operations in which a key never gets a count again that it had before, so that a stale entry stays stale. */
function randomOperations(random: RandomSource, length: number): Operation[] {
  const used = new Set<string>();
  const ops: Operation[] = [];
  while (ops.length < length) {
    const kind = random.int(0, 9);
    if (kind < 4) {
      ops.push({ pop: true });
      continue;
    }
    const key = random.pick(KEYS);
    const count = random.int(1, 40);
    if (used.has(`${key} ${count}`)) continue;
    used.add(`${key} ${count}`);
    ops.push(kind < 9 ? { push: [key, count] } : { set: [key, count] });
  }
  return ops;
}

/** What pops return, by sorting; and between which bounds the size lies after each operation. */
function model(
  ops: readonly Operation[],
  tieOrder: readonly number[],
): {
  popped: ({ key: number; count: number } | null)[];
  bounds: { live: number; most: number }[];
} {
  let entries: { key: number; count: number }[] = [];
  let most = 0;
  const popped: ({ key: number; count: number } | null)[] = [];
  const bounds: { live: number; most: number }[] = [];
  for (const op of ops) {
    if ('pop' in op) {
      const best = entries.toSorted(
        (a, b) => b.count - a.count || tieOrder.indexOf(a.key) - tieOrder.indexOf(b.key),
      )[0];
      popped.push(best ?? null);
      most = best === undefined ? 0 : most - 1;
      entries = entries.filter((entry) => entry !== best);
    } else {
      const [key, count] = 'push' in op ? op.push : op.set;
      entries = entries.filter((entry) => entry.key !== key);
      if ('push' in op) {
        entries.push({ key, count });
        most++;
      }
    }
    bounds.push({ live: entries.length, most });
  }
  return { popped, bounds };
}

function pops(length: number): Operation[] {
  return Array.from({ length }, () => ({ pop: true }));
}

function shuffled(random: RandomSource, keys: readonly number[]): number[] {
  return keys
    .map((key) => ({ key, at: random.int(0, 1e9) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ key }) => key);
}

function showOperation(op: Operation): string {
  return 'pop' in op ? 'pop' : show(op).replaceAll(/[{} ]/g, '');
}
