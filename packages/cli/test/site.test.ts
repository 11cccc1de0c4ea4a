import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorkbookServer } from '../src/site/server.ts';
import { type Workbook, workbook } from './support/workbook.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

type Ask = (path: string, options?: { method?: string; host?: string }) => Promise<Answer>;

/** Serves a workbook, and returns a way to ask for exactly the path that is given. */
async function serve(book: Workbook): Promise<Ask> {
  const server = createWorkbookServer(book.root);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return async (path, { method = 'GET', host = `localhost:${port}` } = {}) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { Host: host } }).end();
    const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
    const chunks = await response.toArray();
    return {
      status: response.statusCode!,
      headers: response.headers,
      text: Buffer.concat(chunks as Buffer[]).toString(),
    };
  };
}

describe('the first page', () => {
  test('shows assignments, progress, the next exercise and guides', async () => {
    const book = workbook();
    const ask = await serve(book);
    const before = await ask('/');
    expect(before.status).toBe(200);
    expect(before.text).toContain('<a href="/assignments/assignment-7/#add">Adding</a>');
    expect(before.text).toContain('0 of 8 points');
    expect(before.text).toContain('<a href="/docs/students.md">A guide</a>');
    expect(before.text).toContain('<code>pnpm run docs</code>');

    book.write(
      'assignments/assignment-7/.dawnbook/progress.json',
      JSON.stringify({ version: 1, exercises: { add: { status: 'passed', passed: 1, total: 1 } } }),
    );
    expect((await ask('/')).text).toContain('3 of 8 points');
  });

  test('shows what experiments have drawn', async () => {
    const book = workbook();
    book.write('runs/hello/loss.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const ask = await serve(book);
    expect((await ask('/')).text).toContain('src="/runs/hello/loss.svg"');
    const image = await ask('/runs/hello/loss.svg');
    expect(image.status).toBe(200);
    expect(image.headers['content-type']).toBe('image/svg+xml');
  });

  test('shows names as text, whatever they are', async () => {
    const book = workbook();
    book.edit('tests/assignment-7/rubric.ts', "title: 'Arithmetic'", "title: '<script>&\"'");
    const ask = await serve(book);
    expect((await ask('/')).text).toContain('Assignment 7 · &lt;script&gt;&amp;&quot;');
  });
});

describe('a handout', () => {
  test('has its formulas, code, tables, hints and anchors', async () => {
    const ask = await serve(workbook());
    const { status, text } = await ask('/assignments/assignment-7/');
    expect(status).toBe(200);
    expect(text).toContain('<title>Assignment 7: Arithmetic · Dawnbook</title>');
    expect(text).toContain('<a id="halve"></a>');
    expect(text).toContain('id="part-one"');
    expect(text).toContain('<annotation encoding="application/x-tex">a + b \\le c</annotation>');
    expect(text).toContain('katex-display');
    expect(text).not.toContain('katex-error');
    expect(text).toMatch(/<pre class="shiki[^>]*>.*--shiki-dark/);
    expect(text).toMatch(/<details><summary>Hint<\/summary>\s*<p>Use <em>plus<\/em>\.<\/p>\s*<\/details>/);
    expect(text).toContain('<b>bold</b>');
  });

  test('links to files and exercises that it names, and lists its exercises with their states', async () => {
    const book = workbook();
    book.write(
      'assignments/assignment-7/.dawnbook/progress.json',
      JSON.stringify({ version: 1, exercises: { add: { status: 'failed', passed: 0, total: 1 } } }),
    );
    const ask = await serve(book);
    const { text } = await ask('/assignments/assignment-7/');
    expect(text).toContain('<a href="/assignments/assignment-7/src/add.ts"><code>src/add.ts</code></a>');
    expect(text).toContain('<a href="#halve"><code>halve</code></a>');
    expect(text).toContain('<span class="mark wrong" title="failed, 0 of 1 tests pass">✗</span>');
    expect((await ask('/assignments/assignment-7/src/add.ts')).text).toContain('notImplemented');
    expect((await ask('/assignments/assignment-7/answers/essay.md')).text).toContain('Essay');
  });

  test('is found without the last slash', async () => {
    const ask = await serve(workbook());
    const { status, headers } = await ask('/assignments/assignment-7');
    expect(status).toBe(308);
    expect(headers['location']).toBe('/assignments/assignment-7/');
  });
});

test('styles, and the fonts of formulas, come from here', async () => {
  const ask = await serve(workbook());
  const style = await ask('/assets/style.css');
  expect(style.headers['content-type']).toBe('text/css');
  const katex = await ask('/assets/katex/katex.min.css');
  const font = /fonts\/[\w-]+\.woff2/.exec(katex.text)![0];
  expect((await ask(`/assets/katex/${font}`)).headers['content-type']).toBe('font/woff2');
  const page = await ask('/assignments/assignment-7/');
  expect(page.text).not.toMatch(/(src|href)="https?:/);
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none';/);
});

test('the API reference is served once it is built, with its scripts', async () => {
  const book = workbook();
  const ask = await serve(book);
  expect((await ask('/docs/api/index.html')).status).toBe(404);
  book.write('docs/api/index.html', '<p>reference');
  const built = await ask('/docs/api/index.html');
  expect(built.text).toBe('<p>reference');
  expect(built.headers['content-security-policy']).toContain("script-src 'self'");
  expect((await ask('/')).text).toContain('<a href="/docs/api/index.html">API reference</a>');
});

describe('nothing else can be read', () => {
  test.each([
    '/package.json',
    '/tests/assignment-7/rubric.ts',
    '/tests/assignment-7/hidden/add.test.ts',
    '/solutions/assignment-7/src/add.ts',
    '/assignments/assignment-7/package.json',
    '/assignments/assignment-7/.dawnbook/progress.json',
    '/assignments/assignment-7/src/../../../tests/assignment-7/rubric.ts',
    '/assignments/assignment-7/src/%2e%2e/package.json',
    '/assignments/assignment-7/src/..%2f..%2f..%2ftests%2fassignment-7%2frubric.ts',
    '/assignments/assignment-7/src/..%5c..%5cpackage.json',
    '/runs/../package.json',
    '/runs/..%2fpackage.json',
    '/runs//etc/passwd',
    '/docs/api/..%2f..%2fpackage.json',
    '/assets/../server.ts',
    '/assets/katex/..%2f..%2fpackage.json',
    '//etc/passwd',
    '/%00',
    '/%zz',
    'http://elsewhere.example/',
    '/assignments/assignment-7/src/',
    '/constructor',
  ])('%s', async (path) => {
    const book = workbook();
    book.write('assignments/assignment-7/.dawnbook/progress.json', '{"secret": true}');
    const { status, text } = await (await serve(book))(path);
    expect(status).toBe(404);
    expect(text).toContain('The workbook has no such page.');
  });

  test('a link that leads out of the workbook', async () => {
    const book = workbook();
    const secret = join(tmpdir(), `dawnbook-secret-${process.pid}.md`);
    writeFileSync(secret, 'secret');
    symlinkSync(secret, join(book.root, 'assignments/assignment-7/answers/leak.md'));
    expect((await (await serve(book))('/assignments/assignment-7/answers/leak.md')).status).toBe(404);
  });

  test.each(['evil.example', 'evil.example:3360', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'under the name "%s"',
    async (host) => {
      const ask = await serve(workbook());
      expect((await ask('/', { host })).status).toBe(403);
    },
  );

  test.each(['POST', 'PUT', 'DELETE'])('%s', async (method) => {
    const ask = await serve(workbook());
    const { status, headers } = await ask('/', { method });
    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });
});

test('HEAD is GET without the page', async () => {
  const ask = await serve(workbook());
  const { status, text } = await ask('/', { method: 'HEAD' });
  expect(status).toBe(200);
  expect(text).toBe('');
});
