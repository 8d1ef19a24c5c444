/** One line of a plot. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
}

export interface Plot {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Position of the legend. */
  readonly legend: 'bottom right' | 'top right';
}

const WIDTH = 760;
const HEIGHT = 560;
const FRAME = { left: 84, top: 52, right: WIDTH - 28, bottom: HEIGHT - 66 } as const;
/** Okabe and Ito's colours, which most people with colour blindness can distinguish, and a dash pattern for each. */
const STROKES = [
  { colour: '#0072B2', dash: '' },
  { colour: '#D55E00', dash: '8 4' },
  { colour: '#009E73', dash: '2 3' },
  { colour: '#CC79A7', dash: '10 3 2 3' },
  { colour: '#56B4E9', dash: '5 2' },
  { colour: '#000000', dash: '1 4' },
] as const;
const TEXT = 'font-family="sans-serif" font-size="13" fill="#222222"';

/** Draws lines over linear or logarithmic axes, with grid, labels and a legend, as a page of SVG. */
export function svgPlot({ title, x, y, series, legend }: Plot): string {
  const toX = (value: number): number => FRAME.left + share(value, x) * (FRAME.right - FRAME.left);
  const toY = (value: number): number => FRAME.bottom - share(value, y) * (FRAME.bottom - FRAME.top);
  const middleX = (FRAME.left + FRAME.right) / 2;
  const middleY = (FRAME.top + FRAME.bottom) / 2;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${middleX}" y="28" text-anchor="middle" font-family="sans-serif" font-size="16" fill="#111111">${escaped(title)}</text>`,
    ...ticks(x).flatMap((tick) => [
      line(toX(tick), FRAME.top, toX(tick), FRAME.bottom, isMajor(tick, x)),
      ...(isMajor(tick, x)
        ? [`<text x="${round(toX(tick))}" y="${FRAME.bottom + 20}" text-anchor="middle" ${TEXT}>${shown(tick)}</text>`]
        : []),
    ]),
    ...ticks(y).flatMap((tick) => [
      line(FRAME.left, toY(tick), FRAME.right, toY(tick), isMajor(tick, y)),
      ...(isMajor(tick, y)
        ? [`<text x="${FRAME.left - 8}" y="${round(toY(tick) + 4)}" text-anchor="end" ${TEXT}>${shown(tick)}</text>`]
        : []),
    ]),
    `<rect x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.right - FRAME.left}" height="${FRAME.bottom - FRAME.top}" fill="none" stroke="#444444"/>`,
    `<text x="${middleX}" y="${HEIGHT - 20}" text-anchor="middle" ${TEXT}>${escaped(x.label)}</text>`,
    `<text transform="translate(22 ${middleY}) rotate(-90)" text-anchor="middle" ${TEXT}>${escaped(y.label)}</text>`,
    ...series.flatMap(({ points }, index) => {
      const drawn = points
        .filter(([px, py]) => lies(px, x) && lies(py, y))
        .map(([px, py]) => `${round(toX(px))},${round(toY(py))}`);
      if (drawn.length < 2) return [];
      return [`<polyline fill="none" ${strokeOf(index)} points="${thinned(drawn).join(' ')}"/>`];
    }),
    ...legendOf(series, legend),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function legendOf(series: readonly Series[], place: Plot['legend']): string[] {
  const width = 16 + 40 + 7.2 * Math.max(...series.map(({ name }) => name.length));
  const height = 12 + 20 * series.length;
  const left = FRAME.right - width - 10;
  const top = place === 'top right' ? FRAME.top + 10 : FRAME.bottom - height - 10;
  return [
    `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${height}" fill="#ffffff" fill-opacity="0.9" stroke="#999999"/>`,
    ...series.flatMap(({ name }, index) => {
      const y = top + 16 + 20 * index;
      return [
        `<line x1="${round(left + 8)}" y1="${round(y)}" x2="${round(left + 40)}" y2="${round(y)}" ${strokeOf(index)}/>`,
        `<text x="${round(left + 48)}" y="${round(y + 4)}" ${TEXT}>${escaped(name)}</text>`,
      ];
    }),
  ];
}

function strokeOf(index: number): string {
  const { colour, dash } = STROKES[index % STROKES.length]!;
  return `stroke="${colour}" stroke-width="2"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
}

function share(value: number, { scale, from, to }: Axis): number {
  return scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
}

/** Whether a value is within the axis. A logarithmic axis has no 0. */
function lies(value: number, { from, to }: Axis): boolean {
  return value >= from && value <= to;
}

/** Decades and their ninths on a logarithmic axis, tenths of the range on a linear one. */
function ticks({ scale, from, to }: Axis): number[] {
  if (scale === 'linear') return Array.from({ length: 11 }, (_, step) => from + ((to - from) * step) / 10);
  const found: number[] = [];
  for (let decade = Math.floor(Math.log10(from)); decade <= Math.ceil(Math.log10(to)); decade++) {
    for (let ninth = 1; ninth < 10; ninth++) found.push(ninth * 10 ** decade);
  }
  return found.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
}

function isMajor(tick: number, { scale }: Axis): boolean {
  const decade = Math.log10(tick);
  return scale === 'linear' || Math.abs(decade - Math.round(decade)) < 1e-6;
}

function shown(tick: number): string {
  return tick > 0 && tick < 0.01 ? tick.toExponential(0) : String(Number(tick.toPrecision(4)));
}

function line(x1: number, y1: number, x2: number, y2: number, major: boolean): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke-width="1" stroke="${major ? '#b0b0b0' : '#e4e4e4'}"/>`;
}

/** Removes points that equal the previous one. */
function thinned(points: readonly string[]): string[] {
  return points.filter((point, at) => point !== points[at - 1]);
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
