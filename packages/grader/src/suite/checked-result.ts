import { z } from 'zod';
import type { Adapters } from '../adapters.ts';
import type { Plain } from '../plain-data.ts';
import { ExpectationError } from './assertion.ts';
import { show, showProperty } from './show.ts';

/** What is wrong, and where: keys and indices from the outside inwards. */
interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Checks what an adapter returned against its schema, so that tests work on values of the right type.
 *
 * @throws ExpectationError that shows what came and what is right
 */
export function checkedResult(adapters: Adapters, name: string, result: Plain): Plain {
  const adapter = adapters[name];
  if (adapter === undefined) throw new Error(`internal: there is no adapter '${name}'`);
  const issue = firstIssue(adapter.returns, result);
  if (issue === undefined) return result;
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : showProperty(key))).join('');
  throw new ExpectationError(`run.${name} returned ${show(result)}\nresult${path}: ${issue.message}`);
}

/**
 * The first thing that is wrong with a value. A schema itself would collect all of them, and a submission can return
 * millions.
 */
function firstIssue(schema: z.ZodType, value: unknown): Issue | undefined {
  for (const [key, part, partSchema] of parts(schema, value)) {
    const issue = firstIssue(partSchema, part);
    if (issue !== undefined) return { ...issue, path: [key, ...issue.path] };
  }
  const checked = schema.safeParse(value);
  if (checked.success) return undefined;
  const { path, message } = checked.error.issues[0]!;
  return { path: path.map((key) => (typeof key === 'number' ? key : String(key))), message };
}

/** The parts of a list or a record, with their schemas. */
function* parts(schema: z.ZodType, value: unknown): Generator<[key: string | number, unknown, z.ZodType]> {
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield [i, value[i], schema.element as z.ZodType];
  } else if (schema instanceof z.ZodObject && isRecord(value)) {
    for (const [key, partSchema] of Object.entries(schema.shape))
      yield [key, value[key], partSchema as z.ZodType];
  } else if (schema instanceof z.ZodRecord && isRecord(value)) {
    for (const [key, part] of Object.entries(value)) yield [key, part, schema.valueType as z.ZodType];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
