import { useSignal } from '@preact/signals';
import type { ResponseList, ResponseView } from '../../oversight/detection/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { ENTITY_WORDS, RESPONSE_WORDS } from '../words-of-detection.ts';
import { act } from './act.ts';
import { Subject } from './finding-facts.tsx';
import { SearchField } from './search-field.tsx';
import { Said } from './said.tsx';
import { ResponsePolicyPanel } from './response-policy.tsx';
import { END_WORDS, RESPONSE_EFFECT_WORDS, RESPONSE_STATE_WORDS } from './words.ts';

const LOOKS: { readonly [State in ResponseView['state']]: Omit<BadgeProps, 'word'> } = {
  proposed: { tone: 'caution', icon: 'wait' },
  'half-confirmed': { tone: 'caution', icon: 'wait' },
  started: { tone: 'caution', icon: 'wait' },
  confirmed: { tone: 'caution', icon: 'arrow' },
  'in-force': { tone: 'bad', icon: 'warning' },
  returning: { tone: 'caution', icon: 'arrow' },
  ended: { tone: 'plain', icon: 'tick' },
};

/** Ends without the effect that was proposed. */
const WITHOUT_EFFECT: readonly ResponseView['endedBecause'][] = [
  'declined',
  'expired',
  'unconfirmed',
  'no-subject',
  'unsafe',
];

function stateWord({ state, endedBecause }: ResponseView): string {
  return endedBecause !== null && state === 'ended' ? END_WORDS[endedBecause] : RESPONSE_STATE_WORDS[state];
}

export function ResponseState({ response }: { readonly response: ResponseView }) {
  const { state, endedBecause, isStuck } = response;
  const word = stateWord(response);
  const look = WITHOUT_EFFECT.includes(endedBecause) ? ({ tone: 'plain', icon: 'cross' } as const) : LOOKS[state];
  return (
    <>
      <Badge {...look} word={word} /> {isStuck && <Badge tone="bad" icon="warning" word={t('Stuck')} />}
    </>
  );
}

/** Responses that wait or are in force first; the others behind them. */
export function Responses() {
  return (
    <Loaded<ResponseList> path="/v1/detection/responses" away={t('Responses continue, and end by themselves.')}>
      {({ responses, policy }, { again }) => (
        <>
          <ResponseTable responses={responses} again={again} />
          <ResponsePolicyPanel policy={policy} />
        </>
      )}
    </Loaded>
  );
}

