/** A Markdown document: a handout with the state of its exercises, an answer, a guide. */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path/posix';
import type { Assignment } from '../../workbook.ts';
import { visibleFile, type VisibleFile } from '../files.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../layout.ts';
import type { DocumentRenderer, Section } from '../markdown.ts';
import { exerciseState } from './exercise-state.ts';

/**
 * @param assignment - the one that the document is the handout of, if it is one
 */
export function documentPage(
  root: string,
  file: VisibleFile,
  renderer: DocumentRenderer,
  assignment: Assignment | undefined,
): Page {
  const folder = dirname(file.path);
  const exerciseIds = new Set<string>(assignment?.rubric.exercises.map(({ id }) => id));
  // Names of exercises and of files lead to them.
  const linkTo = (path: string): string | undefined => {
    if (exerciseIds.has(path)) return `#${path}`;
    const target = folder === '.' ? path : `${folder}/${path}`;
    return visibleFile(root, target) === undefined ? undefined : `/${target}`;
  };
  const { html: body, title, sections } = renderer.document(readFileSync(file.absolute, 'utf8'), linkTo);
  return {
    title: `${title ?? basename(file.path)} · Dawnbook`,
    body,
    ...(sections.length > 2 ? { aside: contents(sections, assignment) } : {}),
  };
}

/** The parts of the document; for a handout, its exercises with their states. */
function contents(sections: readonly Section[], assignment: Assignment | undefined): Html {
  const exercises = new Map(assignment?.rubric.exercises.map((row) => [row.id, row]));
  const items = sections.flatMap((section): Html[] => {
    if (section.level === 2) {
      return [html`<li class="part"><a href="#${section.id}">${section.title}</a></li>`];
    }
    const exercise = exercises.get(section.id);
    if (section.level !== undefined || exercise === undefined) return [];
    const { mark } = exerciseState(assignment!, exercise);
    return [html`<li>${mark} <a href="#${exercise.id}">${exercise.title}</a></li>`];
  });
  return html`<ul>
    ${items}
  </ul>`;
}
