import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRunLog, RunLog } from '../src/index.ts';
import { runChild, seeded, useFolder } from './helpers.ts';

const folder = useFolder();
const writer = new URL('./children/log-writer.ts', import.meta.url);
const path = () => join(folder(), 'log.jsonl');

function append(...records: Record<string, unknown>[]): void {
  const log = RunLog.open(path());
  for (const record of records) log.append(record);
  log.close();
}

test('records are appended, one JSON object per line', () => {
  append({ step: 1, loss: 2.5 });
  append({ step: 2, note: 'two\nlines', nested: { list: [1, null] } });
  expect(readFileSync(path(), 'utf8')).toBe(
    '{"step":1,"loss":2.5}\n{"step":2,"note":"two\\nlines","nested":{"list":[1,null]}}\n',
  );
  expect(readRunLog(path())).toEqual([
    { step: 1, loss: 2.5 },
    { step: 2, note: 'two\nlines', nested: { list: [1, null] } },
  ]);
});

test('NaN and infinities survive as strings', () => {
  append({ loss: Number.NaN, high: Infinity, low: -Infinity, list: [Number.NaN] });
  expect(readRunLog(path())).toEqual([{ loss: 'NaN', high: 'Infinity', low: '-Infinity', list: ['NaN'] }]);
});

test('a log that is not there has no records', () => {
  expect(readRunLog(path())).toEqual([]);
});

test.each(['{"step":3', '{', '{"note":"Grü', 'é'.repeat(100_000)])(
  'a torn last line is dropped: %#',
  (torn) => {
    append({ step: 1 }, { step: 2 });
    appendFileSync(path(), torn);
    expect(readRunLog(path())).toEqual([{ step: 1 }, { step: 2 }]);
    append({ step: 3 });
    expect(readFileSync(path(), 'utf8')).toBe('{"step":1}\n{"step":2}\n{"step":3}\n');
  },
);

test('a log that is nothing but a torn line starts anew', () => {
  writeFileSync(path(), '{"step');
  append({ step: 1 });
  expect(readRunLog(path())).toEqual([{ step: 1 }]);
});

test.each(['nonsense', '[1]', 'null', '7', ''])(
  'a complete line that is no object, "%s", is an error with its place',
  (line) => {
    writeFileSync(path(), `{"step":1}\n${line}\n{"step":2}\n`);
    expect(() => readRunLog(path())).toThrow(`${path()}, line 2: not a JSON object: ${line}`);
  },
);

test('killed at 5 moments, loses no record that was written', async () => {
  const random = seeded(3);
  let before = 0;
  for (let kill = 0; kill < 5; kill++) {
    const { signal } = await runChild(writer, [path()], { lines: 1, ms: random.next().value * 40 });
    expect(signal).toBe('SIGKILL');
    const numbers = readRunLog(path()).map(({ n }) => n);
    expect(numbers.length).toBeGreaterThanOrEqual(before);
    expect(numbers).toEqual(Array.from(numbers, (_, i) => i));
    before = numbers.length;
  }
  expect(before).toBeGreaterThan(5);
});
