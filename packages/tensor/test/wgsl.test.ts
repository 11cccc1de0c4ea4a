import { describe, expect, test } from 'vitest';
import { formatShaderErrors } from '../src/device/shader-errors.ts';
import { readInterface } from '../src/device/wgsl.ts';

describe('bindings', () => {
  test.each([
    ['@group(0) @binding(1) var<storage, read_write> x: array<f32>;', 'x', 0, 1, 'storage'],
    ['@group(0) @binding(1) var<storage, read> x: array<f32>;', 'x', 0, 1, 'read-only-storage'],
    ['@group(0) @binding(1) var<storage> x: array<f32>;', 'x', 0, 1, 'read-only-storage'],
    ['@group(0) @binding(1) var<uniform> x: vec4f;', 'x', 0, 1, 'uniform'],
    ['@binding(0x1F)@group(2u)var<storage,read_write,>größe:array<vec2<f32>,4>;', 'größe', 2, 31, 'storage'],
    ['@group(0)\n  @binding( 1, )\nvar < storage ,\n read_write > x\n: u32 ;', 'x', 0, 1, 'storage'],
    [
      '@group(/* 7 */0) // @binding(8)\n@binding(1) var<uniform> /*/* a */ y: b */ x: u32;',
      'x',
      0,
      1,
      'uniform',
    ],
    ['@group(0) @binding(1) var image: texture_2d<f32>;', 'image', 0, 1, undefined],
    ['@group(0) @binding(N + 1) var<uniform> x: u32;', 'x', 0, undefined, 'uniform'],
    ['@group(0) @binding((1)) var<uniform> x: u32;', 'x', 0, undefined, 'uniform'],
  ])('%s', (wgsl, name, group, binding, bufferType) => {
    expect(readInterface(wgsl).bindings).toEqual([
      expect.objectContaining({ name, group, binding, bufferType }),
    ]);
  });

  test('what looks like a binding and is none', () => {
    const wgsl = /* wgsl */ `
      // @group(0) @binding(0) var<uniform> a: u32;
      /* /* */ @group(0) @binding(0) var<uniform> b: u32; */
      var<workgroup> c: array<u32, (4 * 2)>;
      var<private> d = array(1, 2);
      struct S { @size(16) group: u32, @align(16) binding: u32, }
      const e = 8*/**/2;
      fn f(@builtin(position) var_: vec4f) { var g = 1; }
      @group(0) @binding(1) var<uniform> last: u32;`;
    expect(readInterface(wgsl).bindings.map(({ name }) => name)).toEqual(['last']);
  });
});

test('entry points and what they reach', () => {
  const wgsl = /* wgsl */ `
    enable f16; diagnostic(off, derivative_uniformity);
    @group(0) @binding(0) var<storage> a: array<f32>;
    @group(0) @binding(1) var<storage> b: array<f32>;
    @group(0) @binding(2) var<storage> c: array<f32>;
    struct Pair { a: f32, c: f32 }
    fn deep() -> f32 { return b[0]; }
    fn shallow() -> f32 { return deep(); }
    @compute @workgroup_size(8, 8) fn one() { let x = a[0]; if (x > 0) { loop { break; } } }
    @workgroup_size(1) @compute fn two() { let pair = Pair(1, 2); let x = shallow() + pair.a + pair . c; }
    @vertex fn other() -> @builtin(position) vec4f { return vec4f(c[0]); }
    fn recursive() { recursive(); }`;
  const shader = readInterface(wgsl);
  expect(shader.entryPoints).toEqual(['one', 'two']);
  expect(shader.reachableFrom('one')).toEqual(new Set(['a']));
  expect(shader.reachableFrom('two')).toEqual(new Set(['b']));
  expect(shader.reachableFrom('other')).toEqual(new Set(['c']));
});

test.each([
  '',
  '@',
  '@group(',
  '@group(0) var',
  '/*',
  '//',
  'fn',
  'fn f() {',
  '}}}',
  '@@@',
  '@compute fn main( {',
  '(((',
])('text that is no WGSL is left to the compiler: %j', (wgsl) => {
  expect(() => readInterface(wgsl).reachableFrom('main')).not.toThrow();
});

describe('compile errors', () => {
  const message = { type: 'error', message: 'no', lineNum: 2, linePos: 3, length: 2 } as const;

  test.each(['\n', '\r\n', '\u2028'])('lines are counted as WGSL does: %j', (lineBreak) => {
    expect(formatShaderErrors(`first${lineBreak}a bc d${lineBreak}`, 'k', [message])).toBe(
      ['error: no', '  at k, line 2, column 3', '  2 | a bc d', '    |   ^^'].join('\n'),
    );
  });

  test('a caret stands below tabs, at the end of a line, and never leaves the line', () => {
    const messages = [
      { ...message, lineNum: 1, linePos: 3, length: 99 },
      { ...message, lineNum: 1, linePos: 5, length: 0 },
    ];
    expect(formatShaderErrors('\ta\tb', 'k', messages)).toBe(
      [
        'error: no',
        '  at k, line 1, column 3',
        '  1 | \ta\tb',
        '    | \t ^^',
        '',
        'error: no',
        '  at k, line 1, column 5',
        '  1 | \ta\tb',
        '    | \t \t ^',
      ].join('\n'),
    );
  });

  test('details follow the place, warnings are left out, and a message may have no place', () => {
    const messages = [
      { ...message, type: 'warning' as const },
      { ...message, message: 'no match\n\ncandidates:\n • f(u32)', lineNum: 1, linePos: 1, length: 1 },
      { ...message, type: 'info' as const, message: 'somewhere', lineNum: 0, linePos: 0, length: 0 },
    ];
    expect(formatShaderErrors('x', 'k', messages)).toBe(
      [
        'error: no match',
        '  at k, line 1, column 1',
        '  1 | x',
        '    | ^',
        '',
        'candidates:',
        ' • f(u32)',
        '',
        'note: somewhere',
      ].join('\n'),
    );
  });

  test('of a long line the part around the error is shown', () => {
    const line = `${'a'.repeat(500)}!${'b'.repeat(500)}`;
    const shown = formatShaderErrors(line, 'k', [{ ...message, lineNum: 1, linePos: 501, length: 1 }]).split(
      '\n',
    );
    expect(shown[2]).toBe(`  1 | ${'a'.repeat(80)}!${'b'.repeat(79)}`);
    expect(shown[3]).toBe(`    | ${' '.repeat(80)}^`);
  });
});
