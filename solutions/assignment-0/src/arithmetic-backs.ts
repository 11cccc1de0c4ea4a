import { type Arr, full } from './arr.ts';
import { divide, multiply, negative } from './forward.ts';
import { unbroadcast } from './unbroadcast.ts';

/** Backward of x + y with respect to `x`. */
export function addBack0(gradOut: Arr, _out: Arr, x: Arr | number, _y: Arr | number): Arr {
  return unbroadcast(gradOut, asArr(x));
}

/** Backward of x + y with respect to `y`. */
export function addBack1(gradOut: Arr, _out: Arr, _x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(gradOut, asArr(y));
}

/** Backward of x − y with respect to `x`. */
export function subtractBack0(gradOut: Arr, _out: Arr, x: Arr | number, _y: Arr | number): Arr {
  return unbroadcast(gradOut, asArr(x));
}

/** Backward of x − y with respect to `y`. */
export function subtractBack1(gradOut: Arr, _out: Arr, _x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(negative(gradOut), asArr(y));
}

/** Backward of x / y with respect to `x`: 1/y. */
export function divideBack0(gradOut: Arr, _out: Arr, x: Arr | number, y: Arr | number): Arr {
  return unbroadcast(divide(gradOut, y), asArr(x));
}

/** Backward of x / y with respect to `y`: −x/y². */
export function divideBack1(gradOut: Arr, _out: Arr, x: Arr | number, y: Arr | number): Arr {
  const slope = negative(divide(x, multiply(y, y)));
  return unbroadcast(multiply(gradOut, slope), asArr(y));
}

function asArr(x: Arr | number): Arr {
  return typeof x === 'number' ? full([], x) : x;
}
