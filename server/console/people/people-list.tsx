import { computed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { AskedRecovery, IssuedCode, PersonView } from '../../people/people/answers/people.ts';
import type { DutyView } from '../../people/duties/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { propose } from '../decisions/send.ts';
import { now } from '../shell/live.ts';
import { mayAct, session } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { say } from '../account/say.ts';
import { plural, t } from '../languages/text.ts';
import { lastChange } from './last-change.ts';
import { PersonDuties } from './person-duties.tsx';
import { Revocation } from './revocation.tsx';
import { ShownCode } from './shown-code.tsx';
import { PERSON_STATE_WORDS } from './words.ts';

const LOOKS: { readonly [State in PersonView['state']]: Omit<BadgeProps, 'word'> } = {
  active: { tone: 'good', icon: 'tick' },
  invited: { tone: 'note', icon: 'wait' },
  expired: { tone: 'caution', icon: 'warning' },
  disabled: { tone: 'plain', icon: 'cross' },
};

export interface PeopleListProps {
  readonly people: readonly PersonView[];
  readonly duties: readonly DutyView[];
  readonly onChange: () => Promise<void>;
}

export function PeopleList({ people, duties, onChange }: PeopleListProps) {
  const search = useSignal('');
  // The clock ticks each second; the list is drawn again only when a duty or training begins or ends
  const at = useMemo(() => computed(() => lastChange(duties, now.value)), [duties]).value;
  const wanted = search.value.trim().toLowerCase();
  const shown = people.filter(({ id, displayName }) => `${id} ${displayName}`.toLowerCase().includes(wanted));
  return (
    <section class="panel account-part" aria-labelledby="people-title">
      <h2 id="people-title">{t('People')}</h2>
      {people.length === 0 && (
        <p class="empty">{t('No one is enrolled yet, except the invented people of development.')}</p>
      )}
      {people.length > 0 && (
        <label class="people-search">
          {t('Search')}
          <input
            class="field-input"
            type="search"
            value={search.value}
            onInput={({ currentTarget }) => (search.value = currentTarget.value)}
          />
        </label>
      )}
      <ul class="account-list">
        {shown.map((person) => (
          <Person key={person.id} person={person} duties={duties} at={at} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

interface PersonProps {
  readonly person: PersonView;
  readonly duties: readonly DutyView[];
  readonly at: number;
  readonly onChange: () => Promise<void>;
}

function Person({ person, duties, at, onChange }: PersonProps) {
  const { id, displayName, state } = person;
  const words = useSignal('');
  const takesTwo = useSignal(false);
  const half = useSignal<IssuedCode | null>(null);
  const act = async (method: 'POST' | 'DELETE', path: string, done: string) => {
    words.value = say(await askProved(method, path, method === 'POST' ? {} : undefined), done) || done;
    await onChange();
  };
  const recover = async () => {
    const asked = await askProved<AskedRecovery>('POST', `/v1/people/${id}/recoveries`, {});
    const done = t('Asked for. Another administrator must agree.');
    words.value = say(asked, done) || done;
    if (asked.kind === 'answered') half.value = asked.value.half;
    await onChange();
  };
  const disable = async () => {
    const asked = await askProved('POST', `/v1/people/${id}/disable`, {});
    takesTwo.value = asked.kind === 'refused' && asked.code === 'two-people-required';
    const done = t('Disabled. They can no longer sign in.');
    words.value = takesTwo.value
      ? t(
          'Fewer than two administrators would be left. Propose it: another administrator or a privacy officer approves.',
        )
      : say(asked, done) || done;
    if (!takesTwo.value) await onChange();
  };
  const suggest = async () => {
    words.value = (await propose('person-disable', { person: id })).words;
    takesTwo.value = false;
  };
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          <bdi>{displayName}</bdi>
          <Badge {...LOOKS[state]} word={PERSON_STATE_WORDS[state]} />
        </p>
        <p class="quiet">
          <span class="digest">{id}</span> · {keyWords(person)}
        </p>
        {state !== 'disabled' && <PersonDuties personId={id} duties={duties} at={at} />}
        {state !== 'disabled' && person.revocation !== null && (
          <Revocation personId={id} revocation={person.revocation} isOwn={isOneself(id)} />
        )}
        <p role="status">{words.value}</p>
        {half.value !== null && <ShownCode issued={half.value} />}
      </div>
      {!isOneself(id) && (
        <div class="account-actions" role="group" aria-label={displayName}>
          {mayAct('recovery.propose') && <Button label={t('New keys')} onPress={() => void recover()} />}
          {mayAct('people.disable') && state === 'active' && (
            <Button
              label={t('End sessions')}
              onPress={() => void act('DELETE', `/v1/people/${id}/sessions`, t('All their sessions are ended.'))}
            />
          )}
          {mayAct('people.disable') && state !== 'disabled' && !takesTwo.value && (
            <Button label={t('Disable')} onPress={() => void disable()} />
          )}
          {takesTwo.value && <Button label={t('Propose to disable')} onPress={() => void suggest()} />}
        </div>
      )}
    </li>
  );
}

function keyWords({ passkeys, hasPassword }: PersonView): string {
  const keys = passkeys === 0 ? t('no passkey') : plural(passkeys, 'one passkey', '{count} passkeys');
  return hasPassword ? t('{keys}, password and code', { keys }) : keys;
}

function isOneself(id: string): boolean {
  const { value } = session;
  return value.kind === 'signed-in' && value.view.principal?.personId === id;
}
