import { useSignal } from '@preact/signals';
import type { EmergencyList } from '../../border/emergencies/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { EMERGENCY_WORDS, OPENING_STATE_WORDS, OPENING_WORDS } from '../words-of-orders.ts';
import { plural, rich, t } from '../languages/text.ts';
import { conditions } from '../shell/conditions.ts';
import { mayAct, session } from '../shell/session.ts';
import { DrillDialog, type Drilled } from './drill-dialog.tsx';
import { Reading } from './reading.tsx';
import { send } from './send.ts';
import { ask } from '../sign-in/ask.ts';

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
  const toConfirm = conditions.value?.filter(({ confirm }) => confirm?.kind === kind).length;
  return (
    <section class="panel account-part" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>{title}</h2>
      <Reading<EmergencyList> path={path} what={what} changes={toConfirm}>
        {({ emergencies, serverTime }, again) =>
          emergencies.length === 0 ? (
            <p class="empty">{t('None.')}</p>
          ) : (
            <ul class="account-list">
              {orderedTogether(emergencies).map((openings) => (
                <Entry key={openings[0].digest} openings={openings} nowMs={serverTime} onChange={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

type OrderedTogether = readonly [Opening, ...Opening[]];

/** Openings that one person ordered at a site at the same moment, for one cause, are one entry while their reviews are equal. */
function orderedTogether(all: readonly Opening[]): readonly OrderedTogether[] {
  const groups = new Map<string, [Opening, ...Opening[]]>();
  for (const one of all) {
    const { kind, site, cause, openedBy, openedAt, finding, foundBy, overdueAt } = one;
    const key = JSON.stringify([kind, site, cause, openedBy, openedAt, finding, foundBy, overdueAt !== null]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

interface EntryProps {
  readonly openings: OrderedTogether;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

function Entry({ openings, nowMs, onChange }: EntryProps) {
  const [opening] = openings;
  const { kind, site, kioskId, cause, openedBy, openedAt, foundBy, foundAt, finding } = opening;
  const { path, confirm, yes, no, own } = WORDS[kind];
  const words = useSignal('');
  const drilled = useSignal<Drilled | null>(null);
  const isTheirs = openedBy === personOf(session.value);
  const say = async (said: 'confirmed' | 'unfounded') => {
    // One finding for each lane, as the record has it. The first that fails is shown, and those after it stay open
    for (const { digest } of openings) {
      const sent = await send(`${path}/${digest}/finding`, { finding: said }, t('Recorded.'));
      words.value = sent.words;
      if (!sent.isDone) break;
    }
    // Only after the answer does the server say whether it was a drill
    const asked = await ask<EmergencyList>('GET', path);
    const again = asked.kind === 'answered' ? asked.value.emergencies : [];
    drilled.value = again.find(({ digest }) => digest === opening.digest)?.drill ?? null;
    if (drilled.value !== null) words.value = '';
    await onChange();
  };
  const what = causeWords(cause);
  const title =
    openings.length === 1
      ? t('{cause}: {kiosk}, {site}', { cause: what, kiosk: kioskId, site })
      : plural(openings.length, '{cause}: {count} lane, {site}', '{cause}: {count} lanes, {site}', {
          cause: what,
          site,
        });
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          {title}
          {opening.drill === null ? (
            <Badge {...lookOf(opening)} />
          ) : (
            <Badge tone="note" icon="dash" word={t('It was a drill')} />
          )}
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
        {openings.length > 1 && <p class="quiet">{openings.map((one) => one.kioskId).join(', ')}</p>}
        <p role="status">{words.value}</p>
      </div>
      {finding === null && !isTheirs && mayAct(confirm) && (
        <div class="account-actions" role="group" aria-label={title}>
          <Button label={yes} onPress={() => void say('confirmed')} />
          <Button label={no} weight="grave" onPress={() => void say('unfounded')} />
        </div>
      )}
      {opening.drill !== null && <Button label={t('Show the signs')} onPress={() => (drilled.value = opening.drill)} />}
      {drilled.value !== null && <DrillDialog drill={drilled.value} onClose={() => (drilled.value = null)} />}
    </li>
  );
}

const causeWords = (cause: Opening['cause']) => ({ ...EMERGENCY_WORDS, ...OPENING_WORDS })[cause];

function personOf(signedIn: typeof session.value): string | undefined {
  return signedIn.kind === 'signed-in' ? signedIn.view.principal?.personId : undefined;
}

function lookOf({ finding, overdueAt }: Opening): BadgeProps {
  if (finding === 'confirmed') return { tone: 'good', icon: 'tick', word: OPENING_STATE_WORDS.confirmed };
  if (finding === 'unfounded') return { tone: 'bad', icon: 'warning', word: OPENING_STATE_WORDS.unfounded };
  if (overdueAt !== null) return { tone: 'bad', icon: 'warning', word: OPENING_STATE_WORDS.overdue };
  return { tone: 'caution', icon: 'wait', word: OPENING_STATE_WORDS.due };
}
