import { type Arr, full } from './arr.ts';
import { multiply } from './forward.ts';
import { unbroadcast } from './unbroadcast.ts';

/** Backward of x · y with respect to `x`, summed back to the shape of `x`. A number has the shape `[]`. */
export function multiplyBack0(gradOut: Arr, _out: Arr, x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(multiply(gradOut, y), asArr(x));
}

/** Backward of x · y with respect to `y`, summed back to the shape of `y`. A number has the shape `[]`. */
export function multiplyBack1(gradOut: Arr, _out: Arr, x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(multiply(gradOut, x), asArr(y));
}

function asArr(x: Arr | number): Arr {
  return typeof x === 'number' ? full([], x) : x;
}
