import { charClass, codePointBefore, endOfRun, LETTER, NUMBER, OTHER, WHITE_SPACE } from './char-class.ts';
import type { PatternName } from './pre-tokenize.ts';

/**
 * Where the pre-token ends that starts at `start`, in a text that ends at `end`. A pattern never looks behind, so no
 * more state than `start` is needed; `start < end` must hold.
 */
export type PreTokenScanner = (text: string, start: number, end: number) => number;

/** The scanner of a pattern: what `patternSource` says, written as code. */
export function preTokenScanner(pattern: PatternName): PreTokenScanner {
  return pattern === 'gpt2' ? endOfGpt2PreToken : endOfCl100kPreToken;
}

const SPACE = 0x20;
const APOSTROPHE = 0x27;
const CR = 0x0d;
const LF = 0x0a;

function endOfGpt2PreToken(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start);
  if (first === APOSTROPHE) {
    const length = contractionLength(text.slice(start + 1, Math.min(start + 3, end)));
    if (length > 0) return start + length;
  }
  // ` ?` is greedy: the space goes with what follows it, unless that is white space or nothing.
  const from = first === SPACE && start + 1 < end ? start + 1 : start;
  const kind = charClass(codePointBefore(text, from, end));
  return kind === WHITE_SPACE ? endOfWhiteSpace(text, start, end) : endOfRun(text, from, end, kind);
}

function endOfCl100kPreToken(text: string, start: number, end: number): number {
  const first = codePointBefore(text, start, end);
  if (first === APOSTROPHE) {
    const units = text.slice(start + 1, Math.min(start + 3, end)).toLowerCase();
    // "Any case" is Unicode's case folding, in which the long s is an s as well.
    const length = contractionLength(units.replace('ſ', 's'));
    if (length > 0) return start + length;
  }
  const kind = charClass(first);
  if (kind === LETTER) return endOfRun(text, start, end, LETTER);
  if (kind === NUMBER) return endOfNumber(text, start, end);

  // One character that is no letter, no number and no line break goes with the letters that follow it.
  const second = start + (first > 0xffff ? 2 : 1);
  const next = second < end ? charClass(codePointBefore(text, second, end)) : 0;
  if (next === LETTER && first !== CR && first !== LF) return endOfRun(text, second, end, LETTER);

  if (kind === OTHER) return endOfLineBreaks(text, endOfRun(text, second, end, OTHER), end);
  if (first === SPACE && next === OTHER)
    return endOfLineBreaks(text, endOfRun(text, second, end, OTHER), end);

  // White space up to its last line break, if it has one (`\s*[\r\n]+`, after backtracking) …
  const runEnd = endOfRun(text, start, end, WHITE_SPACE);
  for (let at = runEnd; at > start; at--) {
    if (isLineBreak(text.charCodeAt(at - 1))) return at;
  }
  return endOfWhiteSpace(text, start, end); // … else as in GPT-2
}

/**
 * The length of the contraction that an apostrophe and these (at most two) code units begin, or 0. For cl100k the
 * units come in lower case.
 */
function contractionLength(units: string): number {
  switch (units[0]) {
    case 's':
    case 't':
    case 'm':
    case 'd':
      return 2;
    default:
      return units === 're' || units === 've' || units === 'll' ? 3 : 0;
  }
}

/** `\s+(?!\S)|\s+`: the whole run at the end of the text, else all but its last character, but at least one. */
function endOfWhiteSpace(text: string, start: number, end: number): number {
  const runEnd = endOfRun(text, start, end, WHITE_SPACE);
  return runEnd === end || runEnd === start + 1 ? runEnd : runEnd - 1;
}

/** `\p{N}{1,3}`: at most three code points, which may take two code units each (𝟙𝟚𝟛). */
function endOfNumber(text: string, start: number, end: number): number {
  let at = start;
  for (let digits = 0; digits < 3 && at < end; digits++) {
    const point = codePointBefore(text, at, end);
    if (charClass(point) !== NUMBER) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}

/** `[\r\n]*` */
function endOfLineBreaks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

function isLineBreak(unit: number): boolean {
  return unit === CR || unit === LF;
}
