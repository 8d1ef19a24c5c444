import { Fragment } from 'preact';
import type { RunsView } from '../../lanes/fleet/answers.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { placeWords } from '../lane-place.ts';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { PolicyTrialForm } from './policy-trial.tsx';
import { type Run, RUN_WORDS, runKinds } from './runs.ts';

/** At most this number of lanes are named if they run the same as most lanes. */
const NAMED = 3;

/** The policy, notice and models of each lane, by its signed reports, and the lanes that differ from most. */
export function Policies() {
  return (
    <>
      <PoliciesInUse />
      {mayAct('policies.try') && <PolicyTrialForm />}
    </>
  );
}

function PoliciesInUse() {
  return (
    <Loaded<RunsView> path="/v1/fleet/policies" away={t('Lanes continue with the policies that they run.')}>
      {({ lanes }) => (
        <section class="panel" aria-labelledby="policies-title">
          <h2 id="policies-title">{t('Policies that lanes run')}</h2>
          <p class="quiet">
            {t(
              'From the latest signed match report of each lane: SHA-256 of the policy, the notice and the models that it ran. They are installed at the lane and cannot be changed here. Two privacy officers decide on retention policies.',
            )}
          </p>
          {lanes.length === 0 ? (
            <StatePanel kind="empty" title={t('No lane has reported a traveller yet.')} />
          ) : (
            <Table caption={t('Policies, notices and models of lanes')} columns={[t('Kind'), t('Digest'), t('Lanes')]}>
              {runKinds(lanes).map(({ name, runs }) => (
                <Fragment key={name}>
                  {runs.map((run, index) => (
                    <tr key={run.digest}>
                      <th scope="row">{index === 0 ? name : <span class="unseen">{name}</span>}</th>
                      <td class="digest">{run.digest}</td>
                      <td>
                        {run.isUnlikeMost && <Badge tone="caution" icon="warning" word={RUN_WORDS.differs} />}{' '}
                        {lanesOf(run)}
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
  if (!isUnlikeMost && lanes.length > NAMED) return plural(lanes.length, '{count} lane', '{count} lanes');
  return lanes.map((lane) => `${placeWords(lane)} (${dateAndTime(lane.at)})`).join('; ');
}
