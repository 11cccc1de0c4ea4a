import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GradeResult } from '../judge/result.ts';
import { writeWhole } from '../write-whole.ts';
import { githubAnnotations, githubSummary } from './github.ts';
import { gradescopeReport } from './gradescope.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';

/** File names and makers of the reports. */
const REPORTS = {
  json: { file: 'result.json', make: (result: GradeResult) => `${JSON.stringify(result, null, 2)}\n` },
  junit: { file: 'junit.xml', make: junitReport },
  html: { file: 'report.html', make: htmlReport },
  gradescope: { file: 'results.json', make: gradescopeReport },
  github: { file: 'summary.md', make: githubSummary },
} as const;

/** A form in which a result can be written. */
export type ReportFormat = keyof typeof REPORTS;

/** All report formats. */
export const REPORT_FORMATS = Object.keys(REPORTS) as readonly ReportFormat[];

/**
 * Writes reports; each appears whole or not at all. In a GitHub workflow, `github` also appends to the step's summary.
 *
 * @param directory - made when it does not exist
 * @returns the paths that were written
 */
export function writeReports(
  result: GradeResult,
  formats: readonly ReportFormat[],
  directory: string,
): string[] {
  mkdirSync(directory, { recursive: true });
  return formats.map((format) => {
    const { file, make } = REPORTS[format];
    const path = join(directory, file);
    const content = make(result);
    writeWhole(path, content);
    const stepSummary = process.env['GITHUB_STEP_SUMMARY'];
    if (format === 'github' && stepSummary !== undefined && stepSummary !== '')
      appendFileSync(stepSummary, content);
    return path;
  });
}

export { githubAnnotations };
