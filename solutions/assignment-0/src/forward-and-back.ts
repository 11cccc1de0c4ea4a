import { type Arr, full } from './arr.ts';
import { log, multiply } from './forward.ts';
import { logBack } from './log-back.ts';
import { multiplyBack0, multiplyBack1 } from './multiply-back.ts';

/**
 * By hand: d = a·b, e = ln c, f = d·e, g = ln f, and the gradients of Σg with respect to a, b and c.
 *
 * The arrays may broadcast; each gradient has the shape of its array.
 */
export function forwardAndBack(a: Arr, b: Arr, c: Arr): { da: Arr; db: Arr; dc: Arr } {
  const d = multiply(a, b);
  const e = log(c);
  const f = multiply(d, e);
  const g = log(f);

  const dg = full(g.shape, 1);
  const df = logBack(dg, g, f);
  const dd = multiplyBack0(df, f, d, e);
  const de = multiplyBack1(df, f, d, e);
  return { da: multiplyBack0(dd, d, a, b), db: multiplyBack1(dd, d, a, b), dc: logBack(de, e, c) };
}
