/** The first page: assignments with progress, guides, plots. */
import { answerPath } from '@dawnbook/grader/course';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Assignment, currentAssignment } from '../../workbook.ts';
import { Html, html } from '../html.ts';
import type { Page } from '../layout.ts';
import { exerciseState } from './exercise-state.ts';

/** Builds the page from what is in the workbook now. */
export function indexPage(root: string, assignments: readonly Assignment[]): Page {
  const current = assignments.length > 0 ? currentAssignment(assignments) : undefined;
  const runs = listRuns(root);
  return {
    title: 'Dawnbook',
    body: html`
      <h1>Language modelling from scratch</h1>
      ${current === undefined ? html`<p>This workbook has no assignments.</p>` : nextStep(current)}
      ${assignments.map((one) => assignmentCard(one, one === current))}
      <h2>Guides</h2>
      <ul>
        ${listGuides(root).map(({ path, title }) => html`<li><a href="/${path}">${title}</a></li>`)}
        <li>${apiReference(root)}</li>
      </ul>
      ${
        runs.length > 0
          ? html`<h2>Results of your experiments</h2>
              ${runs.map(runList)}`
          : undefined
      }
    `,
  };
}

function nextStep({ name, standing: { next } }: Assignment): Html {
  if (next === undefined) {
    return html`<p class="next">
      All exercises are done. The score with hidden tests: <code>pnpm grade ${name}</code>
    </p>`;
  }
  const check =
    next.kind === 'written'
      ? html`Your answer goes into <code>assignments/${name}/${answerPath(next)}</code>`
      : html`Its tests: <code>pnpm test --filter ${name} -- ${next.id}</code>`;
  return html`<p class="next">
    Next: <a href="/assignments/${name}/#${next.id}">${next.title}</a>, about ${next.minutes} min. ${check}
  </p>`;
}

function assignmentCard(assignment: Assignment, isOpen: boolean): Html {
  const { name, rubric, standing } = assignment;
  const { points, maxPoints, waitingPoints, done, total } = standing;
  const waiting = waitingPoints > 0 ? `, ${waitingPoints} more to be graded by hand` : '';
  const rows = rubric.exercises.map((row) => {
    const { mark, words } = exerciseState(assignment, row);
    return html`<tr>
      <td>${mark}</td>
      <td><a href="/assignments/${name}/#${row.id}">${row.title}</a></td>
      <td class="number">${row.points}</td>
      <td class="wide">${row.minutes} min</td>
      <td>${words}</td>
    </tr>`;
  });
  return html`<section class="card">
    <h2><a href="/assignments/${name}/">Assignment ${rubric.assignment} · ${rubric.title}</a></h2>
    <progress max="${maxPoints}" value="${points}">${points} of ${maxPoints}</progress>
    <p>${points} of ${maxPoints} points as far as the public tests tell${waiting}; ${done} of ${total} exercises.</p>
    <details${isOpen ? new Html(' open') : undefined}><summary>Exercises</summary>
      <div class="scroll"><table>
        <thead><tr><th></th><th>Exercise</th><th class="number">Points</th><th class="wide">Time</th><th>State</th></tr></thead>
        <tbody>${rows}</tbody>
      </table></div>
    </details>
  </section>`;
}

/** The guides below `docs`, by their first heading. */
function listGuides(root: string): { path: string; title: string }[] {
  const folder = join(root, 'docs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => {
      const title = /^# (.+)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? file;
      return { path: `docs/${file}`, title };
    });
}

function apiReference(root: string): Html {
  return existsSync(join(root, 'docs', 'api', 'index.html'))
    ? html`<a href="/docs/api/index.html">API reference</a>`
    : html`API reference: build it with <code>pnpm run docs</code>, then reload`;
}

interface RunFiles {
  readonly name: string;
  readonly files: readonly string[];
}

/** What experiments have left to look at. */
function listRuns(root: string): RunFiles[] {
  const folder = join(root, 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => ({
      name,
      files: readdirSync(join(folder, name))
        .filter((file) => /\.(svg|html)$/.test(file))
        .toSorted(),
    }))
    .filter(({ files }) => files.length > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function runList({ name, files }: RunFiles): Html {
  const link = (file: string): Html =>
    file.endsWith('.svg')
      ? html`<a href="/runs/${name}/${file}"
          ><img src="/runs/${name}/${file}" alt="${file}" loading="lazy"
        /></a>`
      : html`<a href="/runs/${name}/${file}">${file}</a>`;
  return html`<h3>${name}</h3>
    <p class="plots">${files.map(link)}</p>`;
}
