import type { Adapters } from '../adapters.ts';
import type { Plain } from '../plain-data.ts';
import { ExpectationError } from './assertion.ts';
import { show, showProperty } from './show.ts';

/**
 * Checks what an adapter returned against its schema, so that tests work on values of the right type.
 *
 * @throws ExpectationError that shows what came and what is right
 */
export function checkedResult(adapters: Adapters, name: string, result: Plain): Plain {
  const adapter = adapters[name];
  if (adapter === undefined) throw new Error(`internal: there is no adapter '${name}'`);
  const checked = adapter.returns.safeParse(result);
  if (checked.success) return result;
  const issue = checked.error.issues[0]!;
  const path = issue.path
    .map((key) => (typeof key === 'number' ? `[${key}]` : showProperty(String(key))))
    .join('');
  throw new ExpectationError(`run.${name} returned ${show(result)}\nresult${path}: ${issue.message}`);
}
