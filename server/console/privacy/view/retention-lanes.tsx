import type { LaneRollout, RetentionView, RolloutState } from '../../../privacy/answers/retention.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { dateAndTime } from '../../design/times.ts';
import { Table } from '../../records/table.tsx';
import { inOrder } from '../../lane-place.ts';
import { rich, t } from '../../languages/text.ts';
import { ORDER_REFUSAL_WORDS } from '../../words-of-orders.ts';
import { fromNow } from '../words.ts';
import { ROLLOUT_WORDS } from '../words-of-office.ts';

const STATES: { readonly [State in RolloutState]: Omit<BadgeProps, 'word'> } = {
  adopted: { tone: 'good', icon: 'tick' },
  sent: { tone: 'note', icon: 'wait' },
  refused: { tone: 'bad', icon: 'cross' },
  'not-yet-valid': { tone: 'note', icon: 'wait' },
  silent: { tone: 'caution', icon: 'cut' },
  'again-later': { tone: 'caution', icon: 'wait' },
};

/** The policy that each lane runs, by its own signed report, and the adoption of the signed policy. */
export function RetentionLanes({ view }: { readonly view: RetentionView }) {
  const { lanes, rollout, serverTime } = view;
  return (
    <section class="panel" aria-labelledby="at-lanes-title">
      <h2 id="at-lanes-title">{t('Policies that lanes run')}</h2>
      <p class="quiet">{rolloutWords(view)}</p>
      {lanes.length === 0 ? (
        <p class="empty">{t('No lane is enrolled.')}</p>
      ) : (
        <Table
          caption={t('Policies that lanes run')}
          columns={[
            t('Lane'),
            t('Runs, by its own report'),
            ...(rollout === null ? [] : [t('Policy {rollout}', { rollout })]),
          ]}
        >
          {inOrder(lanes).map((lane) => (
            <tr key={`${lane.site}/${lane.lane}`}>
              <th scope="row">
                {rich('{site}, lane {lane}', { site: <bdi>{lane.site}</bdi>, lane: <bdi>{lane.lane}</bdi> })}
              </th>
              <td>
                <Runs lane={lane} nowMs={serverTime} />
              </td>
              {lane.state !== null && (
                <td>
                  <Badge {...STATES[lane.state]} word={ROLLOUT_WORDS[lane.state]} />
                  {lane.refusal !== null && <> {ORDER_REFUSAL_WORDS[lane.refusal]}</>}
                </td>
              )}
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Runs({ lane: { runs }, nowMs }: { readonly lane: LaneRollout; readonly nowMs: number }) {
  if (runs === null) return <>{t('No report yet: the policy that it was set up with')}</>;
  return (
    <>
      {runs.number === null ? t('Not agreed on here') : t('Policy {number}', { number: runs.number })}{' '}
      <span class="digest">{runs.digest.slice(0, 16)}…</span>{' '}
      <span class="quiet">
        {runs.by === 'order' ? t('adopted') : t('erased by it')} {dateAndTime(runs.at)} ({fromNow(runs.at, nowMs)})
      </span>
    </>
  );
}

function rolloutWords({ rollout, lanes }: RetentionView): string {
  if (rollout === null) return t('No policy has the signatures of two people yet. Lanes get no order.');
  const adopted = lanes.filter(({ state }) => state === 'adopted').length;
  return t('Policy {number} is signed. {adopted} of {all} lanes have adopted it.', {
    number: rollout,
    adopted,
    all: lanes.length,
  });
}
