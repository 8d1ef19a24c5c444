import { useSignal } from '@preact/signals';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import { HOLD_REASONS } from '../../../contract/order-vocabulary.ts';
import { LONGEST_RETENTION_MS } from '../../../contract/retention.ts';
import type { HoldList, HoldView } from '../../../evidence/answers/hold.ts';
import type { HeldView, LanePlace } from '../../../privacy/answers/privacy.ts';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Outcome } from '../parts/outcome.tsx';
import { Proposals } from '../parts/proposals.tsx';
import { tell } from '../../records/ask.ts';
import { formText } from '../state/form-text.ts';
import { useAct } from '../state/use-act.ts';
import { LANE_SAYS_WORDS } from '../words-of-office.ts';
import { AWAY_WORDS, fromNow } from '../words.ts';
import { inOrder, placeWords } from '../../lane-place.ts';
import { HOLD_REASON_WORDS } from '../../words-of-retention.ts';

const DAY_MS = 86_400_000;

/** Legal holds: what two people ordered a lane to keep, why, and until when. */
export function Holds() {
  const settled = useSignal(0);
  return (
    <>
      <section class="panel" aria-labelledby="holds-title">
        <h2 id="holds-title">Legal holds</h2>
        <p class="quiet">
          You see that something is held, why and until when, and not what it shows: a privacy officer decides on no
          traveller. Whoever else looks at it, by the terms of the retention policy, stands under Viewings.
        </p>
        <Loaded<HoldList> key={settled.value} path="/v1/privacy/holds" away={AWAY_WORDS}>
          {({ holds, serverTime }) =>
            holds.length === 0 ? (
              <p class="empty">
                Nothing is held. A hold keeps what a lane has of one referral, for a reason, until a day.
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
      <Proposals
        kinds={['legal-hold', 'legal-hold-release']}
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
          word={isOver ? 'Over' : `Until ${dateAndTime(until)}`}
        />
        <Badge
          tone={isTrouble ? 'bad' : 'plain'}
          icon={isTrouble ? 'warning' : 'dash'}
          word={LANE_SAYS_WORDS[laneSays]}
        />
        <strong>{HOLD_REASON_WORDS[reason]}</strong>
      </p>
      <p>
        {placeWords({ site, lane })}, passage <span class="digest">{transactionId.slice(0, 8)}…</span>; ordered by{' '}
        <bdi>{proposedBy}</bdi> and <bdi>{approvedBy}</bdi>, {dateAndTime(approvedAt)}
        {!isOver && `; ends ${fromNow(until, nowMs)}`}
      </p>
      {!isOver && mayAct('hold.propose') && (
        <Button
          label="Propose to end it"
          onPress={() =>
            actor.act(
              () => tell('/v1/proposals', { kind: 'legal-hold-release', payload: { hold: id } }),
              'Proposed. Another person must approve it.',
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
  return (
    <section class="panel" aria-labelledby="hold-title">
      <h2 id="hold-title">Propose a hold</h2>
      <p class="quiet">
        Of a referral that a lane still keeps: an hour or a day, so that the second person must be quick.
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          const text = (name: string): string => formText(fields, name);
          const until = Math.round(now.value + Number(text('days')) * DAY_MS);
          const payload = { kioskId: text('kiosk'), transactionId: text('referral'), reason: text('reason'), until };
          actor.act(
            () => tell('/v1/proposals', { kind: 'legal-hold', payload }),
            'Proposed. Another person must approve it.',
          );
        }}
      >
        <Loaded<HeldView> path="/v1/privacy/held" away={AWAY_WORDS}>
          {({ lanes }) => <LaneChoice lanes={lanes} />}
        </Loaded>
        <div class="field">
          <label for="hold-referral">Number of the passage</label>
          <input
            id="hold-referral"
            name="referral"
            type="text"
            class="wide digest"
            required
            pattern="[0-9a-f]{32}"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="hold-referral-hint"
          />
          <p id="hold-referral-hint" class="quiet">
            32 digits and letters from a to f, as the order or the complaint gives it.
          </p>
        </div>
        <div class="field">
          <label for="hold-reason">Reason</label>
          <select id="hold-reason" name="reason">
            {HOLD_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {HOLD_REASON_WORDS[reason]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="hold-days">For days</label>
          <input
            id="hold-days"
            name="days"
            type="number"
            required
            min={1}
            max={LONGEST_RETENTION_MS['legal-hold'] / DAY_MS}
            value={30}
          />
        </div>
        <button type="submit" class="button">
          Propose
        </button>
        <Outcome actor={actor} />
      </form>
    </section>
  );
}

function LaneChoice({ lanes }: { readonly lanes: readonly LanePlace[] }) {
  return (
    <div class="field">
      <label for="hold-kiosk">Lane</label>
      <select id="hold-kiosk" name="kiosk" required>
        <option value="">Choose the lane</option>
        {inOrder(lanes).map((lane) => (
          <option key={lane.kioskId} value={lane.kioskId}>
            {placeWords(lane)}
          </option>
        ))}
      </select>
    </div>
  );
}
