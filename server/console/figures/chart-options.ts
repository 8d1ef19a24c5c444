/** Pure: the options and data of a chart for uPlot. */
import uPlot from 'uplot';
import { dayOf, ownDateAndTime } from '../design/times.ts';
import type { Figures } from '../../border/figures/answers.ts';
import type { Unusual } from './unusual.ts';

export type Values = readonly (number | null)[];

export interface Line {
  readonly name: string;
  readonly values: Values;
  readonly colour: Colour;
  readonly kind: 'bars' | 'line' | 'dashed';
}

/** Names of the colours of `tokens.css`. */
export type Colour = 'accent' | 'caution' | 'good' | 'bad' | 'note' | 'plain';
export type Palette = { readonly [C in Colour | 'ink' | 'line' | 'band']: string };

export interface ChartData {
  readonly slots: Pick<Figures, 'from' | 'slotMs'>;
  readonly lines: readonly Line[];
  readonly usual?: Figures['referralRate']['usual'];
  readonly unusual?: readonly Unusual[];
  /** How a value is written. */
  readonly shown: (value: number) => string;
  /** The axis goes at least up to this. */
  readonly least: number;
}

/** Seconds of the slots' middles, then each series; the limits of the usual band come first, if there are any. */
export function dataOf({ slots, lines, usual }: ChartData): uPlot.AlignedData {
  const count = lines[0]?.values.length ?? 0;
  const middles = Array.from({ length: count }, (_value, slot) => (slots.from + (slot + 0.5) * slots.slotMs) / 1_000);
  const band = usual === undefined ? [] : [[...usual.low], [...usual.high]];
  return [middles, ...band, ...lines.map(({ values }) => [...values])];
}

export interface Drawing {
  readonly chart: ChartData;
  readonly palette: Palette;
  readonly size: { readonly width: number; readonly height: number };
  /** Called with the slot under the pointer; `null` when there is none. */
  readonly onPoint: (slot: number | null) => void;
}

export function optionsOf({ chart, palette, size, onPoint }: Drawing): uPlot.Options {
  const { slots, lines, usual, unusual = [], shown, least } = chart;
  const axis = {
    stroke: palette.ink,
    grid: { stroke: palette.line, width: 1 },
    ticks: { stroke: palette.line, width: 1 },
  };
  const count = lines[0]?.values.length ?? 0;
  const ends: [number, number] = [slots.from / 1_000, (slots.from + count * slots.slotMs) / 1_000];
  const limit: uPlot.Series = { stroke: 'transparent', points: { show: false } };
  return {
    ...size,
    tzDate: (seconds) =>
      isByDay(slots) ? uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC') : new Date(seconds * 1_000),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    scales: { x: { range: () => ends }, y: { range: (_chart, _low, high) => [0, Math.max(least, (high ?? 0) * 1.1)] } },
    axes: [
      {
        ...axis,
        size: 32,
        space: 88,
        values: (_chart, ticks) => ticks.map((seconds) => tickOf(seconds * 1_000, slots)),
      },
      { ...axis, size: 56, values: (_chart, ticks) => ticks.map(shown) },
    ],
    series: [
      {},
      ...(usual === undefined ? [] : [limit, limit]),
      ...lines.map((line): uPlot.Series => seriesOf(line, palette)),
    ],
    ...(usual !== undefined && { bands: [{ series: [2, 1], fill: palette.band, dir: -1 }] }),
    hooks: {
      draw: [(drawn) => markUnusual(drawn, unusual, palette)],
      setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)],
    },
  };
}

function seriesOf({ colour, kind }: Line, palette: Palette): uPlot.Series {
  const stroke = palette[colour];
  if (kind === 'bars') {
    const paths = uPlot.paths.bars?.({ size: [0.8, 48] });
    return { stroke, fill: stroke, points: { show: false }, ...(paths !== undefined && { paths }) };
  }
  return { stroke, width: 2, spanGaps: false, points: { size: 5 }, ...(kind === 'dashed' && { dash: [6, 4] }) };
}

/** A ring about each value that is unusual. */
function markUnusual(chart: uPlot, unusual: readonly Unusual[], palette: Palette): void {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = 2 * devicePixelRatio;
  for (const { slot, value } of unusual) {
    const at = chart.data[0][slot];
    if (at === undefined) continue;
    ctx.beginPath();
    ctx.arc(chart.valToPos(at, 'x', true), chart.valToPos(value, 'y', true), 7 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}

const DAY_MS = 86_400_000;

function isByDay({ slotMs }: ChartData['slots']): boolean {
  return slotMs >= DAY_MS;
}

/** `14:00`, or the day where one begins. */
function tickOf(at: number, slots: ChartData['slots']): string {
  if (isByDay(slots)) return dayOf(at);
  const [day = '', time = ''] = ownDateAndTime(at).split(' ');
  return time === '00:00' ? day : time;
}
