import { useSignal } from '@preact/signals';
import type { TraderKeyView, TraderList, TraderPersonView } from '../../goods/declarations/traders/answers.ts';
import { propose } from '../decisions/send.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { GiveKey, InvitePerson } from './trader-forms.tsx';
import { SCOPE_WORDS, stateOfKey, stateOfPerson, TRADER_STATE_WORDS, type TraderState } from './words-of-traders.ts';

/** People of traders and keys of their programs. Two administrators give and end both. */
export function Traders() {
  const words = useSignal('');
  const search = useSignal('');
  const end = async (kind: 'trader-person' | 'trader-key', payload: object) => {
    words.value = (await propose(kind, { change: 'end', ...payload })).words;
  };
  return (
    <>
      <Loaded<TraderList> path="/v1/traders" away={t('People and programs of traders can work without this page.')}>
        {({ people, keys, serverTime }) => {
          const wanted = search.value.trim().toLowerCase();
          const fits = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
          return (
            <>
              <section class="panel" aria-labelledby="trader-people">
                <div class="panel-head">
                  <h2 id="trader-people">{t('People of traders')}</h2>
                  <div class="select">
                    <label for="trader-search">{t('Search trader or name')}</label>
                    <input
                      id="trader-search"
                      class="field-input"
                      type="search"
                      value={search.value}
                      onInput={({ currentTarget }) => (search.value = currentTarget.value)}
                    />
                  </div>
                </div>
                <p role="status">{words.value}</p>
                <People
                  people={people.filter(({ trader, name }) => fits(trader, name))}
                  now={serverTime}
                  onEnd={({ code }) => void end('trader-person', { code })}
                />
              </section>
              <section class="panel" aria-labelledby="trader-keys">
                <h2 id="trader-keys">{t('Keys of traders’ programs')}</h2>
                <Keys
                  keys={keys.filter(({ trader }) => fits(trader))}
                  now={serverTime}
                  onEnd={({ digest }) => void end('trader-key', { digest })}
                />
              </section>
            </>
          );
        }}
      </Loaded>
      {mayAct('traders.propose') && (
        <>
          <InvitePerson />
          <GiveKey />
        </>
      )}
    </>
  );
}

interface PeopleProps {
  readonly people: readonly TraderPersonView[];
  readonly now: number;
  readonly onEnd: (person: TraderPersonView) => void;
}

function People({ people, now, onEnd }: PeopleProps) {
  if (people.length === 0) return <StatePanel kind="empty" title={t('No person of a trader matches.')} />;
  const columns = [
    t('Trader'),
    t('Name ## of a person'),
    t('State'),
    t('Decided by'),
    t('Since ## a day'),
    t('Access'),
  ];
  return (
    <Table caption={t('People of traders')} columns={columns}>
      {people.map((person) => {
        const { code, trader, name, proposedBy, approvedBy, madeAt, codeUntil } = person;
        const state = stateOfPerson(person, now);
        return (
          <tr key={code}>
            <th scope="row">
              <bdi>{trader}</bdi>
            </th>
            <td>
              <bdi>{name}</bdi> <span class="digest quiet">{code.slice(0, 8)}</span>
            </td>
            <td>
              <StateBadge state={state} />{' '}
              {state === 'open' && <span class="quiet">{t('Until {date}', { date: dateAndTime(codeUntil) })}</span>}
            </td>
            <td>
              <bdi>{proposedBy}</bdi>, <bdi>{approvedBy}</bdi>
            </td>
            <td class="figures">{dateAndTime(madeAt)}</td>
            <td>
              {state !== 'over' && mayAct('traders.propose') && (
                <button
                  type="button"
                  class="button"
                  aria-label={t('Propose to end the access of {name}, {trader}', { name, trader })}
                  onClick={() => onEnd(person)}
                >
                  {t('Propose to end')}
                </button>
              )}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

interface KeysProps {
  readonly keys: readonly TraderKeyView[];
  readonly now: number;
  readonly onEnd: (key: TraderKeyView) => void;
}

function Keys({ keys, now, onEnd }: KeysProps) {
  if (keys.length === 0) return <StatePanel kind="empty" title={t('No program of a trader has a key.')} />;
  const columns = [t('Trader'), t('Key'), t('State'), t('Scopes'), t('Valid until'), t('Access')];
  return (
    <Table caption={t('Keys of traders’ programs')} columns={columns}>
      {keys.map((key) => {
        const { digest, trader, scopes, validUntil } = key;
        const state = stateOfKey(key, now);
        return (
          <tr key={digest}>
            <th scope="row">
              <bdi>{trader}</bdi>
            </th>
            <td class="digest">{digest.slice(0, 8)}</td>
            <td>
              <StateBadge state={state} />
            </td>
            <td>{scopes.map((scope) => SCOPE_WORDS[scope]).join(', ')}</td>
            <td class="figures">{dateAndTime(validUntil)}</td>
            <td>
              {state === 'used' && mayAct('traders.propose') && (
                <button
                  type="button"
                  class="button"
                  aria-label={t('Propose to end the access of {name}, {trader}', { name: digest.slice(0, 8), trader })}
                  onClick={() => onEnd(key)}
                >
                  {t('Propose to end')}
                </button>
              )}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

const BADGES = {
  open: ['note', 'wait'],
  lapsed: ['caution', 'warning'],
  used: ['good', 'tick'],
  over: ['plain', 'dash'],
} as const;

function StateBadge({ state }: { readonly state: TraderState }) {
  const [tone, icon] = BADGES[state];
  return <Badge tone={tone} icon={icon} word={TRADER_STATE_WORDS[state]} />;
}
