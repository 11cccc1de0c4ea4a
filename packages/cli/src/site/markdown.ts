/** From the Markdown of handouts and guides to HTML. */
import { tex } from '@mdit/plugin-tex';
import GithubSlugger from 'github-slugger';
import katex from 'katex';
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import anchor from 'markdown-it-anchor';
import { type BundledLanguage, createHighlighter } from 'shiki';
import { escapeHtml, Html } from './html.ts';

/** A place in a document that can be jumped to. */
export interface Section {
  /** Of its heading, from 1; `undefined` for an anchor without one, such as an exercise's. */
  readonly level: number | undefined;
  readonly id: string;
  readonly title: string;
}

/** A document, rendered. */
export interface RenderedDocument {
  readonly html: Html;
  /** Its first heading. */
  readonly title: string | undefined;
  readonly sections: readonly Section[];
}

/** Turns documents into HTML. Made once: it loads the grammars of the languages that are highlighted. */
export interface DocumentRenderer {
  /**
   * @param linkTo - where inline code leads, such as `src/answers.ts`; `undefined` for nowhere
   */
  document(markdown: string, linkTo?: (code: string) => string | undefined): RenderedDocument;
  /** A source file with its colours. */
  source(code: string, language: string): Html;
}

const LANGUAGES = ['ts', 'js', 'json', 'yaml', 'bash', 'python', 'wgsl', 'diff'] satisfies BundledLanguage[];
const THEMES = { light: 'github-light', dark: 'github-dark' } as const;

/** What the rules of the renderer need to know about the document at hand. */
interface Environment {
  readonly linkTo: (code: string) => string | undefined;
}

/** Loads what is needed, and returns the renderer. */
export async function createRenderer(): Promise<DocumentRenderer> {
  const highlight = await createHighlight();
  const markdown = createMarkdown(highlight);
  return {
    document(text, linkTo = () => undefined) {
      const environment: Environment = { linkTo };
      const tokens = markdown.parse(text, environment);
      const sections = sectionsOf(tokens);
      return {
        html: new Html(markdown.renderer.render(tokens, markdown.options, environment)),
        title: sections.find(({ level }) => level === 1)?.title,
        sections: sections.filter(({ level }) => level !== 1),
      };
    },
    source: (code, language) => new Html(highlight(code, language)),
  };
}

function createMarkdown(highlight: Highlight): MarkdownIt {
  const markdown: MarkdownIt = new MarkdownIt({ html: true, highlight });
  markdown.use(tex, {
    delimiters: 'dollars',
    render: (formula, displayMode) => katex.renderToString(formula, { displayMode, throwOnError: false }),
  });
  // Anchors as on GitHub, so that the same links work there and here. A slugger counts repeated headings of one document.
  let slugger = new GithubSlugger();
  markdown.core.ruler.before('block', 'new_slugger', () => void (slugger = new GithubSlugger()));
  markdown.use(anchor, {
    slugify: (text) => slugger.slug(text),
    tabIndex: false,
    permalink: anchor.permalink.headerLink({ safariReaderFix: true }),
  });
  markdown.renderer.rules.code_inline = (tokens, i, _options, environment: Environment) => {
    const { content } = tokens[i]!;
    const code = `<code>${escapeHtml(content)}</code>`;
    const target = environment.linkTo(content);
    return target === undefined ? code : `<a href="${escapeHtml(target)}">${code}</a>`;
  };
  // Wide tables scroll by themselves instead of making the page scroll.
  markdown.renderer.rules['table_open'] = () => '<div class="scroll"><table>';
  markdown.renderer.rules['table_close'] = () => '</table></div>';
  return markdown;
}

/** From source code, and the name of its language, to HTML. */
type Highlight = (code: string, language: string) => string;

async function createHighlight(): Promise<Highlight> {
  const highlighter = await createHighlighter({ themes: Object.values(THEMES), langs: LANGUAGES });
  const known = new Set(highlighter.getLoadedLanguages());
  // Documents are rendered again at each reload, and most of their code is as before.
  const done = new Map<string, string>();
  return (code, language) => {
    const key = `${language}\n${code}`;
    const lang = known.has(language) ? language : 'text';
    const html = done.get(key) ?? highlighter.codeToHtml(code, { lang, themes: THEMES, defaultColor: false });
    done.set(key, html);
    return html;
  };
}

function sectionsOf(tokens: readonly Token[]): Section[] {
  return tokens.flatMap((token, i): Section[] => {
    if (token.type === 'heading_open') {
      const title = tokens[i + 1]!.children!.map(({ content }) => content).join('');
      return [{ level: Number(token.tag.slice(1)), id: token.attrGet('id')!, title }];
    }
    if (token.type !== 'html_block' && token.type !== 'inline') return [];
    const id = /^<a id="([^"]+)"><\/a>$/.exec(token.content.trim())?.[1];
    return id === undefined ? [] : [{ level: undefined, id, title: id }];
  });
}
