/** WGSL functions that the rows of the operation table call, for one element and for four at a time. */
import type { WgslTypes } from './elementwise.ts';

export const SCALAR: WgslTypes = { f32: 'f32', i32: 'i32', u32: 'u32', bool: 'bool', suffix: '' };
export const VECTOR: WgslTypes = {
  f32: 'vec4<f32>',
  i32: 'vec4<i32>',
  u32: 'vec4<u32>',
  bool: 'vec4<bool>',
  suffix: '4',
};

/**
 * WGSL has no way to write an infinity or a NaN, and its compiler may assume that none occurs. Read from variables, their
 * bits are nothing that it could fold.
 */
const SPECIAL = `var<private> infinity_bits: u32 = 0x7f800000u;
var<private> nan_bits: u32 = 0x7fc00000u;`;

type Source = (t: WgslTypes) => string;

/** By name; each may call those before it. */
const FUNCTIONS: Readonly<Record<string, Source>> = {
  // Signed numbers: processors compare them faster than unsigned ones.
  is_nan_: ({ f32, i32, bool, suffix }) =>
    `fn is_nan_${suffix}(x: ${f32}) -> ${bool} { return (bitcast<${i32}>(x) & ${i32}(0x7fffffff)) > ${i32}(0x7f800000); }`,
  is_finite_: ({ f32, i32, bool, suffix }) =>
    `fn is_finite_${suffix}(x: ${f32}) -> ${bool} { return (bitcast<${i32}>(x) & ${i32}(0x7fffffff)) < ${i32}(0x7f800000); }`,
  // Functions of WGSL make anything of a NaN; here it stays one.
  exp_: ({ f32, suffix }) =>
    `fn exp_${suffix}(x: ${f32}) -> ${f32} { return select(exp(x), x, is_nan_${suffix}(x)); }`,
  sign_: ({ f32, suffix }) =>
    `fn sign_${suffix}(x: ${f32}) -> ${f32} { return select(sign(x), x, is_nan_${suffix}(x)); }`,
  max_: ({ f32, suffix }) =>
    `fn max_${suffix}(a: ${f32}, b: ${f32}) -> ${f32} { return select(max(a, b), a + b, is_nan_${suffix}(a) | is_nan_${suffix}(b)); }`,
  min_: ({ f32, suffix }) =>
    `fn min_${suffix}(a: ${f32}, b: ${f32}) -> ${f32} { return select(min(a, b), a + b, is_nan_${suffix}(a) | is_nan_${suffix}(b)); }`,
  // Read as whole numbers, positive floats are in order: 0, …, the largest finite one, infinity, NaN.
  log_: ({ f32, i32, suffix }) => `fn log_${suffix}(x: ${f32}) -> ${f32} {
  let bits = bitcast<${i32}>(x);
  let not_above_zero = select(${f32}(bitcast<f32>(nan_bits)), ${f32}(-bitcast<f32>(infinity_bits)), x == ${f32}(0.0));
  let finite = select(not_above_zero, log(x), bits > ${i32}(0));
  return select(finite, x, bits >= ${i32}(0x7f800000));
}`,
  // Near 0, 1 + x would lose x; there log(1 + x) = 2 artanh(x / (2 + x)), a series in the square of that.
  log1p_: ({ f32, suffix }) => `fn log1p_${suffix}(x: ${f32}) -> ${f32} {
  let s = x / (2.0 + x);
  let s2 = s * s;
  let near = x * (2.0 / (2.0 + x)) * (1.0 + s2 * (0.33333333 + s2 * (0.2 + s2 * (0.14285714 + s2 * 0.11111111))));
  return select(log_${suffix}(1.0 + x), near, abs(x) < ${f32}(0.25));
}`,
  // Quarter turns are taken off (Cody and Waite): first by the 4096, then one by one, both of 12 bits, times parts of π/2
  // of 12 bits. So products are exact, and with the larger ones first, so are differences. That is good up to 2²⁴; from
  // there on, neighbouring f32 are 2 apart. The rest goes into Taylor polynomials.
  sin_cos_: ({ f32, i32, suffix }) => `fn sin_cos_${suffix}(x: ${f32}, quarter: i32) -> ${f32} {
  let far = round(x * 1.5542475e-4) * 4096.0;
  let a = x - far * 1.5703125;
  let near = round((a - far * 4.8375129699707e-4) * 0.63661977);
  let large = (a - near * 1.5703125) - far * 4.8375129699707e-4;
  let small = ((large - near * 4.8375129699707e-4) - far * 7.549533620e-08) - near * 7.549533620e-08;
  let r = select(${f32}(bitcast<f32>(nan_bits)), small - far * 2.5633442e-12, abs(x) <= ${f32}(16777216.0));
  let r2 = r * r;
  let s = r + r * r2 * (r2 * (r2 * (r2 * 2.7557319e-6 - 1.9841270e-4) + 8.3333333e-3) - 0.16666667);
  let c = 1.0 - r2 * (0.5 - r2 * (0.041666667 - r2 * (1.3888889e-3 - r2 * 2.4801587e-5)));
  let q = (${i32}(near) + ${i32}(quarter)) & ${i32}(3);
  let value = select(s, c, (q & ${i32}(1)) == ${i32}(1));
  return select(value, -value, q > ${i32}(1));
}`,
  sin_: ({ f32, suffix }) => `fn sin_${suffix}(x: ${f32}) -> ${f32} { return sin_cos_${suffix}(x, 0); }`,
  cos_: ({ f32, suffix }) => `fn cos_${suffix}(x: ${f32}) -> ${f32} { return sin_cos_${suffix}(x, 1); }`,
  // Near 0 the quotient cancels, so a series takes over.
  tanh_: ({ f32, suffix }) => `fn tanh_${suffix}(x: ${f32}) -> ${f32} {
  let a = min(abs(x), ${f32}(10.0));
  let e = exp(-2.0 * a);
  let far = (1.0 - e) / (1.0 + e);
  let x2 = a * a;
  let near = a * (1.0 - x2 * (0.33333333 - x2 * (0.13333333 - x2 * (0.053968254 - x2 * 0.021869489))));
  return select(sign(x) * select(far, near, a < ${f32}(0.3)), x, is_nan_${suffix}(x));
}`,
  sigmoid_: ({ f32, suffix }) => `fn sigmoid_${suffix}(x: ${f32}) -> ${f32} {
  let e = exp(-abs(x));
  return select(e, ${f32}(1.0), x >= ${f32}(0.0)) / (1.0 + e);
}`,
  // Near 0 the Maclaurin series; farther out W. J. Cody's kind of rational fit, as in Numerical Recipes' erfc (1.2e-7).
  erf_: ({ f32, suffix }) => `fn erf_${suffix}(x: ${f32}) -> ${f32} {
  let z = abs(x);
  let x2 = x * x;
  let near = 1.1283792 * x * (1.0 - x2 * (0.33333333 - x2 * (0.1 - x2 * (0.023809524 - x2 * (4.6296296e-3 - x2 * 7.5757576e-4)))));
  let t = 1.0 / (1.0 + 0.5 * z);
  let fit = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * (0.27886807 +
    t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  let far = sign(x) * (1.0 - t * exp(max(fit - x2, ${f32}(-87.0))));
  return select(far, near, z < ${f32}(0.5));
}`,
  // pow() of WGSL wants a base above 0. Whole exponents have a sign for the others.
  pow_: ({ f32, suffix }) => `fn pow_${suffix}(x: ${f32}, y: ${f32}) -> ${f32} {
  let whole = y == floor(y);
  let odd = whole & (abs(y - 2.0 * floor(y * 0.5)) == ${f32}(1.0));
  let size = exp2(y * log2(max(abs(x), ${f32}(1.1754944e-38))));
  let signed = select(size, -size, odd & (x < ${f32}(0.0)));
  let regular = select(signed, ${f32}(bitcast<f32>(nan_bits)), (x < ${f32}(0.0)) & !whole);
  let at_zero = select(${f32}(0.0), ${f32}(bitcast<f32>(infinity_bits)), y < ${f32}(0.0));
  let all = select(select(regular, at_zero, x == ${f32}(0.0)), x + y, is_nan_${suffix}(x) | is_nan_${suffix}(y));
  return select(all, ${f32}(1.0), y == ${f32}(0.0));
}`,
  floor_div_: ({ i32, suffix }) => `fn floor_div_${suffix}(a: ${i32}, b: ${i32}) -> ${i32} {
  let q = a / b;
  return select(q, q - ${i32}(1), (q * b != a) & ((a < ${i32}(0)) != (b < ${i32}(0))));
}`,
  // Conversions of WGSL leave open what NaN becomes. The bounds are the last f32 that are integers of the type.
  to_i32_: ({ f32, i32, suffix }) => `fn to_i32_${suffix}(x: ${f32}) -> ${i32} {
  let within = ${i32}(clamp(x, ${f32}(-2147483648.0), ${f32}(2147483520.0)));
  return select(select(within, ${i32}(2147483647), x >= ${f32}(2147483648.0)), ${i32}(0), is_nan_${suffix}(x));
}`,
  to_u32_: ({ f32, u32, suffix }) => `fn to_u32_${suffix}(x: ${f32}) -> ${u32} {
  let within = ${u32}(clamp(x, ${f32}(0.0), ${f32}(4294967040.0)));
  return select(select(within, ${u32}(4294967295u), x >= ${f32}(4294967296.0)), ${u32}(0u), is_nan_${suffix}(x));
}`,
  mix_: ({ u32, suffix }) => `fn mix_${suffix}(value: ${u32}) -> ${u32} {
  var x = value;
  x = (x ^ (x >> ${u32}(16u))) * 0x7feb352du;
  x = (x ^ (x >> ${u32}(15u))) * 0x846ca68bu;
  return x ^ (x >> ${u32}(16u));
}`,
  random_bits_: ({ u32, suffix }) =>
    `fn random_bits_${suffix}(counter: ${u32}, key: ${u32}) -> ${u32} { return mix_${suffix}(mix_${suffix}(counter ^ key) + key * 0x9e3779b9u); }`,
};

