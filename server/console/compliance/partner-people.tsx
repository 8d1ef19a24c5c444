import { useSignal } from '@preact/signals';
import type { PartnerPeople as People } from '../../sharing/portal/answers.ts';
import type { PartnerPersonState } from '../../sharing/portal/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { InvitePartnerPerson } from './invite-partner-person.tsx';
import { PARTNER_PERSON_WORDS, PARTNER_ROLE_WORDS } from './words-of-sharing.ts';

type Person = People['people'][number];

const LOOKS: { readonly [State in PartnerPersonState]: Omit<BadgeProps, 'word'> } = {
  invited: { tone: 'caution', icon: 'wait' },
  'not-accepted': { tone: 'plain', icon: 'dash' },
  active: { tone: 'good', icon: 'tick' },
  'no-passkey': { tone: 'caution', icon: 'warning' },
  ended: { tone: 'plain', icon: 'dash' },
};

/** The people of partners who use the portal. Two privacy officers invite a person and end their access. */
export function PartnerPeople() {
  return (
    <Loaded<People> path="/v1/sharing/people" away={t('The portal of partners works without this page.')}>
      {({ people, partners }) => <List people={people} partners={partners} />}
    </Loaded>
  );
}

function List({ people, partners }: Pick<People, 'people' | 'partners'>) {
  const search = useSignal('');
  const words = useSignal('');
  const isInviting = useSignal(false);
  const wanted = search.value.trim().toLowerCase();
  const found = people.filter(({ name, party }) => `${name}\n${party}`.toLowerCase().includes(wanted));
  return (
    <section class="panel" aria-labelledby="partner-people-title">
      <div class="panel-head">
        <h2 id="partner-people-title">{t('People of partner agencies')}</h2>
        <div class="filters">
          {people.length > 0 && (
            <div class="select">
              <label for="partner-people-search">{t('Search agency or name')}</label>
              <input
                id="partner-people-search"
                class="field-input"
                type="search"
                value={search.value}
                onInput={({ currentTarget }) => (search.value = currentTarget.value)}
              />
            </div>
          )}
          {mayAct('export.propose') && partners.length > 0 && (
            <Button label={t('Invite a person')} onPress={() => (isInviting.value = true)} />
          )}
        </div>
      </div>
      <p role="status">{words.value}</p>
      {people.length === 0 ? (
        <StatePanel kind="empty" title={t('No person of a partner agency has been invited yet.')} />
      ) : found.length === 0 ? (
        <StatePanel kind="empty" title={t('No person matches.')} />
      ) : (
        <Table
          caption={t('People of partner agencies, the latest invitation first')}
          columns={[
            t('Name ## of a person'),
            t('Agency ## of a person'),
            t('Roles ## in the portal of partners'),
            { head: t('Passkeys'), isNumber: true },
            t('Last sign-in'),
            t('State'),
            t('Access'),
          ]}
        >
          {found.map((person) => (
            <Row key={person.id} person={person} onAnswer={(text) => (words.value = text)} />
          ))}
        </Table>
      )}
      {isInviting.value && (
        <InvitePartnerPerson
          partners={partners}
          onDone={(text) => {
            words.value = text;
            isInviting.value = false;
          }}
          onClose={() => (isInviting.value = false)}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly person: Person;
  readonly onAnswer: (words: string) => void;
}

function Row({ person, onAnswer }: RowProps) {
  const { id, name, party, roles, passkeys, blocked, lastSignInAt, state, codeUntil, endedAt } = person;
  const end = async () => onAnswer((await propose('sharing-person', { change: 'end', code: id })).words);
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi> <span class="digest quiet">{id.slice(0, 8)}</span>
      </th>
      <td>
        <bdi>{party}</bdi>
      </td>
      <td>{roles.map((role) => PARTNER_ROLE_WORDS[role]).join(', ')}</td>
      <td class="number figures">
        {formatNumber(passkeys)}
        {blocked > 0 && <div class="quiet">{t('{count} blocked ## passkeys', { count: formatNumber(blocked) })}</div>}
      </td>
      <td class="figures">{lastSignInAt === null ? t('None ## sign-in') : dateAndTime(lastSignInAt)}</td>
      <td>
        <Badge {...LOOKS[state]} word={PARTNER_PERSON_WORDS[state]} />
        {state === 'invited' && <div class="quiet">{t('Until {date}', { date: dateAndTime(codeUntil) })}</div>}
        {endedAt !== null && <div class="figures quiet">{dateAndTime(endedAt)}</div>}
      </td>
      <td>
        {state !== 'ended' && mayAct('export.propose') && (
          <button
            type="button"
            class="row-button"
            aria-label={t('Propose to end the access of {name}, {trader}', { name, trader: party })}
            onClick={() => void end()}
          >
            {t('Propose to end')}
          </button>
        )}
      </td>
    </tr>
  );
}
