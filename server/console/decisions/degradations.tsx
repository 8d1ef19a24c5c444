import { useSignal } from '@preact/signals';
import type { DegradationList, DegradationView } from '../../lanes/degradations/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { mayAct } from '../shell/session.ts';
import { Reading } from './reading.tsx';
import { send } from './send.ts';
import { CAUSE_WORDS, MEASURE_WORDS } from './words.ts';

/** The lanes with a reduced policy, and the end of each degradation. */
export function Degradations() {
  return (
    <section class="panel account-part" aria-labelledby="degradations-title">
      <h2 id="degradations-title">{t('Lanes with a reduced policy')}</h2>
      <Reading<DegradationList> path="/v1/degradations" what={t('the lanes with a reduced policy')}>
        {({ degradations, serverTime }, again) =>
          degradations.length === 0 ? (
            <p class="empty">{t('None.')}</p>
          ) : (
            <ul class="account-list">
              {degradations.map((one) => (
                <Entry key={one.id} degradation={one} nowMs={serverTime} onChange={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

interface EntryProps {
  readonly degradation: DegradationView;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

function Entry({ degradation, nowMs, onChange }: EntryProps) {
  const { id, site, kioskIds, measure, cause, validUntil, endedAt, endedBy, isInForce } = degradation;
  const words = useSignal('');
  const end = async () => {
    const done = t('Ended. The lanes return to the full policy.');
    words.value = (await send(`/v1/degradations/${id}/end`, undefined, done)).words;
    await onChange();
  };
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          {MEASURE_WORDS[measure]}
          {isInForce && <Badge tone="caution" icon="warning" word={t('In force')} />}
        </p>
        <p class="quiet">
          {CAUSE_WORDS[cause]}. {site}: {kioskIds.join(', ')}.{' '}
          {rich('By {proposer} and {approver}.', {
            proposer: <span class="digest">{degradation.proposedBy}</span>,
            approver: <span class="digest">{degradation.approvedBy}</span>,
          })}{' '}
          {endedAt === null
            ? t('Until {time}.', { time: timeOfDay(validUntil, nowMs) })
            : t('Ended by {person} {time}.', { person: endedBy ?? '', time: timeOfDay(endedAt, nowMs) })}
        </p>
        <p role="status">{words.value}</p>
      </div>
      {isInForce && mayAct('degradation.end') && (
        <div class="account-actions" role="group" aria-label={MEASURE_WORDS[measure]}>
          <Button label={t('End now')} onPress={() => void end()} />
        </div>
      )}
    </li>
  );
}
