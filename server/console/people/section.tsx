import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type {
  PeopleList as PeopleAnswer,
  PersonView,
  RecoveryList,
  RecoveryView,
} from '../../people/people/answers/people.ts';
import type { DutyList, DutyView } from '../../people/duties/answers.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { mayAct } from '../shell/session.ts';
import { ask, type Asked } from '../sign-in/ask.ts';
import { refusalWords } from '../sign-in/words.ts';
import { Invite } from './invite.tsx';
import { PeopleList } from './people-list.tsx';
import { Recoveries } from './recoveries.tsx';
import '../design/panel.css';
import '../account/account.css';
import './people.css';

interface Staff {
  readonly people: readonly PersonView[];
  readonly recoveries: readonly RecoveryView[];
  readonly duties: readonly DutyView[];
}

/** The people of this server: their sign-in, invitations and lost keys. Duties have their own section. */
export function Section() {
  const asked = useSignal<Asked<Staff> | null>(null);
  const read = async () => {
    asked.value = await readStaff();
  };
  useEffect(() => void read(), []);
  if (asked.value === null) return <StatePanel kind="loading" title={t('Reading the people…')} />;
  if (asked.value.kind === 'refused') {
    return (
      <StatePanel
        kind="error"
        title={t('The people could not be read.')}
        action={<Button label={t('Try again')} onPress={() => void read()} />}
      >
        {refusalWords(asked.value)}
      </StatePanel>
    );
  }
  const { people, recoveries, duties } = asked.value.value;
  return (
    <div class="account">
      {mayAct('people.invite') && <Invite onChange={read} />}
      {recoveries.length > 0 && <Recoveries recoveries={recoveries} onChange={read} />}
      <PeopleList people={people} duties={duties} onChange={read} />
    </div>
  );
}

async function readStaff(): Promise<Asked<Staff>> {
  const people = await ask<PeopleAnswer>('GET', '/v1/people');
  if (people.kind === 'refused') return people;
  const recoveries = await ask<RecoveryList>('GET', '/v1/people/recoveries');
  if (recoveries.kind === 'refused') return recoveries;
  const duties = await ask<DutyList>('GET', '/v1/duties');
  if (duties.kind === 'refused') return duties;
  return { kind: 'answered', value: { ...people.value, ...recoveries.value, ...duties.value } };
}
