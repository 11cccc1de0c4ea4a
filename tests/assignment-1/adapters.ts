import { adapter, defineAdapters } from '@dawnbook/grader';
import { z } from 'zod';

const submission = () => import('#submission');

export const adapters = defineAdapters({
  mergePair: adapter(
    z.array(z.int()),
    async ({ ids, left, right, merged }: { ids: number[]; left: number; right: number; merged: number }) => {
      const { mergePair } = await submission();
      const before = [...ids];
      const result = mergePair(ids, left, right, merged);
      const changed = before.findIndex((id, i) => id !== ids[i]);
      if (changed >= 0 || ids.length !== before.length) throw new Error('mergePair changed its input');
      return result;
    },
  ),
});
