import { useSignal } from '@preact/signals';
import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { HoldList, HoldView } from '../../../lanes/evidence/answers/hold.ts';
import type { HeldView, LanePlace } from '../../../privacy/answers/privacy.ts';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Outcome } from '../parts/outcome.tsx';
import { Proposals } from '../parts/proposals.tsx';
import { holdProposal, HoldTerms } from '../../holds/hold-terms.tsx';
import { askText, tell } from '../../records/ask.ts';
import { formText } from '../state/form-text.ts';
import { PASSAGE_FAULTS, passageOf } from '../state/passage-of.ts';
import { useAct } from '../state/use-act.ts';
import { LANE_SAYS_WORDS } from '../words-of-office.ts';
import { awayWords, fromNow } from '../words.ts';
import { DeclarationHolds } from './declaration-holds.tsx';
import { inOrder, placeWords } from '../../lane-place.ts';
import { rich, t } from '../../languages/text.ts';
import { LANE_KEYS } from '../../verify/keep-for-offline.ts';
import { HOLD_REASON_WORDS } from '../../words-of-retention.ts';

/** Legal holds: captures that two people ordered a lane to keep, with the reason and the end. */
export function Holds() {
  const settled = useSignal(0);
  return (
    <>
      <section class="panel" aria-labelledby="holds-title">
        <h2 id="holds-title">{t('Legal holds')}</h2>
        <p class="quiet">
          {t(
            'You see each hold with its reason and its end, but not the captures: a privacy officer makes no decision about a traveller. Viewings of held captures by other people, under the retention policy, are listed under Viewings.',
          )}
        </p>
        <Loaded<HoldList> key={settled.value} path="/v1/privacy/holds" away={awayWords()}>
          {({ holds, serverTime }) =>
            holds.length === 0 ? (
              <p class="empty">
                {t('Nothing is held. A hold keeps the captures of one referral, for a reason, until a day.')}
              </p>
            ) : (
              <ul class="late-list">
                {holds.map((hold) => (
                  <Hold key={hold.id} hold={hold} nowMs={serverTime} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {mayAct('hold.propose') && <Propose />}
      <DeclarationHolds key={`declarations ${settled.value}`} />
      <Proposals
        kinds={['legal-hold', 'legal-hold-release', 'declaration-hold', 'declaration-hold-release']}
        onSettled={() => {
          settled.value += 1;
        }}
      />
    </>
  );
}

function Hold({ hold, nowMs }: { readonly hold: HoldView; readonly nowMs: number }) {
  const actor = useAct();
  const { id, site, lane, transactionId, reason, until, proposedBy, approvedBy, approvedAt, releasedAt, laneSays } =
    hold;
  const isOver = releasedAt !== null || until <= nowMs;
  const isTrouble = laneSays === 'refused' || laneSays === 'expired';
  return (
    <li>
      <p class="badges">
        <Badge
          tone={isOver ? 'plain' : 'note'}
          icon={isOver ? 'dash' : 'wait'}
          word={isOver ? t('Over') : t('Until {date}', { date: dateAndTime(until) })}
        />
        <Badge
          tone={isTrouble ? 'bad' : 'plain'}
          icon={isTrouble ? 'warning' : 'dash'}
          word={LANE_SAYS_WORDS[laneSays]}
        />
        <strong>{HOLD_REASON_WORDS[reason]}</strong>
      </p>
      <p>
        {rich('{place}, passage {passage}; ordered by {proposer} and {approver}, {time}.', {
          place: placeWords({ site, lane }),
          passage: <span class="digest">{transactionId.slice(0, 8)}…</span>,
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
              () => tell('/v1/proposals', { kind: 'legal-hold-release', payload: { hold: id } }),
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
  const propose = async (fields: FormData): Promise<void> => {
    const text = (name: string): string => formText(fields, name);
    const named = await passageOf(text('passage'), text('kiosk'), laneKeyOf);
    fault.value = named.kind === 'passage' ? null : PASSAGE_FAULTS[named.kind];
    if (named.kind !== 'passage') return actor.reset();
    actor.act(
      () => tell('/v1/proposals', holdProposal(named, fields, now.value)),
      t('Proposed. Another person must approve it.'),
    );
  };
  return (
    <section class="panel" aria-labelledby="hold-title">
      <h2 id="hold-title">{t('Propose a hold')}</h2>
      <p class="quiet">
        {t(
          'A lane keeps the captures of a referral for an hour to a day. A second person must approve the hold before they are erased.',
        )}
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void propose(new FormData(event.currentTarget));
        }}
      >
        <Loaded<HeldView> path="/v1/privacy/held" away={awayWords()}>
          {({ lanes }) => <LaneChoice lanes={lanes} />}
        </Loaded>
        <div class="field">
          <label for="hold-passage">{t('Receipt, or reference of the passage')}</label>
          <input
            id="hold-passage"
            name="passage"
            type="text"
            class="wide digest"
            required
            autocomplete="off"
            spellcheck={false}
            aria-describedby="hold-passage-hint"
          />
          <p id="hold-passage-hint" class="quiet">
            {t(
              'Paste the text of the traveller’s receipt, which begins with PR1:, or the reference that an officer copied from the referral. Both name the lane. For a number of 32 characters alone, choose the lane above.',
            )}
          </p>
          {fault.value !== null && (
            <Banner tone="bad" icon="cross">
              {fault.value}
            </Banner>
          )}
        </div>
        <HoldTerms id="hold" />
        <button type="submit" class="button">
          {t('Propose')}
        </button>
        <Outcome actor={actor} />
      </form>
    </section>
  );
}

async function laneKeyOf(kioskId: string): Promise<string | undefined> {
  const answer = await askText(`${LANE_KEYS}${kioskId}`);
  return answer.kind === 'ok' ? answer.value : undefined;
}

function LaneChoice({ lanes }: { readonly lanes: readonly LanePlace[] }) {
  return (
    <div class="field">
      <label for="hold-kiosk">{t('Lane')}</label>
      <select id="hold-kiosk" name="kiosk">
        <option value="">{t('The lane of the receipt or reference')}</option>
        {inOrder(lanes).map((lane) => (
          <option key={lane.kioskId} value={lane.kioskId}>
            {placeWords(lane)}
          </option>
        ))}
      </select>
    </div>
  );
}
