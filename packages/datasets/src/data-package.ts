import type { CorpusDocument } from './documents.ts';
import type { NpmPackage } from './npm-package.ts';

/**
 * The documents of a package that describes its files in datapackage.json (specs.frictionlessdata.io/data-package), as
 * those of stdlib do: one JSON file per document. The packages' own functions return the same documents in the same
 * order, but all of them at once.
 */
export function* readDataPackage(source: NpmPackage): Generator<CorpusDocument, void, undefined> {
  const { resources } = source.readJson('datapackage.json', isDescriptor);
  let index = 0;
  for (const { format, path } of resources) {
    if (format !== 'json') continue;
    const { text } = source.readJson(path, isTextFile);
    yield { index: index++, id: path.replace(/^\.\/data\/|\.json$/g, ''), text };
  }
}

/** The part of a descriptor that is used here. */
interface Descriptor {
  readonly resources: readonly { readonly format: string; readonly path: string }[];
}

function isDescriptor(content: unknown): content is Descriptor {
  return (
    hasKey(content, 'resources') && Array.isArray(content.resources) && content.resources.every(isResource)
  );
}

function isResource(value: unknown): boolean {
  return hasKey(value, 'format') && hasKey(value, 'path') && typeof value.path === 'string';
}

function isTextFile(content: unknown): content is { text: string } {
  return hasKey(content, 'text') && typeof content.text === 'string';
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
