import { Fragment } from 'preact';
import type { RunsView } from '../../fleet/answers.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { placeWords } from '../lane-place.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { type Run, runKinds } from './runs.ts';

/** Up to so many lanes are named where they are like most. */
const NAMED = 3;

/** By which policy, notice and models lanes decide, by what they signed, and which lane runs something else than most. */
export function Policies() {
  return (
    <Loaded<RunsView> path="/v1/fleet/policies" away="Lanes decide on by what they run.">
      {({ lanes }) => (
        <section class="panel" aria-labelledby="policies-title">
          <h2 id="policies-title">What lanes decide by</h2>
          <p class="quiet">
            By the latest report that each lane signed of a traveller: SHA-256 of the policy, the notice and the models
            that it ran. A lane is given them where it is set up; nothing here changes them. Retention policies are
            decided by two privacy officers.
          </p>
          {lanes.length === 0 ? (
            <StatePanel kind="empty" title="No lane has reported a traveller yet." />
          ) : (
            <Table caption="Policies, notices and models of lanes" columns={['What', 'Digest', 'Lanes']}>
              {runKinds(lanes).map(({ name, runs }) => (
                <Fragment key={name}>
                  {runs.map((run, index) => (
                    <tr key={run.digest}>
                      <th scope="row">{index === 0 ? name : <span class="unseen">{name}</span>}</th>
                      <td class="digest">{run.digest}</td>
                      <td>
                        {run.isUnlikeMost && <Badge tone="caution" icon="warning" word="Unlike most" />} {lanesOf(run)}
                      </td>
                    </tr>
                  ))}
                </Fragment>
              ))}
            </Table>
          )}
        </section>
      )}
    </Loaded>
  );
}

function lanesOf({ lanes, isUnlikeMost }: Run): string {
  if (!isUnlikeMost && lanes.length > NAMED) return `${lanes.length} lanes`;
  return lanes.map((lane) => `${placeWords(lane)} (${dateAndTime(lane.at)})`).join('; ');
}
