import { useSignal } from '@preact/signals';
import type { AskedRecovery, IssuedCode, PersonView } from '../../people/answers/people.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { propose } from '../decisions/send.ts';
import { mayAct, session } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { say } from '../account/say.ts';
import { ShownCode } from './shown-code.tsx';

const LOOKS: { readonly [State in PersonView['state']]: BadgeProps } = {
  active: { tone: 'good', icon: 'tick', word: 'Can sign in' },
  invited: { tone: 'note', icon: 'wait', word: 'Invited' },
  expired: { tone: 'caution', icon: 'warning', word: 'No key, no code' },
  disabled: { tone: 'plain', icon: 'cross', word: 'Disabled' },
};

const TAKES_TWO =
  'Fewer than two administrators would be left. Propose it: another administrator or a privacy officer approves.';

export interface PeopleListProps {
  readonly people: readonly PersonView[];
  readonly onChange: () => Promise<void>;
}

export function PeopleList({ people, onChange }: PeopleListProps) {
  return (
    <section class="panel account-part" aria-labelledby="people-title">
      <h2 id="people-title">People</h2>
      {people.length === 0 && <p class="empty">No one is enrolled yet, except the invented people of development.</p>}
      <ul class="account-list">
        {people.map((person) => (
          <Person key={person.id} person={person} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function Person({ person, onChange }: { readonly person: PersonView; readonly onChange: () => Promise<void> }) {
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
    const done = 'Asked for. Another administrator must agree.';
    words.value = say(asked, done) || done;
    if (asked.kind === 'answered') half.value = asked.value.half;
    await onChange();
  };
  const disable = async () => {
    const asked = await askProved('POST', `/v1/people/${id}/disable`, {});
    takesTwo.value = asked.kind === 'refused' && asked.code === 'two-people-required';
    const done = 'Disabled. They can no longer sign in.';
    words.value = takesTwo.value ? TAKES_TWO : say(asked, done) || done;
    if (!takesTwo.value) await onChange();
  };
  const suggest = async () => {
    words.value = await propose('person-disable', { person: id });
    takesTwo.value = false;
  };
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          <bdi>{displayName}</bdi>
          <Badge {...LOOKS[state]} />
        </p>
        <p class="quiet">
          <span class="digest">{id}</span> · {keyWords(person)}
        </p>
        <p role="status">{words.value}</p>
        {half.value !== null && <ShownCode issued={half.value} />}
      </div>
      {!isOneself(id) && (
        <div class="account-actions" role="group" aria-label={displayName}>
          {mayAct('recovery.propose') && <Button label="New keys" onPress={() => void recover()} />}
          {mayAct('people.disable') && state === 'active' && (
            <Button
              label="End sessions"
              onPress={() => void act('DELETE', `/v1/people/${id}/sessions`, 'All their sessions are ended.')}
            />
          )}
          {mayAct('people.disable') && state !== 'disabled' && !takesTwo.value && (
            <Button label="Disable" onPress={() => void disable()} />
          )}
          {takesTwo.value && <Button label="Propose to disable" onPress={() => void suggest()} />}
        </div>
      )}
    </li>
  );
}

function keyWords({ passkeys, hasPassword }: PersonView): string {
  const keys = passkeys === 0 ? 'no passkey' : passkeys === 1 ? 'one passkey' : `${passkeys} passkeys`;
  return hasPassword ? `${keys}, password and code` : keys;
}

function isOneself(id: string): boolean {
  const { value } = session;
  return value.kind === 'signed-in' && value.view.principal?.personId === id;
}
