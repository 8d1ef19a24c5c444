import { useSignal } from '@preact/signals';
import type { DutyList, DutyView } from '../../people/duties/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { dayOf } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { mayAct } from '../shell/session.ts';
import { DUTY_STATE_WORDS, ROLE_WORDS } from '../words.ts';
import { propose } from './send.ts';
import { Reading } from './reading.tsx';
import { shiftsWords } from './words.ts';

const DAY_MS = 86_400_000;
const PROLONGED_DAYS = 180;
const TRAINED_DAYS = 365;

/** The duties of all people. Those that end last come first. */
export function Duties({ onChange }: { readonly onChange: () => void }) {
  return (
    <section class="panel account-part" aria-labelledby="all-duties-title">
      <h2 id="all-duties-title">{t('Duties')}</h2>
      <Reading<DutyList> path="/v1/duties" what={t('the duties')}>
        {({ duties, serverTime }) =>
          duties.length === 0 ? (
            <p class="empty">{t('No one holds a duty yet, except the invented people of development.')}</p>
          ) : (
            <ul class="account-list">
              {duties.map((duty) => (
                <Duty key={duty.id} duty={duty} nowMs={serverTime} onChange={onChange} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

interface DutyProps {
  readonly duty: DutyView;
  readonly nowMs: number;
  readonly onChange: () => void;
}

function Duty({ duty, nowMs, onChange }: DutyProps) {
  const { id, personId, role, sites, lanes, shifts, validFrom, validUntil, trainingValidUntil } = duty;
  const words = useSignal('');
  const wish = async (kind: string, payload: object) => {
    words.value = (await propose(kind, { duty: id, ...payload })).words;
    onChange();
  };
  const until = (days: number) => Math.round(nowMs) + days * DAY_MS;
  const isOver = validUntil <= nowMs;
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          <span class="digest">{personId}</span> {ROLE_WORDS[role]}
          {isOver && <Badge tone="plain" icon="dash" word={DUTY_STATE_WORDS.over} />}
          {!isOver && validFrom > nowMs && <Badge tone="note" icon="wait" word={DUTY_STATE_WORDS['not-begun']} />}
          {!isOver && trainingValidUntil <= nowMs && (
            <Badge tone="caution" icon="warning" word={DUTY_STATE_WORDS['training-lapsed']} />
          )}
        </p>
        <p class="quiet">
          {sites === 'all' ? t('All sites') : t('Sites: {sites}', { sites: sites.join(', ') })}
          {' · '}
          {lanes === 'all' ? t('All lanes of these sites') : t('Lanes: {lanes}', { lanes: lanes.join(', ') })}
          {' · '}
          {shiftsWords(shifts)}
          {' · '}
          {t('Until {day}, training valid until {trained}.', {
            day: dayOf(validUntil),
            trained: dayOf(trainingValidUntil),
          })}
        </p>
        <p role="status">{words.value}</p>
      </div>
      {!isOver && mayAct('duty.propose') && (
        <div class="account-actions" role="group" aria-label={`${ROLE_WORDS[role]} ${personId}`}>
          <Button
            label={t('Renew for {days} days', { days: PROLONGED_DAYS })}
            onPress={() => void wish('duty-renew', { validUntil: until(PROLONGED_DAYS), trainingValidUntil })}
          />
          <Button
            label={t('Record training passed today')}
            onPress={() => void wish('duty-renew', { validUntil, trainingValidUntil: until(TRAINED_DAYS) })}
          />
          <Button label={t('End ## a duty')} onPress={() => void wish('duty-end', {})} />
        </div>
      )}
    </li>
  );
}
