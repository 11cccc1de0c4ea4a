import type { Diagnosis } from '@dawnbook/tensor';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { doctorLine, doctorReport, isHealthy } from '../src/doctor/report.ts';
import { dawnbook } from './support/command.ts';

test('--json has what was found, and the exit code says whether it works', async () => {
  const { exitCode, stdout } = await dawnbook(tmpdir(), ['doctor', '--json']);
  const { diagnosis } = JSON.parse(stdout) as { diagnosis: Diagnosis };
  expect(diagnosis.versions.node).toBe(process.versions.node);
  expect(diagnosis.check?.passed ?? false).toBe(diagnosis.ok);
  expect(exitCode).toBe(diagnosis.ok ? 0 : 1);
});

test('an adapter that is not there is a problem with a list of those that are', async () => {
  const { exitCode, stdout } = await dawnbook(tmpdir(), ['doctor'], { DAWNBOOK_ADAPTER: 'abacus' });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^ Adapter +none$/m);
  expect(stdout).toContain('No adapter fits "abacus"');
});

describe('a driver that takes its process along', () => {
  const crash = {
    diagnosis: undefined,
    end: 'the process that tried the GPU ended by SIGSEGV',
    lastWords: 'libEvil: out of luck',
  };

  test('is named, with its last words and what to do', () => {
    expect(isHealthy(crash)).toBe(false);
    expect(doctorReport(crash)).toContain('ended by SIGSEGV');
    expect(doctorReport(crash)).toContain('libEvil: out of luck');
    expect(doctorReport(crash)).toContain('DAWNBOOK_ADAPTER=swiftshader');
  });

  test('is one line where there is one line', () => {
    expect(doctorLine(crash).split('\n')).toHaveLength(1);
    expect(doctorLine(crash)).toContain('SIGSEGV');
  });
});
