import type { CorpusDocument } from './documents.ts';
import type { NpmPackage } from './npm-package.ts';

/** The part of a Data Package descriptor (specs.frictionlessdata.io/data-package) that is used here. */
interface Descriptor {
  readonly resources: readonly { readonly format: string; readonly path: string }[];
}

/**
 * The documents of a package that describes its files in datapackage.json, as those of stdlib do: one JSON file per
 * document. The packages' own functions return the same documents in the same order, but all of them at once.
 */
export function* readDataPackage(source: NpmPackage): Generator<CorpusDocument, void, undefined> {
  const { resources } = source.readJson<Descriptor>('datapackage.json');
  let index = 0;
  for (const { format, path } of resources) {
    if (format !== 'json') continue;
    const { text } = source.readJson<{ text: string }>(path);
    yield { index: index++, id: path.replace(/^\.\/data\/|\.json$/g, ''), text };
  }
}
