/** One sentence, re-tokenized after more and more merges: a strip that grows from bytes to words. For the eye. */
import { Tokenizer, trainBpe } from '#submission';
import { Run, writeFileAtomic } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readText, SPECIAL_TOKENS, writeText } from './support/corpora.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { NUM_WORKERS, readScale } from './support/options.ts';

const SENTENCE = 'The Congress shall establish an independent administration for the American people.';
/** Numbers of merges after which the sentence is shown. */
const FRAMES = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192];

readScale(['default']); // nothing to choose
using run = await Run.open(runName('merge-movie'));
const { progress } = run;

const { result: frames } = await run.step('frames', { SENTENCE, FRAMES, codeVersion }, async (folder) => {
  const sotu = await progress.phase('reading the corpus', {}, () => readText('sotu', 'State of the Union'));
  const path = await writeText(folder, sotu.text);
  const vocabSize = 256 + FRAMES.at(-1)! + SPECIAL_TOKENS.length;
  const model = await progress.phase(`training ${vocabSize} entries`, {}, () =>
    trainBpe(path, { vocabSize, specialTokens: SPECIAL_TOKENS, numWorkers: NUM_WORKERS }),
  );
  await rm(path);
  return FRAMES.map((merges) => {
    // The first merges of a long training are the merges of a short one.
    const vocab = new Map(model.vocab.slice(0, 256 + merges).entries());
    const tokenizer = new Tokenizer(vocab, model.merges.slice(0, merges));
    const tokens = tokenizer.encode(SENTENCE).map((id) => tokenizer.decode([id]));
    return { merges, tokens };
  });
});

const file = join(run.folder, 'merge-movie.html');
await writeFileAtomic(file, page());
for (const { merges, tokens } of frames) {
  progress.note(`${merges.toLocaleString('en').padStart(6)}  ${tokens.join('|')}`);
}
progress.note(`\nThe strip is in ${file}`);

function page(): string {
  const rows = frames.map(({ merges, tokens }) => {
    const cells = tokens.map((token) => `<span>${escapeHtml(token)}</span>`).join('');
    return `<tr><th>${merges.toLocaleString('en')}</th><td>${cells}</td><th>${tokens.length}</th></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>From bytes to words</title>
<style>
  :root { color-scheme: light dark; --odd: #cfe3f7; --even: #fbdfc4; }
  @media (prefers-color-scheme: dark) { :root { --odd: #1f4260; --even: #5d3a16; } }
  body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem; }
  table { border-spacing: 0 .3rem; }
  th { font-weight: 400; text-align: right; padding: 0 1rem; opacity: .7; font-variant-numeric: tabular-nums; }
  td { font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
  span { background: var(--odd); border-radius: 3px; } span:nth-child(even) { background: var(--even); }
</style>
<h1>From bytes to words</h1>
<p>One sentence after more and more merges, learned on State of the Union.</p>
<table>
<tr><th>merges</th><td></td><th>tokens</th></tr>
${rows.join('\n')}
</table>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
