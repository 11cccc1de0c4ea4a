import type { ReportFormat } from '@dawnbook/grader/judge';
import { UserError } from './errors.ts';
import { alternatives } from './workbook.ts';

/** What each report is for. */
export const REPORT_PURPOSES: Readonly<Record<ReportFormat, string>> = {
  json: 'result.json, the whole result, for programs',
  junit: 'junit.xml, for CI systems',
  html: 'report.html, a page for the student',
  gradescope: 'results.json, for Gradescope',
  github: "summary.md, also as the step's summary and annotations in a GitHub workflow",
};

/**
 * Reads a list like `json,junit`.
 *
 * @throws {@link UserError} for an unknown format
 */
export function parseReportFormats(text: string): ReportFormat[] {
  const known = Object.keys(REPORT_PURPOSES) as ReportFormat[];
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return [...new Set(words)].map((word) => {
    const format = known.find((one) => one === word);
    if (format === undefined) {
      throw new UserError(`there is no report format '${word}'; ${alternatives(word, known)}`);
    }
    return format;
  });
}
