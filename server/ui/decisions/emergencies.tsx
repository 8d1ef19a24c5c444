import { useSignal } from '@preact/signals';
import type { EmergencyList } from '../../views/emergency.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { EMERGENCY_WORDS } from '../officer/words.ts';
import { mayAct, session } from '../shell/session.ts';
import { Reading } from './reading.tsx';
import { send } from './send.ts';

type Emergency = EmergencyList['emergencies'][number];

/** What one person opened in an emergency, until another has said whether there was one. */
export function Emergencies() {
  return (
    <section class="panel account-part" aria-labelledby="emergencies-title">
      <h2 id="emergencies-title">Lanes opened in an emergency</h2>
      <Reading<EmergencyList> path="/v1/emergencies" what="which lanes were opened in an emergency">
        {({ emergencies, serverTime }, again) =>
          emergencies.length === 0 ? (
            <p class="empty">None.</p>
          ) : (
            <ul class="account-list">
              {emergencies.map((one) => (
                <Entry key={one.digest} emergency={one} nowMs={serverTime} onChange={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

interface EntryProps {
  readonly emergency: Emergency;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

function Entry({ emergency, nowMs, onChange }: EntryProps) {
  const { digest, site, kioskId, cause, openedBy, openedAt, foundBy, foundAt, finding } = emergency;
  const words = useSignal('');
  const isTheirs = openedBy === personOf(session.value);
  const say = async (said: 'confirmed' | 'unfounded') => {
    words.value = await send(`/v1/emergencies/${digest}/finding`, { finding: said }, 'It is recorded.');
    await onChange();
  };
  const title = `${EMERGENCY_WORDS[cause]}: ${kioskId}, ${site}`;
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          {title}
          <Badge {...lookOf(emergency)} />
        </p>
        <p class="quiet">
          Opened by <span class="digest">{openedBy}</span> {timeOfDay(openedAt, nowMs)}
          {finding !== null && foundAt !== null && (
            <>
              , looked into by <span class="digest">{foundBy}</span> {timeOfDay(foundAt, nowMs)}
            </>
          )}
          .{finding === null && isTheirs && ' Somebody else has to say whether there was one.'}
        </p>
        <p role="status">{words.value}</p>
      </div>
      {finding === null && !isTheirs && mayAct('emergency.confirm') && (
        <div class="account-actions" role="group" aria-label={title}>
          <Button label="There was one" onPress={() => void say('confirmed')} />
          <Button label="There was none" weight="grave" onPress={() => void say('unfounded')} />
        </div>
      )}
    </li>
  );
}

function personOf(signedIn: typeof session.value): string | undefined {
  return signedIn.kind === 'signed-in' ? signedIn.view.principal?.personId : undefined;
}

function lookOf({ finding, overdueAt }: Emergency): BadgeProps {
  if (finding === 'confirmed') return { tone: 'good', icon: 'tick', word: 'Confirmed' };
  if (finding === 'unfounded') return { tone: 'bad', icon: 'warning', word: 'There was none' };
  if (overdueAt !== null) return { tone: 'bad', icon: 'warning', word: 'Nobody has confirmed it' };
  return { tone: 'caution', icon: 'wait', word: 'To be confirmed' };
}
