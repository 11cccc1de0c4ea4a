import { type Arr, full } from './arr.ts';
import { add, eq, maximum, multiply } from './forward.ts';
import type { Tensor } from './tensor.ts';
import { unbroadcast } from './unbroadcast.ts';

/** Backward of max(x, y) with respect to `x`: the gradient where x is larger, half of it where both are equal. */
export function maximumBack0(gradOut: Arr, _out: Arr, x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(multiply(gradOut, share(x, y)), asArr(x));
}

/** Backward of max(x, y) with respect to `y`: the gradient where y is larger, half of it where both are equal. */
export function maximumBack1(gradOut: Arr, _out: Arr, x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(multiply(gradOut, share(y, x)), asArr(y));
}

/** max(x, 0), element by element. So its slope at 0 is ½. */
export function relu(x: Tensor): Tensor {
  return x.maximum(0);
}

/** 1 where a > b, ½ where they are equal, 0 where a < b: the mean of a ≥ b and a > b. */
function share(a: Arr | number, b: Arr | number): Arr {
  const largest = maximum(a, b);
  const isLargest = eq(a, largest);
  const isTie = multiply(isLargest, eq(b, largest));
  return add(isLargest, multiply(isTie, -0.5));
}

function asArr(x: Arr | number): Arr {
  return typeof x === 'number' ? full([], x) : x;
}
