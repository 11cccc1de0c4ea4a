/** Shows what a WGSL compiler has to say, with the line that it speaks of. */
import { LINE_BREAK } from './wgsl.ts';

const LONGEST_LINE = 160;

/** What is used of a `GPUCompilationMessage`; lines and columns count from 1, columns in UTF-16 units. */
type Message = Pick<GPUCompilationMessage, 'message' | 'type' | 'lineNum' | 'linePos' | 'length'>;

/**
 * The errors as text, each with its place, its source line and a caret below what is wrong; warnings are left out.
 *
 * @param name what the messages call the source
 */
export function formatShaderErrors(wgsl: string, name: string, messages: readonly Message[]): string {
  const lines = wgsl.split(LINE_BREAK);
  // Dawn explains an error in notes after it, which come as `info`.
  return messages
    .filter(({ type }) => type !== 'warning')
    .map((message) => formatMessage(message, lines, name))
    .join('\n\n');
}

function formatMessage(message: Message, lines: readonly string[], name: string): string {
  // The place goes below the first line, because the lines after it may be a long list of what would fit.
  const [summary, ...details] = message.message.trim().split('\n');
  const head = `${message.type === 'error' ? 'error' : 'note'}: ${summary}`;
  return [head, ...place(message, lines, name), ...details].join('\n');
}

function place({ lineNum, linePos, length }: Message, lines: readonly string[], name: string): string[] {
  const line = lines[lineNum - 1];
  if (line === undefined) return [];
  // Generated sources have lines that fill the screen; what is shown of them starts a little before the error.
  const from = line.length > LONGEST_LINE ? Math.max(0, linePos - 1 - LONGEST_LINE / 2) : 0;
  const shown = line.slice(from, from + LONGEST_LINE);
  const column = linePos - 1 - from;
  // A tab stays a tab, so that the caret stands right whatever its width.
  const indent = shown.slice(0, column).replaceAll(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(Math.min(length, shown.length - column), 1));
  const number = String(lineNum);
  return [
    `  at ${name}, line ${lineNum}, column ${linePos}`,
    `  ${number} | ${shown}`,
    `  ${' '.repeat(number.length)} | ${indent}${carets}`,
  ];
}
