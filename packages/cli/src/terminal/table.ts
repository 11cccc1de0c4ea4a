import Table from 'cli-table3';
import pc from 'picocolors';

/** One column of a table. */
export interface Column {
  readonly title?: string;
  readonly align?: 'left' | 'right';
}

const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((place) => [place, '']),
);

/**
 * A table without lines, which stays readable in a pipe. Cells may hold colours, and any number of lines.
 *
 * @param columns - one for each cell of a row; without titles there is no head
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const hasHead = columns.some(({ title }) => title !== undefined);
  const grid = new Table({
    head: hasHead ? columns.map(({ title }) => pc.bold(title ?? '')) : [],
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: { ...NO_LINES, middle: '  ' },
    // Colours are picocolors' job, which knows about pipes and NO_COLOR.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  grid.push(...rows.map((row) => [...row]));
  return grid
    .toString()
    .split('\n')
    .map((line) => ` ${line}`.trimEnd())
    .join('\n');
}
