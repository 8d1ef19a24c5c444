import type { LaneRollout, RetentionView, RolloutState } from '../../../privacy/answers/retention.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { dateAndTime } from '../../design/times.ts';
import { Table } from '../../records/table.tsx';
import { inOrder } from '../../lane-place.ts';
import { ORDER_REFUSAL_WORDS } from '../../words-of-orders.ts';
import { fromNow } from '../words.ts';

const STATES: { readonly [State in RolloutState]: BadgeProps } = {
  adopted: { tone: 'good', icon: 'tick', word: 'Adopted' },
  sent: { tone: 'note', icon: 'wait', word: 'Ordered, no answer yet' },
  refused: { tone: 'bad', icon: 'cross', word: 'Refused' },
  'not-yet-valid': { tone: 'note', icon: 'wait', word: 'Starts when the policy is in force' },
  silent: { tone: 'caution', icon: 'cut', word: 'No status: ordered when it answers' },
  'again-later': { tone: 'caution', icon: 'wait', word: 'No answer: sent again automatically' },
};

/** The policy that each lane runs, by its own signed report, and the adoption of the signed policy. */
export function RetentionLanes({ view }: { readonly view: RetentionView }) {
  const { lanes, rollout, serverTime } = view;
  return (
    <section class="panel" aria-labelledby="at-lanes-title">
      <h2 id="at-lanes-title">Policies that lanes run</h2>
      <p class="quiet">{rolloutWords(view)}</p>
      {lanes.length === 0 ? (
        <p class="empty">No lane is enrolled.</p>
      ) : (
        <Table
          caption="Policies that lanes run"
          columns={['Lane', 'Runs, by its own report', ...(rollout === null ? [] : [`Policy ${rollout}`])]}
        >
          {inOrder(lanes).map((lane) => (
            <tr key={`${lane.site}/${lane.lane}`}>
              <th scope="row">
                <bdi>{lane.site}</bdi>, lane <bdi>{lane.lane}</bdi>
              </th>
              <td>
                <Runs lane={lane} nowMs={serverTime} />
              </td>
              {lane.state !== null && (
                <td>
                  <Badge {...STATES[lane.state]} />
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
  if (runs === null) return <>No report yet: the policy that it was set up with</>;
  return (
    <>
      {runs.number === null ? 'Not agreed on here' : `Policy ${runs.number}`}{' '}
      <span class="digest">{runs.digest.slice(0, 16)}…</span>{' '}
      <span class="quiet">
        {runs.by === 'order' ? 'adopted' : 'erased by it'} {dateAndTime(runs.at)} ({fromNow(runs.at, nowMs)})
      </span>
    </>
  );
}

function rolloutWords({ rollout, lanes }: RetentionView): string {
  if (rollout === null) return 'No policy has the signatures of two people yet. Lanes get no order.';
  const adopted = lanes.filter(({ state }) => state === 'adopted').length;
  return `Policy ${rollout} is signed. ${adopted} of ${lanes.length} lanes have adopted it.`;
}
