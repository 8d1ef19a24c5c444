import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { BaselinesAnswer, FindingView } from '../../oversight/detection/answers.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { Opening } from './opening.tsx';
import { COUNTED_WORDS } from './words.ts';

type Baseline = BaselinesAnswer['baselines'][number];

const HOUR_MS = 3_600_000;
const WIDTH = 1_000;
const HEIGHT = 160;

/** A button that loads the counts of a subject in the last days. */
export function Baselines({ entity }: Pick<FindingView, 'entity'>) {
  return (
    <Opening label={t('Show the counts by hour…')}>
      {() => (
        <Loaded<BaselinesAnswer>
          path={`/v1/detection/baselines/${entity.kind}/${encodeURIComponent(entity.id)}`}
          away={t('The server continues to judge events.')}
        >
          {({ baselines }) =>
            baselines.length === 0 ? (
              <StatePanel
                kind="empty"
                title={t('In the last 7 days nothing was counted by hour about this subject.')}
              />
            ) : (
              <div class="baselines">
                {baselines.map((one) => (
                  <BaselinePlot key={one.counted} baseline={one} />
                ))}
              </div>
            )
          }
        </Loaded>
      )}
    </Opening>
  );
}

/** Pure: hours with more than the upper limit. */
function unusualHours({ hours }: Baseline): number {
  return hours.filter(({ observed, expected }) => expected !== null && observed > expected.upper).length;
}

function BaselinePlot({ baseline }: { readonly baseline: Baseline }) {
  const id = useId();
  const isTable = useSignal(false);
  const { counted, from, hours } = baseline;
  const above = unusualHours(baseline);
  const isLearned = hours.some(({ expected }) => expected !== null);
  const until = from + hours.length * HOUR_MS;
  return (
    <figure class="baseline" aria-labelledby={`${id}-title`}>
      <figcaption>
        <p class="baseline-title" id={`${id}-title`}>
          {COUNTED_WORDS[counted]}
        </p>
        <p class="quiet">
          {isLearned
            ? plural(
                above,
                '{count} hour above the upper limit. The band reaches from the median to the limit that one in 1,000 hours exceeds.',
                '{count} hours above the upper limit. The band reaches from the median to the limit that one in 1,000 hours exceeds.',
              )
            : t('The rule has not learned yet what is usual.')}
        </p>
      </figcaption>
      <Drawing hours={hours} />
      <p class="baseline-ends figures" aria-hidden="true">
        <span>{dateAndTime(from)}</span>
        <span>{dateAndTime(until)}</span>
      </p>
      <details onToggle={({ currentTarget }) => (isTable.value = currentTarget.open)}>
        <summary>{t('As a table')}</summary>
        {isTable.value && <Hours baseline={baseline} />}
      </details>
    </figure>
  );
}

/** The same numbers are in the table. */
function Drawing({ hours }: Pick<Baseline, 'hours'>) {
  const most = Math.max(1, ...hours.map(({ observed, expected }) => Math.max(observed, expected?.upper ?? 0)));
  const step = WIDTH / Math.max(1, hours.length);
  const heightOf = (count: number) => (HEIGHT * count) / most;
  return (
    <div class="baseline-frame">
      <span class="baseline-most figures" aria-hidden="true">
        {most}
      </span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {hours.map(({ observed, expected }, at) => {
          const x = at * step;
          const isAbove = expected !== null && observed > expected.upper;
          return (
            <g key={at}>
              {expected !== null && (
                <rect
                  class="baseline-band"
                  x={x}
                  width={step}
                  y={HEIGHT - heightOf(expected.upper)}
                  height={heightOf(expected.upper - expected.median)}
                />
              )}
              {observed > 0 && (
                <rect
                  class={isAbove ? 'baseline-above' : 'baseline-bar'}
                  x={x + step * 0.2}
                  width={step * 0.6}
                  y={HEIGHT - heightOf(observed)}
                  height={heightOf(observed)}
                />
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Hours({ baseline: { counted, from, hours } }: { readonly baseline: Baseline }) {
  return (
    <Table
      caption={t('{what} by hour', { what: COUNTED_WORDS[counted] })}
      columns={[
        t('Hour from'),
        { head: t('Observed'), isNumber: true },
        { head: t('Median'), isNumber: true },
        { head: t('Upper limit'), isNumber: true },
        t('Comparison'),
      ]}
    >
      {hours.map(({ observed, expected }, at) => (
        <tr key={at}>
          <th scope="row" class="figures">
            {dateAndTime(from + at * HOUR_MS)}
          </th>
          <td class="number figures">{observed}</td>
          <td class="number figures">{expected?.median ?? ''}</td>
          <td class="number figures">{expected?.upper ?? ''}</td>
          <td>{expected !== null && observed > expected.upper ? t('above the limit') : ''}</td>
        </tr>
      ))}
    </Table>
  );
}
