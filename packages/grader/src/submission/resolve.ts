/**
 * Where the imports of a submission lead.
 *
 * `#submission` is the student's `src/index.ts`, `#submission/answers` a file next to it. Imports *by* the submission
 * stay inside it, or name a package that the assignment declares: a copy of the files in another folder sees the same
 * packages as the assignment itself, and the course's own implementation is not among them.
 */
import { isBuiltin, type ResolveHookSync } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { SubmissionSettings } from './settings.ts';

const SPECIFIER = '#submission';

/** Directory of the submission as a URL that ends in a slash. */
export function submissionUrl(root: string): string {
  return `${pathToFileURL(root).href}/`;
}

/** The resolve hook of a submission process, for `module.registerHooks`. */
export function submissionResolver(settings: SubmissionSettings): ResolveHookSync {
  const root = submissionUrl(settings.root);
  const packageUrl = pathToFileURL(settings.packageFile).href;

  return (specifier, context, next) => {
    const { path, query } = splitQuery(specifier);
    if (path === SPECIFIER || path.startsWith(`${SPECIFIER}/`)) {
      const file = path === SPECIFIER ? 'index' : path.slice(SPECIFIER.length + 1);
      const { href } = new URL(`src/${file}.ts`, root);
      if (!href.startsWith(`${root}src/`)) throw new Error(`${specifier} is not a file of the submission`);
      return { url: href + query, format: 'module-typescript', shortCircuit: true };
    }
    const parent = context.parentURL;
    if (parent === undefined || !parent.startsWith(root) || isBuiltin(specifier))
      return next(specifier, context);

    const importer = decodeURI(splitQuery(parent).path.slice(root.length));
    if (/^(\.{0,2}\/|file:)/.test(specifier)) {
      if (!new URL(specifier, parent).href.startsWith(root)) {
        throw new Error(`${importer} imports ${specifier}, a file outside of the submission`);
      }
      const resolved = next(specifier, context);
      // A fresh instance of the submission is fresh in all of its files.
      const { query: fresh } = splitQuery(parent);
      return fresh === '' ? resolved : { ...resolved, url: splitQuery(resolved.url).path + fresh };
    }
    if (!settings.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`))) {
      const allowed = ["Node's own modules", ...settings.packages].join(', ');
      throw new Error(`${importer} imports '${specifier}', but this assignment may import only ${allowed}`);
    }
    return next(specifier, { ...context, parentURL: packageUrl });
  };
}

function splitQuery(url: string): { path: string; query: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at) };
}
