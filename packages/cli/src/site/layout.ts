import { html, type Html } from './html.ts';

/** What goes into the frame that all pages share. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Beside the body, or above it on a narrow screen. */
  readonly aside?: Html;
}

/** A whole page. */
export function layout({ title, body, aside }: Page): string {
  const content =
    aside === undefined
      ? html`<main>${body}</main>`
      : html`<div class="columns">
          <nav class="beside">${aside}</nav>
          <details class="above">
            <summary>Contents</summary>
            ${aside}
          </details>
          <main>${body}</main>
        </div>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/katex/katex.min.css" />
        <link rel="stylesheet" href="/assets/style.css" />
      </head>
      <body>
        <header><a href="/">Dawnbook</a></header>
        ${content}
      </body>
    </html> `.text;
}
