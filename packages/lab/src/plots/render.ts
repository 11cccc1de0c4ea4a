import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { LoggerInterface } from 'vega';
import { writeFileAtomic } from '../atomic.ts';
import type { Plot } from './plot.ts';
import { FONT_FAMILY } from './theme.ts';

declare module 'vega' {
  /** How Vega measures text for its layout; its typings leave it out. */
  export const textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number };
}

/** Pixels of the PNG per unit of the SVG. */
const PNG_SCALE = 2;

/**
 * Draws a plot into two files, `<path>.svg` and `<path>.png`, each whole or not at all.
 *
 * @param path without extension; its folder must exist
 * @returns the paths of both files
 */
export async function savePlot(plot: Plot, path: string): Promise<{ svg: string; png: string }> {
  const paths = { svg: `${path}.svg`, png: `${path}.png` };
  const svg = await renderSvg(plot);
  await writeFileAtomic(paths.svg, svg);
  await writeFileAtomic(paths.png, await renderPng(svg));
  return paths;
}

/** Draws a plot as SVG. The same plot gives the same text, in every process. */
export async function renderSvg(plot: Plot): Promise<string> {
  // Loaded here, because it takes a third of a second that experiments without plots need not wait for.
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  // Without a canvas Vega takes every character to be 0.8 em wide, which is far too much.
  vega.textMetrics.width = (item, text) => textWidth(String(text), item.fontSize ?? 11);
  const { spec } = compile(plot.spec, { logger: strictLogger });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger: strictLogger });
  vega.resetSVGDefIds();
  try {
    return roundPaths(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Draws an SVG as PNG, twice as large, with the font that comes with this package. */
async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { loadSystemFonts: false, defaultFontFamily: FONT_FAMILY, sansSerifFamily: FONT_FAMILY };
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: PNG_SCALE },
    font: { ...font, fontFiles: fontFiles() },
  });
  return image.render().asPng();
}

/** Two digits are enough for a path, and the digits beyond 15 differ between machines. */
function roundPaths(svg: string): string {
  return svg.replace(/ d="[^"]+"/g, (path) =>
    path.replace(/-?\d*\.\d+(?:e-?\d+)?/g, (n) => String(+Number(n).toFixed(2))),
  );
}

/** Width of a text in Inter, near enough for layout. */
function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) {
    if (/[ijlI.,:;'|!()[\]]/.test(character)) ems += 0.3;
    else if (/[mwMW@%—]/.test(character)) ems += 0.9;
    else if (/[A-Z0-9]/.test(character)) ems += 0.66;
    else ems += character === ' ' ? 0.28 : 0.58;
  }
  return ems * fontSize;
}

function fontFiles(): string[] {
  const packageJson = findPackageJSON('@expo-google-fonts/inter', import.meta.url);
  if (packageJson === undefined)
    throw new Error('The font package @expo-google-fonts/inter is not installed.');
  const files = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];
  return files.map((file) => join(dirname(packageJson), file));
}

/** Turns what Vega would only print into errors: a warning means that something is not drawn. */
const strictLogger: LoggerInterface = {
  level: () => strictLogger,
  error: (...args) => fail(args),
  warn: (...args) => fail(args),
  info: () => strictLogger,
  debug: () => strictLogger,
};

function fail(args: readonly unknown[]): never {
  throw new Error(`The plot cannot be drawn: ${args.map(String).join(' ')}`);
}
