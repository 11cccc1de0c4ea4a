import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { dawnbook, start } from './support/command.ts';
import { workbook } from './support/workbook.ts';

test('--once shows the adapter, the assignments, what is next and where to read, and ends', async () => {
  const { exitCode, stdout } = await dawnbook(workbook().root, ['start', '--once']);
  expect(stdout).toMatch(/^ [✓✗] .*\(pnpm run doctor says more\)$/m);
  expect(stdout).toMatch(/^ assignment-7 +Arithmetic +0 of 5 +0 of 8$/m);
  expect(stdout).toContain(' Next:  add (Adding, about 5 min)\n');
  expect(stdout).toContain(' Read:  assignments/assignment-7/README.md#add\n');
  expect(stdout).not.toContain('http://');
  expect(exitCode).toBe(0);
});

test('serves the workbook until Ctrl-C', async () => {
  const running = start(workbook().root, ['start']);
  await running.printed('Ctrl-C ends');
  const url = /http:\/\/localhost:\d+\//.exec(running.output())![0];
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('Assignment 7 · Arithmetic');
  running.process.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(0);
});

test('a port that is taken is an error when it was asked for', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  const { exitCode, stderr } = await dawnbook(workbook().root, ['start', '--port', String(port)]);
  expect(stderr).toBe(
    `dawnbook: port ${port} is taken or not allowed; leave out --port to have a free one chosen\n`,
  );
  expect(exitCode).toBe(2);
});
