import { useSignal } from '@preact/signals';
import type { DeclarationHoldList } from '../../../goods/declarations/holds/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import { HoldTerms } from '../../holds/hold-terms.tsx';
import { rich, t } from '../../languages/text.ts';
import { tell } from '../../records/ask.ts';
import { Loaded } from '../../records/loaded.tsx';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { HOLD_REASON_WORDS } from '../../words-of-retention.ts';
import { Outcome } from '../parts/outcome.tsx';
import { formText } from '../state/form-text.ts';
import { useAct } from '../state/use-act.ts';
import { awayWords, fromNow } from '../words.ts';

type Hold = DeclarationHoldList['holds'][number];

const DAY_MS = 86_400_000;
/** Three years. A longer hold needs a new decision. */
const MAX_DAYS = 1_096;

/** Legal holds on the content of traders' declarations, and the form that proposes one. */
export function DeclarationHolds() {
  return (
    <>
      <section class="panel" aria-labelledby="declaration-holds-title">
        <h2 id="declaration-holds-title">{t('Legal holds on declarations of goods')}</h2>
        <p class="quiet">
          {t(
            'A hold keeps the sealed content of a declaration beyond its time. It opens nothing: only customs officers of the offices can read it.',
          )}
        </p>
        <Loaded<DeclarationHoldList> path="/v1/declaration-holds" away={awayWords()}>
          {({ holds, serverTime }) =>
            holds.length === 0 ? (
              <p class="empty">{t('No declaration is held.')}</p>
            ) : (
              <ul class="late-list">
                {holds.map((hold) => (
                  <HoldLine key={hold.id} hold={hold} nowMs={serverTime} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {mayAct('hold.propose') && <Propose />}
    </>
  );
}

function HoldLine({ hold, nowMs }: { readonly hold: Hold; readonly nowMs: number }) {
  const actor = useAct();
  const { id, declaration, reason, until, proposedBy, approvedBy, approvedAt, releasedAt } = hold;
  const isOver = releasedAt !== null || until <= nowMs;
  return (
    <li>
      <p class="badges">
        <Badge
          tone={isOver ? 'plain' : 'note'}
          icon={isOver ? 'dash' : 'wait'}
          word={isOver ? t('Over') : t('Until {date}', { date: dateAndTime(until) })}
        />
        <strong>{HOLD_REASON_WORDS[reason]}</strong>
      </p>
      <p>
        {rich('Declaration {id}; ordered by {proposer} and {approver}, {time}.', {
          id: <span class="digest">{declaration}</span>,
          proposer: <bdi>{proposedBy}</bdi>,
          approver: <bdi>{approvedBy}</bdi>,
          time: dateAndTime(approvedAt),
        })}
        {!isOver && ` ${t('Ends {time}.', { time: fromNow(until, nowMs) })}`}
      </p>
      {!isOver && mayAct('hold.propose') && (
        <Button
          label={t('Propose to end the hold')}
          onPress={() =>
            actor.act(
              () => tell('/v1/proposals', { kind: 'declaration-hold-release', payload: { hold: id } }),
              t('Proposed. Another person must approve it.'),
            )
          }
        />
      )}
      <Outcome actor={actor} />
    </li>
  );
}

function Propose() {
  const actor = useAct();
  const fault = useSignal<string | null>(null);
  const propose = (fields: FormData): void => {
    const declaration = formText(fields, 'declaration').trim().toLowerCase();
    const isId = /^[0-9a-f]{32}$/.test(declaration);
    fault.value = isId ? null : t('The number of a declaration has 32 characters, 0 to 9 and a to f.');
    if (!isId) return actor.reset();
    const until = Math.round(now.value + Number(fields.get('days')) * DAY_MS);
    const payload = { declaration, reason: fields.get('reason'), until };
    const send = async () => {
      const answer = await tell('/v1/proposals', { kind: 'declaration-hold', payload });
      if (answer.kind === 'refused' && answer.code === 'proposal-inapplicable')
        fault.value = t('The server keeps no content of a declaration with this number.');
      return answer;
    };
    actor.act(send, t('Proposed. Another person must approve it.'));
  };
  return (
    <section class="panel" aria-labelledby="declaration-hold-title">
      <h2 id="declaration-hold-title">{t('Hold a declaration')}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          propose(new FormData(event.currentTarget));
        }}
      >
        <div class="field">
          <label for="declaration-hold-id">{t('Number of the declaration')}</label>
          <input
            id="declaration-hold-id"
            name="declaration"
            type="text"
            class="wide digest"
            required
            autocomplete="off"
            spellcheck={false}
            aria-describedby="declaration-hold-hint"
          />
          <p id="declaration-hold-hint" class="quiet">
            {t('32 characters. The customs officer’s page and the trader’s portal show it.')}
          </p>
          {fault.value !== null && (
            <Banner tone="bad" icon="cross">
              {fault.value}
            </Banner>
          )}
        </div>
        <HoldTerms id="declaration-hold" mostDays={MAX_DAYS} />
        <button type="submit" class="button">
          {t('Propose the hold')}
        </button>
        {fault.value === null && <Outcome actor={actor} />}
      </form>
    </section>
  );
}
