import { useSignal } from '@preact/signals';
import type { DutyList, DutyView } from '../../duties/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { mayAct } from '../shell/session.ts';
import { ROLE_WORDS } from '../words.ts';
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
      <h2 id="all-duties-title">Duties</h2>
      <Reading<DutyList> path="/v1/duties" what="the duties">
        {({ duties, serverTime }) =>
          duties.length === 0 ? (
            <p class="empty">No one holds a duty yet, except the invented people of development.</p>
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
    words.value = await propose(kind, { duty: id, ...payload });
    onChange();
  };
  const until = (days: number) => Math.round(nowMs) + days * DAY_MS;
  const isOver = validUntil <= nowMs;
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          <span class="digest">{personId}</span> {ROLE_WORDS[role]}
          {isOver && <Badge tone="plain" icon="dash" word="Over" />}
          {!isOver && validFrom > nowMs && <Badge tone="note" icon="wait" word="Not begun" />}
          {!isOver && trainingValidUntil <= nowMs && <Badge tone="caution" icon="warning" word="Training lapsed" />}
        </p>
        <p class="quiet">
          {sites === 'all' ? 'All sites' : `Sites: ${sites.join(', ')}`},{' '}
          {lanes === 'all' ? 'all lanes' : `lanes: ${lanes.join(', ')}`}, {shiftsWords(shifts)}. Until{' '}
          {dayOf(validUntil)}, training valid until {dayOf(trainingValidUntil)}.
        </p>
        <p role="status">{words.value}</p>
      </div>
      {!isOver && mayAct('duty.propose') && (
        <div class="account-actions" role="group" aria-label={`${ROLE_WORDS[role]} ${personId}`}>
          <Button
            label={`Renew for ${PROLONGED_DAYS} days`}
            onPress={() => void wish('duty-renew', { validUntil: until(PROLONGED_DAYS), trainingValidUntil })}
          />
          <Button
            label="Record training passed today"
            onPress={() => void wish('duty-renew', { validUntil, trainingValidUntil: until(TRAINED_DAYS) })}
          />
          <Button label="End" onPress={() => void wish('duty-end', {})} />
        </div>
      )}
    </li>
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
