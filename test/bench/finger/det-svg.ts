import type { OperatingPoint } from './error-rates.ts';

const SIDE = 480;
const MARGIN = 56;
const DECADES = 4;
const COLOURS = ['#0b5394', '#cc0000', '#38761d', '#b45f06', '#674ea7'];

/** A curve to draw. */
export interface DetCurve {
  readonly name: string;
  readonly points: readonly OperatingPoint[];
}

/**
 * A detection error trade-off plot: false non-match rate against false-match rate, both logarithmic from 0.01 % to 100
 * %.
 */
export function detSvg(title: string, curves: readonly DetCurve[]): string {
  const place = (rate: number): number =>
    (1 + Math.log10(Math.max(10 ** -DECADES, rate)) / DECADES) * (SIDE - 2 * MARGIN);
  const x = (fmr: number): string => (MARGIN + place(fmr)).toFixed(1);
  const y = (fnmr: number): string => (SIDE - MARGIN - place(fnmr)).toFixed(1);
  const ticks = Array.from({ length: DECADES + 1 }, (_, decade) => 10 ** -decade).flatMap((rate) => [
    `<path d="M${x(rate)} ${y(1)}V${y(0)}M${x(0)} ${y(rate)}H${x(1)}" stroke="#ddd"/>`,
    `<text x="${x(rate)}" y="${SIDE - MARGIN + 16}" text-anchor="middle">${100 * rate} %</text>`,
    `<text x="${MARGIN - 6}" y="${y(rate)}" text-anchor="end">${100 * rate} %</text>`,
  ]);
  const lines = curves.flatMap(({ name, points }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const path = points.map(({ fmr, fnmr }, index) => `${index === 0 ? 'M' : 'L'}${x(fmr)} ${y(fnmr)}`).join('');
    return [
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      `<text x="${SIDE - MARGIN - 4}" y="${MARGIN + 14 + 16 * at}" text-anchor="end" fill="${colour}">${escape(name)}</text>`,
    ];
  });
  return svg([
    `<text x="${SIDE / 2}" y="24" text-anchor="middle" font-size="14">${escape(title)}</text>`,
    ...ticks,
    ...lines,
    `<text x="${SIDE / 2}" y="${SIDE - 14}" text-anchor="middle">false-match rate</text>`,
    `<text transform="translate(14 ${SIDE / 2}) rotate(-90)" text-anchor="middle">false non-match rate</text>`,
  ]);
}

/** False non-match rate against the share of comparisons discarded by quality, both linear. */
export function discardSvg(
  title: string,
  points: readonly { readonly discarded: number; readonly fnmr: number }[],
): string {
  const most = Math.max(0.001, ...points.map(({ fnmr }) => fnmr));
  const x = (share: number): string => (MARGIN + share * (SIDE - 2 * MARGIN)).toFixed(1);
  const y = (rate: number): string => (SIDE - MARGIN - (rate / most) * (SIDE - 2 * MARGIN)).toFixed(1);
  const path = points.map(({ discarded, fnmr }, at) => `${at === 0 ? 'M' : 'L'}${x(discarded)} ${y(fnmr)}`).join('');
  return svg([
    `<text x="${SIDE / 2}" y="24" text-anchor="middle" font-size="14">${escape(title)}</text>`,
    `<path d="M${x(0)} ${y(most)}V${y(0)}H${x(1)}" stroke="#999" fill="none"/>`,
    `<text x="${MARGIN - 6}" y="${y(most)}" text-anchor="end">${(100 * most).toFixed(1)} %</text>`,
    `<path d="${path}" fill="none" stroke="${COLOURS[0]}" stroke-width="1.5"/>`,
    `<text x="${SIDE / 2}" y="${SIDE - 14}" text-anchor="middle">share of comparisons discarded, worst quality first (0 to 100 %)</text>`,
  ]);
}

const svg = (parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" font-family="sans-serif" font-size="11">` +
  `<rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
