import type { ComponentChildren } from 'preact';
import type { ControlAudit } from '../../goods/declarations/controls/answers.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { TableFrame } from '../records/table-frame.tsx';

export type Share = NonNullable<ControlAudit['audit']>['sample'];

export interface IntervalRow {
  readonly name: ComponentChildren;
  readonly key: string;
  readonly share: Share;
  /** Further cells. */
  readonly cells?: readonly ComponentChildren[];
}

export interface IntervalsProps {
  /** Not shown: the heading above it is the same. */
  readonly caption: string;
  readonly head: string;
  readonly rows: readonly IntervalRow[];
  readonly more?: readonly string[];
  /** Drawn behind each row to compare with. */
  readonly draw: Share;
}

/** Shares with their intervals, as text and drawn on one scale. */
export function Intervals({ caption, head, rows, more = [], draw }: IntervalsProps) {
  return (
    <TableFrame label={caption}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{t('Frauds among the inspected')}</th>
            <th scope="col" class="audit-plot">
              <span class="unseen">{t('Drawn on a scale')}</span>
              <span class="audit-ends" aria-hidden="true">
                <span>{percent(0)}</span>
                <span>{percent(1)}</span>
              </span>
            </th>
            {more.map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, share, cells = [] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td class="figures">{shareWords(share)}</td>
              <td>
                <Interval share={share} draw={draw} />
              </td>
              {cells.map((cell, at) => (
                <td key={more[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Interval({ share, draw }: { readonly share: Share; readonly draw: Share }) {
  const [from, to] = [100 * share.low, 100 * share.high];
  const at = share.of === 0 ? 0 : (100 * share.count) / share.of;
  return (
    <svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {draw.of > 0 && (
        <rect class="interval-draw" x={100 * draw.low} y="0" width={100 * (draw.high - draw.low)} height="10" />
      )}
      {[0, 50, 100].map((x) => (
        <line key={x} class="interval-frame" x1={x} x2={x} y1="0" y2="10" />
      ))}
      {share.of > 0 && (
        <>
          <line class="interval-range" x1={from} x2={to} y1="5" y2="5" />
          <line class="interval-share" x1={at} x2={at} y1="5" y2="5" />
        </>
      )}
    </svg>
  );
}

export function percent(share: number): string {
  return formatNumber(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 1 ? 1 : 0 });
}

/** `4 of 100 = 4 % (1.1 % to 9.9 %)`. */
export function shareWords({ count, of, low, high }: Share): string {
  if (of === 0) return t('no case');
  const values = { count, of, share: percent(count / of), low: percent(low), high: percent(high) };
  return t('{count} of {of} = {share} ({low} to {high})', values);
}
