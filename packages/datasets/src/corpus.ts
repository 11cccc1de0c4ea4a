import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DatasetError } from './errors.ts';
import { joinDocuments } from './documents.ts';
import type { CorpusDocument } from './documents.ts';
import { readDataPackage } from './data-package.ts';
import { pinnedCorpora } from './manifest.ts';
import type { CorpusName, CorpusStats, PinnedCorpus } from './manifest.ts';
import { openPackage, REINSTALL } from './npm-package.ts';
import type { NpmPackage } from './npm-package.ts';
import { readUdhr } from './udhr.ts';
import type { UdhrDocument } from './udhr.ts';

/** A corpus: what is pinned about it, and its documents. */
export interface Corpus<Doc extends CorpusDocument = CorpusDocument> extends PinnedCorpus {
  readonly name: CorpusName;
  /**
   * The documents in the order of the package, one in memory at a time. The first pass of a process reads the
   * corpus twice: no document is handed out before all of them have matched the pinned SHA-256.
   *
   * @throws {DatasetError} on the first step, if the installed text is not the pinned one
   */
  documents(): Generator<Doc, void, undefined>;
}

/** Document type of each corpus. */
interface DocumentOf extends Record<CorpusName, CorpusDocument> {
  udhr: UdhrDocument;
}

const readers: { [Name in CorpusName]: (source: NpmPackage) => Iterable<DocumentOf[Name]> } = {
  sotu: readDataPackage,
  'moby-dick': readDataPackage,
  'spam-assassin': readDataPackage,
  udhr: readUdhr,
};

/** Folders of the packages whose text matched in this process. */
const verified = new Set<string>();

/** All names that {@link corpus} knows. */
export const corpusNames: readonly CorpusName[] = Object.keys(pinnedCorpora).filter(isCorpusName);

/**
 * Opens a corpus by name. Finds its package and checks the installed version; nothing is read yet.
 *
 * @throws {DatasetError} if the name is unknown (the message lists the known ones), or the package is not installed in
 *   the pinned version (the message says how to install it)
 */
export function corpus<Name extends CorpusName>(name: Name): Corpus<DocumentOf[Name]> {
  return openCorpus(name, import.meta.url);
}

/** {@link corpus}, with packages looked up from another place. */
export function openCorpus<Name extends CorpusName>(name: Name, from: string): Corpus<DocumentOf[Name]> {
  if (!isCorpusName(name)) {
    throw new DatasetError(`There is no corpus "${name as string}". Known are: ${corpusNames.join(', ')}.`);
  }
  const pinned: PinnedCorpus = pinnedCorpora[name];
  const source = openPackage(pinned.package, `Corpus "${name}"`, from);
  const read = readers[name];
  return {
    ...pinned,
    name,
    *documents() {
      if (!verified.has(source.root)) verify(name, pinned.stats, read(source), source.spec);
      verified.add(source.root);
      yield* read(source);
    },
  };
}

function verify(
  name: CorpusName,
  expected: CorpusStats,
  documents: Iterable<CorpusDocument>,
  spec: string,
): void {
  const hash = createHash('sha256');
  let count = 0;
  let bytes = 0;
  const counted = function* () {
    for (const document of documents) {
      count++;
      bytes += Buffer.byteLength(document.text);
      yield document;
    }
  };
  for (const chunk of joinDocuments(counted())) hash.update(chunk);
  const actual: CorpusStats = { documents: count, bytes, sha256: hash.digest('hex') };
  if (isDeepStrictEqual(actual, expected)) return;
  throw new DatasetError(
    `Corpus "${name}" is not the text that the course is written for.\n` +
      `  expected: ${describeStats(expected)}\n` +
      `  ${spec} as installed: ${describeStats(actual)}\n` +
      `Its files were changed after installation. ${REINSTALL}`,
  );
}

function describeStats({ documents, bytes, sha256 }: CorpusStats): string {
  return `${documents} documents, ${bytes} bytes, SHA-256 ${sha256}`;
}

function isCorpusName(name: string): name is CorpusName {
  return Object.hasOwn(pinnedCorpora, name);
}