function ResponseTable({
  responses,
  again,
}: {
  readonly responses: readonly ResponseView[];
  readonly again: () => void;
}) {
  const opened = useOpened<string>();
  const search = useSignal('');
  const shown = openFirst(matching(responses, search.value));
  const active = responses.filter(({ state }) => state !== 'ended').length;
  return (
    <section class="panel" aria-labelledby="responses-title">
      <h2 id="responses-title">{t('Responses')}</h2>
      <p class="quiet figures">{plural(active, '{count} waits or is in force', '{count} wait or are in force')}</p>
      {responses.length > 0 && (
        <div class="filters">
          <SearchField id="responses-search" search={search} />
        </div>
      )}
      {shown.length === 0 ? (
        <StatePanel
          kind="empty"
          title={responses.length === 0 ? t('There are no responses.') : t('No response matches.')}
        />
      ) : (
        <Table
          caption={t('Responses, open ones first')}
          columns={[t('Response'), t('Subject of the finding'), t('Site'), t('Proposed'), t('State'), t('Details')]}
        >
          {shown.map((response) => (
            <FollowedRow
              key={response.id}
              id={response.id}
              opened={opened}
              columns={6}
              verb={t('Open ## a row of a list')}
              what={`${RESPONSE_WORDS[response.kind]} ${response.entity.id}`}
              cells={
                <>
                  <th scope="row">{RESPONSE_WORDS[response.kind]}</th>
                  <td>
                    <Subject entity={response.entity} />
                  </td>
                  <td>{response.site}</td>
                  <td class="figures">{dateAndTime(response.proposedAt)}</td>
                  <td>
                    <ResponseState response={response} />
                  </td>
                </>
              }
            >
              <ResponseFacts response={response} again={again} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

/** Pure: the responses in which the words of the search occur. */
function matching(responses: readonly ResponseView[], search: string): readonly ResponseView[] {
  const wanted = search.trim().toLowerCase();
  return responses.filter((one) =>
    [RESPONSE_WORDS[one.kind], ENTITY_WORDS[one.entity.kind], one.entity.id, one.site ?? '', stateWord(one)].some(
      (text) => text.toLowerCase().includes(wanted),
    ),
  );
}

/** Pure. */
function openFirst(responses: readonly ResponseView[]): readonly ResponseView[] {
  return responses.toSorted((one, other) => Number(one.state === 'ended') - Number(other.state === 'ended'));
}

/** The response to a finding, at the finding. */
export function ResponseOfFinding({ findingId }: { readonly findingId: string }) {
  return (
    <Loaded<ResponseList> path="/v1/detection/responses" away={t('Responses continue, and end by themselves.')}>
      {({ responses }, { again }) => {
        const response = responses.find((one) => one.findingId === findingId);
        return response === undefined ? null : (
          <section class="response" aria-labelledby={`response-${response.id}`}>
            <h3 id={`response-${response.id}`}>
              {t('Response: {response}', { response: RESPONSE_WORDS[response.kind] })}{' '}
              <ResponseState response={response} />
            </h3>
            <ResponseFacts response={response} again={again} />
          </section>
        );
      }}
    </Loaded>
  );
}

function ResponseFacts({ response, again }: { readonly response: ResponseView; readonly again: () => void }) {
  const busy = useSignal(false);
  const words = useSignal('');
  const { id } = response;
  const send = (path: string, body: object | undefined, done: string): void => {
    busy.value = true;
    void act(`/v1/detection/responses/${id}/${path}`, body, done)
      .then((said) => {
        words.value = said.words;
        again();
      })
      .finally(() => (busy.value = false));
  };
  return (
    <div class="response-facts">
      <p>{RESPONSE_EFFECT_WORDS[response.kind]}</p>
      <p class="quiet figures">{whenWords(response)}</p>
      <div class="filters">
        {response.mayConfirm && (
          <Button
            weight="main"
            busy={busy.value}
            label={t('Confirm ## a response')}
            onPress={() => send('decision', { decision: 'confirm' }, t('The confirmation is recorded.'))}
          />
        )}
        {response.mayDecline && (
          <Button
            busy={busy.value}
            label={t('Decline ## a response')}
            onPress={() => send('decision', { decision: 'decline' }, t('The response is declined.'))}
          />
        )}
        {response.mayTakeBack && (
          <Button
            busy={busy.value}
            label={t('Take back')}
            onPress={() => send('end', undefined, t('The response is taken back.'))}
          />
        )}
      </div>
      <Said words={words.value} takesFocus />
    </div>
  );
}

/** Pure: who did what until now, and the next thing that happens by itself. */
export function whenWords(response: ResponseView): string {
  const { state, confirmBy, confirmedBy, firstBy, until, endedBy, endedAt, kind } = response;
  const by = confirmedBy ?? '';
  switch (state) {
    case 'proposed':
      return t('Expires at {time} if no one confirms it.', { time: dateAndTime(confirmBy) });
    case 'half-confirmed':
      return t('{person} confirmed it. Many responses are active, so a second person has to confirm it by {time}.', {
        person: firstBy ?? '',
        time: dateAndTime(confirmBy),
      });
    case 'started':
      return t('It started by policy. It is taken back at {time} if no one confirms it.', {
        time: dateAndTime(confirmBy),
      });
    case 'confirmed':
      return kind === 'take-lane-out-of-service'
        ? t('{person} confirmed it. An officer of the lane is asked for the order.', { person: by })
        : t('{person} confirmed it. It takes effect in a moment.', { person: by });
    case 'in-force':
      return t('{person} confirmed it. It ends by itself at {time}.', { person: by, time: dateAndTime(until ?? 0) });
    case 'returning':
      return t('An officer of the lane is asked to return it to service.');
    case 'ended':
      return endedBy === null
        ? t('Ended by itself at {time}.', { time: dateAndTime(endedAt ?? 0) })
        : t('Ended by {person} at {time}.', { person: endedBy, time: dateAndTime(endedAt ?? 0) });
  }
}
