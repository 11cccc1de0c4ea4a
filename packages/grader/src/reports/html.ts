import type { ExerciseResult, GradeResult, TestResult } from '../judge/result.ts';
import { escapeMarkup as esc, statusText, totalText } from './wording.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #1a7f37; --bad: #cf222e; --wait: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --wait: #d29922; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h1 + p { margin-top: .25rem; font-size: 1.15rem; }
h2 { font-size: 1.15rem; } .small { font-size: .85rem; opacity: .8; }
details, .row { border-top: 1px solid var(--line); padding: .4rem 0; }
summary, .row { display: grid; grid-template-columns: .8rem 1.3rem 13rem 1fr 15rem 4.5rem; gap: .4rem; align-items: baseline; }
summary { cursor: pointer; } .points { text-align: right; font-variant-numeric: tabular-nums; }
summary::before, .row::before { content: ''; } summary::before { content: '▸'; opacity: .5; } [open] > summary::before { content: '▾'; }
code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: .6rem; overflow-x: auto; white-space: pre-wrap; }
.passed { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); }
.details { padding: .2rem 0 .4rem 2.5rem; } ul { list-style: none; margin: 0; padding: 0; }
li { margin: .4rem 0; } li > div { padding-left: 1.3rem; text-indent: -1.3rem; } li > div > :first-child { display: inline-block; width: 1.3rem; text-indent: 0; }
li pre { margin: .3rem 0 .6rem 1.3rem; }
@media (max-width: 50rem) { summary, .row { grid-template-columns: .8rem 1.3rem 1fr 4rem; } .title { display: none; } .points { grid-area: 1 / 4; } .state { grid-column: 3 / 5; } .details { padding-left: 0; } }
`;

/** A page that needs nothing else: for the instructor, with every message. */
export function htmlReport(result: GradeResult): string {
  const ignored = result.submission.ignored.map(
    ({ path, reason }) => `<li><code>${esc(path)}</code>: ${esc(reason)}</li>`,
  );
  const troubles = result.infrastructureErrors.map((error) => `<pre class="bad">${esc(error)}</pre>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Assignment ${result.assignment}: ${totalText(result)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Assignment ${result.assignment} · ${esc(result.title)}</h1>
<p><strong>${totalText(result)}</strong></p>
<p class="small">For the instructor: it shows what hidden tests know.</p>
${troubles.length > 0 ? `<h2>Troubles of the grader</h2>${troubles.join('\n')}` : ''}
${result.exercises.map(exerciseHtml).join('\n')}
${ignored.length > 0 ? `<details><summary><span></span><span>Files that were not taken</span></summary><div class="details"><ul>${ignored.join('')}</ul></div></details>` : ''}
<footer>
<p class="small">Graded ${esc(result.startedAt)} in ${(result.durationMs / 1000).toFixed(1)} s · seed ${result.seed} · isolation: ${result.isolation}
· Node ${esc(result.versions.node)}, Vitest ${esc(result.versions.vitest)}, ${esc(result.versions.platform)}${result.adapter === null ? '' : ` · ${esc(result.adapter)}`}<br>
submission <code>${result.submission.sha256.slice(0, 16)}</code> (${result.submission.files} files, ${result.submission.bytes} bytes) · suite <code>${result.suiteSha256.slice(0, 16)}</code></p>
</footer>
</body>
</html>
`;
}

function exerciseHtml(exercise: ExerciseResult): string {
  const { symbol, css } = look(exercise.status);
  const points =
    exercise.kind === 'written' ? `(${exercise.maxPoints})` : `${exercise.points} / ${exercise.maxPoints}`;
  const cells = `<span class="${css}">${symbol}</span><code>${exercise.id}</code><span class="title small">${esc(exercise.title)}</span><span class="state ${css}">${esc(statusText(exercise))}</span><span class="points">${points}</span>`;
  if (exercise.tests.length === 0) return `<div class="row">${cells}</div>`;
  const output =
    exercise.output === undefined
      ? ''
      : `<p class="small">What it printed:</p><pre>${esc(exercise.output)}</pre>`;
  const open = css === 'bad' ? ' open' : '';
  return `<details${open}><summary>${cells}</summary><div class="details"><ul>${exercise.tests.map(testHtml).join('')}</ul>${output}</div></details>`;
}

function testHtml({ name, visibility, status, message, durationMs }: TestResult): string {
  const { symbol, css } = look(status);
  const details = message === undefined || status === 'not-started' ? '' : `<pre>${esc(message)}</pre>`;
  return `<li><div><span class="${css}">${symbol}</span>${esc(name)} <span class="small">${visibility}, ${durationMs} ms</span></div>${details}</li>`;
}

function look(status: ExerciseResult['status']): { symbol: string; css: string } {
  if (status === 'passed') return { symbol: '✓', css: 'passed' };
  if (status === 'not-started') return { symbol: '○', css: 'wait' };
  if (status === 'needs-manual-grading') return { symbol: '✎', css: 'wait' };
  return { symbol: '✗', css: 'bad' };
}