/** Calls of prelude functions in other prelude functions. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  exp_: ['is_nan_'],
  sign_: ['is_nan_'],
  max_: ['is_nan_'],
  min_: ['is_nan_'],
  log_: ['is_nan_'],
  log1p_: ['log_'],
  tanh_: ['is_nan_'],
  pow_: ['is_nan_'],
  sin_: ['sin_cos_'],
  cos_: ['sin_cos_'],
  to_i32_: ['is_nan_'],
  to_u32_: ['is_nan_'],
  random_bits_: ['mix_'],
};

/** The functions that some WGSL calls, with what they need. */
export function prelude(code: string): string {
  const needed = new Set<string>();
  const need = (name: string, suffix: string): void => {
    for (const other of NEEDS[name] ?? []) need(other, suffix);
    needed.add(name + suffix);
  };
  for (const [, name, suffix] of code.matchAll(/\b([a-z0-9_]+_)(4?)\(/g)) {
    if (Object.hasOwn(FUNCTIONS, name!)) need(name!, suffix!);
  }
  const sources = [...needed].map((name) =>
    name.endsWith('4') ? FUNCTIONS[name.slice(0, -1)]!(VECTOR) : FUNCTIONS[name]!(SCALAR),
  );
  const isSpecial = /\b(infinity|nan)_bits\b/.test([code, ...sources].join(''));
  return [...(isSpecial ? [SPECIAL] : []), ...sources].join('\n');
}
