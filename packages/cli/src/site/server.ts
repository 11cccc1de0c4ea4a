/** The workbook as a website for the person at this machine. Reads files at each request, so reloading shows what is. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sirv from 'sirv';
import { openAssignments } from '../workbook.ts';
import { visibleFile } from './files.ts';
import { html } from './html.ts';
import { layout, type Page } from './layout.ts';
import { createRenderer, type DocumentRenderer } from './markdown.ts';
import { documentPage } from './pages/document-page.ts';
import { indexPage } from './pages/index-page.ts';
import { sourcePage } from './pages/source-page.ts';

type Static = ReturnType<typeof sirv>;

/** Pages of ours have no scripts; formulas and code bring their colours along as style attributes. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The API reference has a search, and results of experiments may be pages of their own. */
const SCRIPTED_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Names of this machine as it sees itself. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Folders whose files are sent as they are. */
interface StaticFolders {
  readonly katex: Static;
  readonly assets: Static;
  readonly api: Static;
  readonly runs: Static;
  readonly assignments: Static;
}

/** A server for a workbook, not yet listening. */
export function createWorkbookServer(root: string): Server {
  const require = createRequire(import.meta.url);
  const folder = (path: string): Static => sirv(path, { dev: true, dotfiles: false });
  const folders: StaticFolders = {
    katex: folder(dirname(require.resolve('katex/dist/katex.min.css'))),
    assets: folder(join(import.meta.dirname, 'assets')),
    api: folder(join(root, 'docs', 'api')),
    runs: folder(join(root, 'runs')),
    assignments: folder(join(root, 'assignments')),
  };
  let renderer: Promise<DocumentRenderer> | undefined;
  const renderPage = async (path: string): Promise<Page | undefined> => {
    if (path === '') return indexPage(root, await openAssignments(root));
    const file = visibleFile(root, path.endsWith('/') ? `${path}README.md` : path);
    if (file === undefined) return undefined;
    renderer ??= createRenderer();
    if (file.kind === 'source') return sourcePage(file, await renderer);
    const handout = /^assignments\/([^/]+)\/README\.md$/.exec(file.path)?.[1];
    const assignment =
      handout === undefined ? undefined : (await openAssignments(root)).find(({ name }) => name === handout);
    return documentPage(root, file, await renderer, assignment);
  };
  return createServer((request, response) => {
    respond(request, response, root, folders, renderPage).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) sendPage(response, 500, MESSAGE_500);
      else response.destroy();
    });
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  folders: StaticFolders,
  renderPage: (path: string) => Promise<Page | undefined>,
): Promise<void> {
  response.setHeader('Content-Security-Policy', PAGE_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-cache');
  // A page of somebody else's, whose name suddenly means this machine, must not read what is here.
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return sendPage(response, 403, MESSAGE_403);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendPage(response, 405, MESSAGE_405);
  }
  const path = decodedPath(request.url ?? '/');
  if (path === undefined) return sendPage(response, 404, MESSAGE_404);

  const files = staticFolder(folders, root, path);
  if (files !== undefined) {
    if (files.isScripted) response.setHeader('Content-Security-Policy', SCRIPTED_POLICY);
    // Sirv takes its path from the request.
    request.url = encodeURI(files.path);
    return files.serve(request, response, () => sendPage(response, 404, MESSAGE_404));
  }
  if (/^assignments\/assignment-\d+$/.test(path)) {
    response.writeHead(308, { Location: `/${path}/` }).end();
    return;
  }
  const page = await renderPage(path);
  sendPage(response, page === undefined ? 404 : 200, page ?? MESSAGE_404);
}

/** The path without the first slash; `undefined` when it is not one that a link could have. */
function decodedPath(url: string): string | undefined {
  const path = /^\/([^?#]*)/.exec(url)?.[1];
  try {
    const decoded = path === undefined ? undefined : decodeURIComponent(path);
    return decoded !== undefined && /(^|\/)\.|[\\\0]|\/\//.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function staticFolder(
  folders: StaticFolders,
  root: string,
  path: string,
): { serve: Static; path: string; isScripted: boolean } | undefined {
  const below = (prefix: string, serve: Static, isScripted = false) =>
    path.startsWith(prefix) ? { serve, path: path.slice(prefix.length - 1), isScripted } : undefined;
  return (
    below('assets/katex/', folders.katex) ??
    below('assets/', folders.assets) ??
    below('docs/api/', folders.api, true) ??
    below('runs/', folders.runs, true) ??
    (visibleFile(root, path)?.kind === 'image' ? below('assignments/', folders.assignments) : undefined)
  );
}

const MESSAGE_403 = message('Not for this address', 'The workbook answers to localhost and 127.0.0.1 only.');
const MESSAGE_404 = message('Not here', 'The workbook has no such page.');
const MESSAGE_405 = message('Only for reading', 'The workbook can be read, and nothing else.');
const MESSAGE_500 = message('That went wrong', 'The terminal in which the workbook was started says why.');

function message(title: string, text: string): Page {
  return {
    title: `${title} · Dawnbook`,
    body: html`<h1>${title}</h1>
      <p>${text} <a href="/">To the start</a></p>`,
  };
}

function sendPage(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(layout(page));
}
