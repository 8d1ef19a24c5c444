/** Line charts as SVG, for benches: series of points, linear or logarithmic axes, a legend. */

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether the line is dashed, for comparisons. */
  readonly dashed?: boolean;
}

export interface Axis {
  readonly title: string;
  readonly scale?: 'linear' | 'log';
  /** Default: the range of the points. */
  readonly least?: number;
  readonly most?: number;
}

export interface LinePlot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const WIDTH = 760;
const HEIGHT = 480;
const PLOT = { left: 80, top: 48, right: 540, bottom: 410 } as const;
const COLOURS = ['#0b6e4f', '#b3321f', '#20509e', '#8a5a00', '#6b2f8a', '#00727d', '#8a1f5c', '#444444'] as const;

/** Throws `RangeError` when there is nothing to plot. On a logarithmic axis points at or below zero are ignored. */
export function linePlot({ title, x, y, series }: LinePlot): string {
  const across = scaleOf(
    x,
    series.flatMap(({ points }) => points.map(([value]) => value)),
    PLOT.left,
    PLOT.right,
  );
  const down = scaleOf(
    y,
    series.flatMap(({ points }) => points.map(([, value]) => value)),
    PLOT.bottom,
    PLOT.top,
  );
  const lines = series.map(({ name, points, dashed }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const shown = points.filter(([px, py]) => across.holds(px) && down.holds(py));
    const path = shown.map(([px, py]) => `${across.at(px).toFixed(1)},${down.at(py).toFixed(1)}`).join(' ');
    const dashes = dashed === true ? ' stroke-dasharray="6 4"' : '';
    const legendY = PLOT.top + 14 + 22 * index;
    return (
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>` +
      `<line x1="${PLOT.right + 14}" x2="${PLOT.right + 40}" y1="${legendY}" y2="${legendY}" stroke="${colour}" stroke-width="2"${dashes}/>` +
      text(PLOT.right + 46, legendY + 4, name, 'start')
    );
  });
  const xTicks = across.ticks.map(
    (value) =>
      `<line x1="${across.at(value).toFixed(1)}" x2="${across.at(value).toFixed(1)}" y1="${PLOT.top}" y2="${PLOT.bottom}" stroke="#ddd"/>` +
      text(across.at(value), PLOT.bottom + 18, label(value), 'middle'),
  );
  const yTicks = down.ticks.map(
    (value) =>
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${down.at(value).toFixed(1)}" y2="${down.at(value).toFixed(1)}" stroke="#ddd"/>` +
      text(PLOT.left - 8, down.at(value) + 4, label(value), 'end'),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(PLOT.left, 28, title, 'start', 15),
    ...xTicks,
    ...yTicks,
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom - PLOT.top}" fill="none" stroke="#444"/>`,
    text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 42, x.title, 'middle'),
    `<g transform="translate(24 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)">${text(0, 0, y.title, 'middle')}</g>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  at(value: number): number;
  holds(value: number): boolean;
  readonly ticks: readonly number[];
}

function scaleOf(axis: Axis, values: readonly number[], from: number, to: number): Scale {
  const logarithmic = axis.scale === 'log';
  const usable = values.filter((value) => Number.isFinite(value) && (!logarithmic || value > 0));
  const least = axis.least ?? usable.reduce((one, other) => Math.min(one, other), Infinity);
  const most = axis.most ?? usable.reduce((one, other) => Math.max(one, other), -Infinity);
  if (!(least <= most) || (logarithmic && least <= 0))
    throw new RangeError(`nothing to plot on the axis ${axis.title}`);
  const place = (value: number): number => (logarithmic ? Math.log10(value) : value);
  const span = place(most) - place(least) || 1;
  return {
    at: (value) => from + ((place(value) - place(least)) / span) * (to - from),
    holds: (value) => Number.isFinite(value) && value >= least && value <= most,
    ticks: logarithmic ? decades(least, most) : evenSteps(least, most),
  };
}

function decades(least: number, most: number): number[] {
  const first = Math.ceil(Math.log10(least) - 1e-9);
  const last = Math.floor(Math.log10(most) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => 10 ** (first + index));
}

/** Four to ten steps of 1, 2 or 5 times a power of ten. */
function evenSteps(least: number, most: number): number[] {
  const span = most - least;
  if (!(span > 0)) return [least];
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [5, 2, 1].map((factor) => factor * power).find((size) => span / size >= 4) ?? power;
  const first = Math.ceil(least / step - 1e-9);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function label(value: number): string {
  const short = Number(value.toPrecision(6));
  return short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short);
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', size?: number): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const font = size === undefined ? '' : ` font-size="${size}"`;
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#222"${font}>${escaped}</text>`;
}
