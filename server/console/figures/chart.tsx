import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { type ChartData, dataOf, type Line, optionsOf, type Palette } from './chart-options.ts';
import type { Unusual } from './unusual.ts';
import { slotTime } from './words.ts';

const HEIGHT = 220;

export interface ChartProps extends ChartData {
  readonly title: string;
  /** One sentence with the contents of the chart, for screen readers. */
  readonly summary: string;
  /** A sentence below the drawing. */
  readonly note?: string;
}

/** A chart over time, with its numbers as a table and its unusual values in words. */
export function Chart({ title, summary, note, ...chart }: ChartProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const pointed = useSignal<number | null>(null);
  const drawn = useRef<ChartData>(chart);
  drawn.current = chart;
  // Drawn again when the numbers change, and not whenever the page asks
  const numbers = JSON.stringify([chart.slots.from, chart.lines, chart.usual]);
  useEffect(() => {
    if (place.current === null) return undefined;
    return drawIn(place.current, drawn.current, (slot) => (pointed.value = slot));
  }, [numbers]);
  return (
    <section class="panel chart" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <Legend lines={chart.lines} hasUsual={chart.usual?.high.some((value) => value !== null) ?? false} />
      <div ref={place} class="chart-place" role="img" aria-label={`${title}. ${summary}`} />
      <Pointed chart={chart} slot={pointed} />
      {chart.unusual !== undefined && chart.unusual.length > 0 && <UnusualList {...chart} unusual={chart.unusual} />}
      {note !== undefined && <p class="quiet">{note}</p>}
      <details>
        <summary>{t('Numbers')}</summary>
        <Numbers title={title} chart={chart} />
      </details>
    </section>
  );
}

function Legend({ lines, hasUsual }: { readonly lines: readonly Line[]; readonly hasUsual: boolean }) {
  return (
    <ul class="legend">
      {lines.map(({ name, colour, kind }) => (
        <li key={name}>
          <span class={`swatch swatch-${colour} swatch-${kind}`} />
          {name}
        </li>
      ))}
      {hasUsual && (
        <li>
          <span class="swatch swatch-band" />
          {t('usual at that time')}
        </li>
      )}
    </ul>
  );
}

/** The values under the pointer, in words. */
function Pointed({ chart, slot }: { readonly chart: ChartData; readonly slot: Signal<number | null> }) {
  const at = slot.value;
  const { slots, lines, shown, usual } = chart;
  if (at === null || at >= (lines[0]?.values.length ?? 0)) return <p class="pointed" aria-hidden="true" />;
  const values = lines.map(({ name, values }) => `${name} ${shownOr(values[at], shown)}`);
  const [low, high] = [usual?.low[at] ?? null, usual?.high[at] ?? null];
  const band =
    low === null || high === null ? '' : t(', usually {low} to {high}', { low: shown(low), high: shown(high) });
  return (
    <p class="pointed figures" aria-hidden="true">
      {slotTime(slots.from + at * slots.slotMs, slots.slotMs)}: {values.join(', ')}
      {band}
    </p>
  );
}

function shownOr(value: number | null | undefined, shown: ChartData['shown']): string {
  return value === null || value === undefined ? '–' : shown(value);
}

const MAX_LISTED = 3;

function UnusualList({ unusual, slots, shown }: ChartData & { readonly unusual: readonly Unusual[] }) {
  const latest = unusual.slice(-MAX_LISTED).reverse();
  return (
    <ul class="unusual">
      {latest.map(({ slot, value, low, high }) => (
        <li key={slot}>
          {t('{time}: {value}, usually {low} to {high}', {
            time: slotTime(slots.from + slot * slots.slotMs, slots.slotMs),
            value: shown(value),
            low: shown(low),
            high: shown(high),
          })}
        </li>
      ))}
      {unusual.length > MAX_LISTED && <li>{t('and {count} more', { count: unusual.length - MAX_LISTED })}</li>}
    </ul>
  );
}

function Numbers({ title, chart }: { readonly title: string; readonly chart: ChartData }) {
  const { slots, lines, shown } = chart;
  const rows = Array.from({ length: lines[0]?.values.length ?? 0 }, (_value, slot) => slot).reverse();
  return (
    <Table
      caption={title}
      columns={[t('Begins'), ...lines.map(({ name }) => ({ head: name, isNumber: true as const }))]}
    >
      {rows.map((slot) => (
        <tr key={slot}>
          <th scope="row" class="figures">
            {slotTime(slots.from + slot * slots.slotMs, slots.slotMs)}
          </th>
          {lines.map(({ name, values }) => (
            <td key={name} class="number">
              {shownOr(values[slot], shown)}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** Draws the chart, and draws it again when its size or the colours change. The returned function removes it. */
function drawIn(place: HTMLDivElement, chart: ChartData, onPoint: (slot: number | null) => void): () => void {
  const widthOf = () => Math.max(160, place.clientWidth);
  let drawn: uPlot | undefined;
  const draw = () => {
    drawn?.destroy();
    const size = { width: widthOf(), height: HEIGHT };
    drawn = new uPlot(optionsOf({ chart, palette: paletteOf(place), size, onPoint }), dataOf(chart), place);
  };
  draw();
  const sizes = new ResizeObserver(() => drawn?.setSize({ width: widthOf(), height: HEIGHT }));
  sizes.observe(place);
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', draw);
  const chosen = new MutationObserver(draw);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
  return () => {
    system.removeEventListener('change', draw);
    chosen.disconnect();
    sizes.disconnect();
    drawn?.destroy();
  };
}

/** The colours of the theme in force, as a canvas takes them. */
function paletteOf(place: Element): Palette {
  const probe = place.appendChild(document.createElement('span'));
  const token = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  try {
    return paletteBy(token);
  } finally {
    probe.remove();
  }
}

function paletteBy(token: (name: string) => string): Palette {
  return {
    accent: token('accent'),
    caution: token('caution'),
    good: token('good'),
    bad: token('bad'),
    note: token('note'),
    plain: token('plain'),
    ink: token('ink-quiet'),
    line: token('line'),
    band: token('note-ground'),
  };
}
