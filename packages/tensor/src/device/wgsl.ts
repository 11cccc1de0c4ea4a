/**
 * Reads from WGSL source what WebGPU does not tell: the names of the bindings and which entry point uses them.
 *
 * This is no WGSL parser. It reads valid WGSL right and never throws on anything else, whose errors are Dawn's to
 * report. Grammar: https://www.w3.org/TR/WGSL/#grammar
 */

/** A module-scope variable with `@group` and `@binding`. */
export interface BindingDeclaration {
  name: string;
  /** Undefined if it is not a plain number in the source. */
  group: number | undefined;
  binding: number | undefined;
  /** The kind of buffer that it takes; undefined for textures and samplers. */
  bufferType: GPUBufferBindingType | undefined;
  /** The declaration as in the source, for messages: `var<storage, read> x`. */
  text: string;
}

/** What a WGSL module shows to the outside. */
export interface ShaderInterface {
  bindings: BindingDeclaration[];
  /** Names of the functions marked `@compute`. */
  entryPoints: string[];
  /**
   * Names of the bindings that an entry point may use, itself or through the functions that it calls. The use of a local
   * variable that has the name of a binding counts as well.
   */
  reachableFrom(entryPoint: string): Set<string>;
}

/** Matches what ends a line in WGSL. */
export const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

const TOKEN = /[\p{XIDS}_]\p{XIDC}*|\d[\p{XIDC}.]*|\S/gu;

/** Reads the interface of a WGSL module. */
export function readInterface(wgsl: string): ShaderInterface {
  const tokens = blankComments(wgsl).match(TOKEN) ?? [];
  const bindings: BindingDeclaration[] = [];
  const functions = new Map<string, { compute: boolean; words: Set<string> }>();

  let at = 0;
  while (at < tokens.length) {
    const attributes = new Map<string, string>();
    while (tokens[at] === '@') {
      const name = tokens[at + 1] ?? '';
      const end = tokens[at + 2] === '(' ? endOfGroup(tokens, at + 2) : at + 2;
      attributes.set(name, tokens.slice(at + 3, end - 1).join(''));
      at = end;
    }
    const end = endOfDeclaration(tokens, at);
    const declaration = tokens.slice(at, end);
    if (declaration[0] === 'var' && (attributes.has('group') || attributes.has('binding'))) {
      bindings.push(readBinding(declaration, attributes));
    } else if (declaration[0] === 'fn') {
      functions.set(declaration[1] ?? '', {
        compute: attributes.has('compute'),
        // What follows a dot is a member, whatever its name.
        words: new Set(declaration.filter((_, index) => index > 1 && declaration[index - 1] !== '.')),
      });
    }
    at = end;
  }

  return {
    bindings,
    entryPoints: [...functions].filter(([, { compute }]) => compute).map(([name]) => name),
    reachableFrom(entryPoint) {
      const reached = new Set([entryPoint]);
      // A set hands out what is added to it while it is walked.
      for (const name of reached) functions.get(name)?.words.forEach((word) => reached.add(word));
      return new Set(bindings.map(({ name }) => name).filter((name) => reached.has(name)));
    },
  };
}

/** Replaces each comment by a space. Block comments nest. */
function blankComments(wgsl: string): string {
  let kept = '';
  let from = 0;
  for (let start = wgsl.indexOf('/'); start >= 0; start = wgsl.indexOf('/', Math.max(from, start + 1))) {
    const end =
      wgsl[start + 1] === '/'
        ? endOfLine(wgsl, start)
        : wgsl[start + 1] === '*'
          ? endOfBlock(wgsl, start)
          : start;
    if (end === start) continue;
    kept += `${wgsl.slice(from, start)} `;
    from = end;
  }
  return kept + wgsl.slice(from);
}

function endOfLine(wgsl: string, start: number): number {
  const length = wgsl.slice(start).search(LINE_BREAK);
  return length < 0 ? wgsl.length : start + length;
}

function endOfBlock(wgsl: string, start: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  for (let mark = marks.exec(wgsl); mark; mark = marks.exec(wgsl)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return wgsl.length;
}

/** Index after the bracket that closes the one at `open`. */
function endOfGroup(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if ('([{'.includes(tokens[at]!)) depth++;
    if (')]}'.includes(tokens[at]!) && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Index after the `;` or the `{…}` that ends the declaration that starts at `start`. */
function endOfDeclaration(tokens: readonly string[], start: number): number {
  for (let at = start; at < tokens.length; at++) {
    if (tokens[at] === ';') return at + 1;
    if (tokens[at] === '{') return endOfGroup(tokens, at);
    if (tokens[at] === '(') at = endOfGroup(tokens, at) - 1;
  }
  return tokens.length;
}

function readBinding(declaration: readonly string[], attributes: Map<string, string>): BindingDeclaration {
  const close = declaration[1] === '<' ? declaration.indexOf('>') : 0;
  const [space, access = 'read'] = declaration.slice(2, close).filter((token) => token !== ',');
  const name = declaration[close + 1] ?? '';
  const storage = access === 'read' ? 'read-only-storage' : 'storage';
  return {
    name,
    group: plainNumber(attributes.get('group')),
    binding: plainNumber(attributes.get('binding')),
    bufferType: space === 'uniform' ? 'uniform' : space === 'storage' ? storage : undefined,
    text: `var${space ? `<${space === 'storage' ? `storage, ${access}` : space}>` : ''} ${name}`,
  };
}

function plainNumber(text: string | undefined): number | undefined {
  const digits = /^(\d+|0[xX][\da-fA-F]+)[iu]?,?$/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
