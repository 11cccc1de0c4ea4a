/** Showing a diagnosis. */
import type { AdapterInfo, Diagnosis, KernelCheck } from '@dawnbook/tensor';
import pc from 'picocolors';
import { byteSize } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';
import type { Examination } from './examine.ts';

/** What to try when a driver crashes or hangs, and cannot say anything itself. */
const CRASH_REMEDY =
  'set DAWNBOOK_ADAPTER=swiftshader (or =lavapipe) to compute on the CPU, and update the GPU driver';

/** The limits that kernels of this course meet; `--json` has the others. */
const COMPUTE_LIMITS: Readonly<Record<string, (value: number) => string>> = {
  maxBufferSize: byteSize,
  maxStorageBufferBindingSize: byteSize,
  maxUniformBufferBindingSize: byteSize,
  maxStorageBuffersPerShaderStage: String,
  maxComputeWorkgroupStorageSize: byteSize,
  maxComputeInvocationsPerWorkgroup: String,
  maxComputeWorkgroupSizeX: String,
  maxComputeWorkgroupSizeY: String,
  maxComputeWorkgroupSizeZ: String,
  maxComputeWorkgroupsPerDimension: String,
};
const TEXT_WIDTH = 90;

/** Whether there is an adapter that computes right. */
export function isHealthy({ diagnosis }: Examination): boolean {
  return diagnosis?.ok ?? false;
}

/** One line: the adapter in use, or that there is none. */
export function doctorLine(examination: Examination): string {
  const { diagnosis } = examination;
  if (diagnosis?.ok && diagnosis.adapter !== undefined) {
    const { name, kind } = diagnosis.adapter;
    const what = kind === 'gpu' ? 'a GPU' : 'computes on the CPU';
    return `${pc.green('✓')} ${pc.bold(name)}, ${what} ${pc.dim('(pnpm run doctor says more)')}`;
  }
  return `${pc.red('✗')} ${problemsOf(examination)[0]!.split('\n')[0]!} ${pc.dim('(pnpm run doctor says more)')}`;
}

/** Everything that a person may want to know. */
export function doctorReport(examination: Examination): string {
  const { diagnosis } = examination;
  const problems = problemsOf(examination).map((problem) => indented(problem, pc.red('✗')));
  const remedies = remediesOf(examination).map((remedy) => indented(remedy, '→'));
  return [
    ...(diagnosis === undefined ? [] : [table([{}, {}], diagnosisRows(diagnosis))]),
    ...(problems.length > 0 ? [`${pc.bold(' Problems')}\n${problems.join('\n')}`] : []),
    ...(remedies.length > 0 ? [`${pc.bold(' What to do')}\n${remedies.join('\n')}`] : []),
  ].join('\n\n');
}

function problemsOf(examination: Examination): string[] {
  if (examination.diagnosis !== undefined) {
    const { problems, ok } = examination.diagnosis;
    return problems.length > 0 || ok ? problems : ['no adapter works'];
  }
  const { end, lastWords } = examination;
  return [lastWords === '' ? end : `${end}; its last words:\n${lastWords}`];
}

function remediesOf({ diagnosis }: Examination): string[] {
  return diagnosis === undefined ? [CRASH_REMEDY] : diagnosis.remedies;
}

function diagnosisRows(diagnosis: Diagnosis): string[][] {
  const { adapter, why, others, loader, driverManifests, check, versions } = diagnosis;
  const rows: [string, string][] = [];
  if (adapter === undefined) {
    rows.push(['Adapter', pc.red('none')]);
  } else {
    rows.push(
      ['Adapter', `${pc.bold(adapter.name)} (${describeKind(adapter)})`],
      ['Why', fold(why ?? '')],
      ['Driver', adapter.driver],
    );
  }
  const list = others.map((one) => `${one.name} (${describeKind(one)})`).join('\n');
  rows.push([adapter === undefined ? 'There is' : 'Others', list || 'none']);
  if (loader !== undefined) rows.push(['Loader', describeLoader(loader, driverManifests)]);
  if (check !== undefined) rows.push(['Kernel', fold(describeCheck(check))]);
  if (adapter !== undefined) {
    rows.push(['Features', fold(adapter.features.join(', '))], ['Limits', describeLimits(adapter)]);
  }
  const { node, webgpu, platform, system } = versions;
  rows.push(['Versions', `node ${node}, webgpu ${webgpu}, ${platform}, ${system}`]);
  return rows.map(([name, text]) => [pc.dim(name), text]);
}

function describeKind({ kind, backend }: AdapterInfo): string {
  return `${kind === 'gpu' ? 'GPU' : 'software'}, ${backend}`;
}

function describeLoader(loader: NonNullable<Diagnosis['loader']>, manifests: readonly string[]): string {
  if (loader === 'none') return 'none is needed on this system';
  const drivers = manifests.length > 0 ? manifests.join(', ') : 'none';
  return `${loader} Vulkan loader; drivers installed on the system: ${drivers}`;
}

function describeCheck({ what, passed, largestError, tolerance }: KernelCheck): string {
  const verdict = passed ? pc.green('✓ right') : pc.red('✗ wrong');
  return `${verdict}: ${what}; largest relative error ${largestError.toExponential(1)}, at most ${tolerance.toExponential(1)} is rounding`;
}

function describeLimits({ limits }: AdapterInfo): string {
  const known = Object.entries(COMPUTE_LIMITS).filter(([name]) => limits[name] !== undefined);
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, show]) => `${name.padEnd(width)}  ${show(limits[name]!)}`).join('\n');
}

/** Breaks text between words into lines that fit a terminal. */
function fold(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= TEXT_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

function indented(text: string, bullet: string): string {
  return ` ${bullet} ${text.replaceAll('\n', '\n   ')}`;
}
