import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path/posix';
import type { VisibleFile } from '../files.ts';
import { html } from '../html.ts';
import type { Page } from '../layout.ts';
import type { DocumentRenderer } from '../markdown.ts';

/** A source file, to read. */
export function sourcePage(file: VisibleFile, renderer: DocumentRenderer): Page {
  const language = extname(file.path).slice(1) || 'text';
  return {
    title: `${basename(file.path)} · Dawnbook`,
    body: html`<h1><code>${file.path}</code></h1>
      ${renderer.source(readFileSync(file.absolute, 'utf8'), language)}`,
  };
}
