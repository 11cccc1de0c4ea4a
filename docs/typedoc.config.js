/** One reference for all packages. Their entry points are what their package.json files export. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter, ReflectionKind } from 'typedoc';

const folder = join(import.meta.dirname, '..', 'packages');

/** What can be imported, and the file that it comes from, relative to `packages`. */
const entryPoints = readdirSync(folder).flatMap((directory) => {
  const { name, exports = {} } = JSON.parse(readFileSync(join(folder, directory, 'package.json'), 'utf8'));
  return Object.entries(exports).map(([path, file]) => ({
    package: name,
    specifier: join(name, path),
    file: join(directory, file),
  }));
});

/** Modules are called what one writes after `from`, instead of by the path of their file. */
function nameModules(app) {
  const names = new Map(
    entryPoints.map(({ file, specifier }) => [file.replace(/(\/index)?\.ts$/, ''), specifier]),
  );
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      module.name = names.get(module.name) ?? module.name;
    }
  });
}

export default {
  name: 'Dawnbook',
  plugin: [nameModules],
  entryPoints: entryPoints.map(({ file }) => join(folder, file)),
  packagesRequiringDocumentation: [...new Set(entryPoints.map((entry) => entry.package))],
  requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'Method', 'TypeAlias'],
  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
  treatWarningsAsErrors: true,
  // Types are checked by `pnpm typecheck`, with a newer compiler than TypeDoc can use.
  skipErrorChecking: true,
  tsconfig: 'tsconfig.json',
  out: 'api',
  readme: 'none',
  // Where the workbook was cloned from is nobody's business, and links to it would differ from clone to clone.
  disableSources: true,
};
