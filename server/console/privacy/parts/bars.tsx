import { useId } from 'preact/hooks';
import './chart.css';
import { t } from '../../languages/text.ts';

export interface Bar {
  readonly label: string;
  readonly count: number;
}

export interface BarsProps {
  readonly title: string;
  readonly caption: string;
  /** The heading of the table's first column. */
  readonly of: string;
  readonly bars: readonly Bar[];
  /** Shown if every count is zero. */
  readonly nothing: string;
}

const WIDTH = 1_000;
const HEIGHT = 120;
/** At most this number of bars have a label each. */
const LABELLED = 6;

/** Counts as a chart, and the same counts as a table. Labels are text, so that they grow with the text of the page. */
export function Bars({ title, caption, of, bars, nothing }: BarsProps) {
  const id = useId();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const step = WIDTH / Math.max(1, bars.length);
  const gap = step * 0.15;
  const [first] = bars;
  const last = bars.at(-1);
  return (
    <figure class="chart" aria-labelledby={`${id}-title`}>
      <figcaption>
        <p class="chart-title" id={`${id}-title`}>
          {title}
        </p>
        <p class="quiet">{caption}</p>
      </figcaption>
      {bars.every(({ count }) => count === 0) ? (
        <p class="empty">{nothing}</p>
      ) : (
        <div class="chart-frame">
          <span class="chart-most figures">{most}</span>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {bars.map(({ label, count }, index) => {
              const height = (HEIGHT * count) / most;
              const x = index * step + gap / 2;
              return (
                <rect key={label} x={x} y={HEIGHT - height} width={step - gap} height={height} class="chart-bar" />
              );
            })}
          </svg>
          <p class={`chart-ends figures${bars.length <= LABELLED ? ' is-each' : ''}`} aria-hidden="true">
            {bars.length <= LABELLED ? (
              bars.map(({ label }) => <span key={label}>{label}</span>)
            ) : (
              <>
                <span>{first?.label}</span>
                <span>{last?.label}</span>
              </>
            )}
          </p>
        </div>
      )}
      <details>
        <summary>{t('As a table')}</summary>
        <table>
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{of}</th>
              <th scope="col" class="number">
                {t('Count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, count }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="number figures">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
