import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/best-pair-queue.ts';

export default defineMutants('bpe-best-pair-queue', [
  {
    name: 'returns-stale',
    mistake: 'returns an entry whose count is no longer true',
    edits: [
      {
        file,
        find: 'if (isCurrent(key, count)) return { key, count };',
        replace: 'isCurrent(key, count);\n      return { key, count };',
      },
    ],
  },
  {
    name: 'ignores-ties',
    mistake: 'does not ask which of two equal counts comes first',
    edits: [{ file, find: 'this.#compareTies(key, this.#keys[node]!) > 0', replace: 'false' }],
  },
  {
    name: 'wrong-child',
    mistake: 'the left child moves up, even when the right one is better',
    edits: [
      {
        file,
        find: 'if (other < size && this.#isBetter(this.#keys[other]!, this.#counts[other]!, child)) child = other;',
        replace: 'void other;',
      },
    ],
  },
  {
    name: 'scans',
    mistake: 'an unsorted array that is searched for its best entry',
    edits: [
      { file, find: 'while (hole > 0) {', replace: 'while (hole < 0) {' },
      {
        file,
        find: 'const key = this.#keys[0]!;\n      const count = this.#counts[0]!;\n      this.#removeTop();',
        replace: `let best = 0;
      for (let node = 1; node < this.#keys.length; node++) {
        if (this.#isBetter(this.#keys[node]!, this.#counts[node]!, best)) best = node;
      }
      const [key, count] = [this.#keys[best]!, this.#counts[best]!];
      const last = this.#keys.length - 1;
      this.#keys[best] = this.#keys[last]!;
      this.#counts[best] = this.#counts[last]!;
      this.#keys.length = last;
      this.#counts.length = last;`,
      },
    ],
  },
]);
