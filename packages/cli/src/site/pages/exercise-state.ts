import type { Exercise } from '@dawnbook/grader';
import type { Assignment } from '../../workbook.ts';
import { html, type Html } from '../html.ts';

/** How an exercise stands, as a mark and in words. */
export interface ExerciseState {
  readonly mark: Html;
  readonly words: string;
}

/** The state of an exercise as of the last test run. */
export function exerciseState({ progress }: Assignment, { id }: Exercise): ExerciseState {
  const { status, passed, total, waitingFor } = progress[id] ?? {
    status: 'not-started',
    passed: 0,
    total: 0,
  };
  switch (status) {
    case 'passed':
      return { mark: mark('done', '✓', 'passed'), words: 'passed' };
    case 'needs-manual-grading':
      return { mark: mark('done', '✓', 'written'), words: 'written' };
    case 'not-started': {
      const waits = waitingFor !== undefined && waitingFor !== id;
      const words = waits ? `waits for ${waitingFor}` : 'not started';
      return { mark: mark('open', '•', words), words };
    }
    default: {
      const words = `${status.replaceAll('-', ' ')}, ${passed} of ${total} tests pass`;
      return { mark: mark('wrong', '✗', words), words };
    }
  }
}

function mark(name: string, symbol: string, words: string): Html {
  return html`<span class="mark ${name}" title="${words}">${symbol}</span>`;
}
