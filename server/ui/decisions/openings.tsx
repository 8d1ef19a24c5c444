import { useSignal } from '@preact/signals';
import type { EmergencyList } from '../../emergencies/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { EMERGENCY_WORDS, OPENING_WORDS } from '../words-of-orders.ts';
import { rich, t } from '../languages/text.ts';
import { mayAct, session } from '../shell/session.ts';
import { Reading } from './reading.tsx';
import { send } from './send.ts';

type Opening = EmergencyList['emergencies'][number];
type Kind = Opening['kind'];

const WORDS: { readonly [Of in Kind]: KindWords } = {
  'open-in-emergency': {
    get title() {
      return t('Lanes opened in an emergency');
    },
    path: '/v1/emergencies',
    confirm: 'emergency.confirm',
    get what() {
      return t('the lanes opened in an emergency');
    },
    get yes() {
      return t('Confirm the emergency');
    },
    get no() {
      return t('Report no emergency');
    },
    get own() {
      return t('Another supervisor must confirm the emergency.');
    },
  },
  'open-for-cause': {
    get title() {
      return t('Lanes opened by hand');
    },
    path: '/v1/openings',
    confirm: 'opening.confirm',
    get what() {
      return t('the lanes opened by hand');
    },
    get yes() {
      return t('Confirm the cause');
    },
    get no() {
      return t('Report no cause');
    },
    get own() {
      return t('A colleague must confirm the cause.');
    },
  },
};

interface KindWords {
  readonly title: string;
  readonly path: string;
  readonly confirm: 'emergency.confirm' | 'opening.confirm';
  readonly what: string;
  readonly yes: string;
  readonly no: string;
  readonly own: string;
}

/** Lanes that one person opened. Each stays in the list until another person has confirmed or denied its cause. */
export function Openings({ kind }: { readonly kind: Kind }) {
  const { title, path, what } = WORDS[kind];
  return (
    <section class="panel account-part" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>{title}</h2>
      <Reading<EmergencyList> path={path} what={what}>
        {({ emergencies, serverTime }, again) =>
          emergencies.length === 0 ? (
            <p class="empty">{t('None.')}</p>
          ) : (
            <ul class="account-list">
              {emergencies.map((one) => (
                <Entry key={one.digest} opening={one} nowMs={serverTime} onChange={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

interface EntryProps {
  readonly opening: Opening;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

function Entry({ opening, nowMs, onChange }: EntryProps) {
  const { digest, kind, site, kioskId, cause, openedBy, openedAt, foundBy, foundAt, finding } = opening;
  const { path, confirm, yes, no, own } = WORDS[kind];
  const words = useSignal('');
  const isTheirs = openedBy === personOf(session.value);
  const say = async (said: 'confirmed' | 'unfounded') => {
    words.value = (await send(`${path}/${digest}/finding`, { finding: said }, t('Recorded.'))).words;
    await onChange();
  };
  const title = t('{cause}: {kiosk}, {site}', { cause: causeWords(cause), kiosk: kioskId, site });
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          {title}
          <Badge {...lookOf(opening)} />
        </p>
        <p class="quiet">
          {rich('Opened by {person} {time}.', {
            person: <span class="digest">{openedBy}</span>,
            time: timeOfDay(openedAt, nowMs),
          })}
          {finding !== null && foundAt !== null && (
            <>
              {' '}
              {rich('Looked into by {person} {time}.', {
                person: <span class="digest">{foundBy}</span>,
                time: timeOfDay(foundAt, nowMs),
              })}
            </>
          )}
          {finding === null && isTheirs && ` ${own}`}
        </p>
        <p role="status">{words.value}</p>
      </div>
      {finding === null && !isTheirs && mayAct(confirm) && (
        <div class="account-actions" role="group" aria-label={title}>
          <Button label={yes} onPress={() => void say('confirmed')} />
          <Button label={no} weight="grave" onPress={() => void say('unfounded')} />
        </div>
      )}
    </li>
  );
}

const causeWords = (cause: Opening['cause']) => ({ ...EMERGENCY_WORDS, ...OPENING_WORDS })[cause];

function personOf(signedIn: typeof session.value): string | undefined {
  return signedIn.kind === 'signed-in' ? signedIn.view.principal?.personId : undefined;
}

function lookOf({ kind, finding, overdueAt }: Opening): BadgeProps {
  if (finding === 'confirmed') return { tone: 'good', icon: 'tick', word: t('Confirmed') };
  if (finding === 'unfounded') return { tone: 'bad', icon: 'warning', word: WORDS[kind].no };
  if (overdueAt !== null) return { tone: 'bad', icon: 'warning', word: t('Not confirmed in time') };
  return { tone: 'caution', icon: 'wait', word: t('To be confirmed') };
}
