import type { Config } from 'vega-lite';

/** The font that PNGs are drawn with, and browsers too where they have it. */
export const FONT_FAMILY = 'Inter';

/**
 * Series colours: the palette of Okabe and Ito (2008), which stays apart for all common kinds of colour blindness;
 * without yellow, which is too light on white.
 */
export const seriesColors = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'];

/** Point shapes, so that series differ in print without colours as well. */
export const seriesShapes = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
];

/** A scale that gives each name its own entry of a list, beginning again after the last. */
export function seriesScale<Value>(names: readonly string[], list: readonly Value[]) {
  return { domain: [...names], range: names.map((_, i) => list[i % list.length]!) };
}

/** Colour of text. */
export const ink = '#1f2328';
/** Colour of text and lines that stand back. */
export const faint = '#59636e';

/** Room for a text of the size of labels, in units of the plot. */
export function labelRoom(labels: readonly string[]): number {
  return Math.max(...labels.map(({ length }) => length * 7 + 16));
}

/** How all plots look. */
export const config: Config = {
  font: `${FONT_FAMILY}, 'Helvetica Neue', Arial, sans-serif`,
  background: '#ffffff',
  padding: 16,
  view: { stroke: null },
  // A screen reader gets title, axes and legend, not thousands of single marks.
  mark: { aria: false },
  title: {
    anchor: 'start',
    frame: 'group',
    offset: 14,
    color: ink,
    fontSize: 17,
    fontWeight: 600,
    subtitleColor: faint,
    subtitleFontSize: 13,
    subtitlePadding: 5,
  },
  axis: {
    domainColor: '#818b98',
    tickColor: '#818b98',
    gridColor: '#e5e8eb',
    labelColor: ink,
    labelFontSize: 12,
    labelLimit: 320,
    labelPadding: 5,
    titleColor: ink,
    titleFontSize: 13,
    titleFontWeight: 400,
    titlePadding: 10,
  },
  legend: {
    labelColor: ink,
    labelFontSize: 12,
    labelLimit: 320,
    titleColor: faint,
    titleFontSize: 12,
    titleFontWeight: 400,
    symbolSize: 90,
    symbolStrokeWidth: 2,
    rowPadding: 5,
  },
};
