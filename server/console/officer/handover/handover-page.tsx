import { useSignal } from '@preact/signals';
import { LANE_NOTES, type LaneNote } from '../../../border/referrals/vocabulary.ts';
import type { HandoverView } from '../../../border/referrals/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/choice.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { timeOfDay } from '../../design/times.ts';
import { plural, t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { referralHash } from '../pages.ts';
import { laneOf, sites } from '../state/lanes.ts';
import { change, myWatch, open, operations } from '../state/referrals.ts';
import { LANE_NOTE_WORDS } from '../../words-of-referrals.ts';
import { refusalWords } from '../words.ts';
import './handover.css';

interface Note {
  readonly kioskId: string;
  readonly note: LaneNote;
}

/** Handovers: one officer offers the watch with notes, the next one reads them and takes over. */
export function HandoverPage() {
  const refusal = useSignal<string | null>(null);
  const send = async (path: string, body?: object) => {
    const asked = await change(path, body);
    refusal.value = asked.kind === 'refused' ? refusalWords(asked.code) : null;
    return asked.kind === 'answered';
  };
  const handovers = operations.value?.handovers ?? null;
  return (
    <div class="handover-page">
      <p class="referral-word" role="status">
        {refusal.value}
      </p>
      <section class="panel" aria-labelledby="handovers-title">
        <h2 id="handovers-title">{t('Handovers of this half day')}</h2>
        {handovers === null && <StatePanel kind="loading" title={t('Asking the server…')} />}
        {handovers?.length === 0 && (
          <StatePanel kind="empty" title={t('None yet.')}>
            {t('The officer on watch hands over here. The next officer reads the handover and takes over.')}
          </StatePanel>
        )}
        <ul class="handovers">
          {handovers?.map((handover) => (
            <HandoverItem key={handover.id} handover={handover} onSend={(path) => void send(path)} />
          ))}
        </ul>
      </section>
      {myWatch.value !== undefined && <Offer onOffer={(body) => send('/v1/handovers', body)} />}
    </div>
  );
}

function HandoverItem({
  handover,
  onSend,
}: {
  readonly handover: HandoverView;
  readonly onSend: (path: string) => void;
}) {
  const { id, site, offeredBy, offeredAt, notes, referrals, acceptedBy, acceptedAt, isMine } = handover;
  return (
    <li class="handover">
      <h3>
        {site}: {offeredBy}, <span class="figures">{timeOfDay(offeredAt, now.value)}</span>
      </h3>
      {acceptedBy === null || acceptedAt === null ? (
        <Badge tone="caution" icon="wait" word={t('Not taken over yet')} />
      ) : (
        <Badge
          tone="good"
          icon="tick"
          word={t('Taken over by {person}, {time}', { person: acceptedBy, time: timeOfDay(acceptedAt, now.value) })}
        />
      )}
      <p>{heldWords(referrals.length)}</p>
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map(({ kioskId, note }) => (
            <li key={`${kioskId} ${note}`}>
              <strong>{t('Lane {lane}', { lane: laneOf(kioskId)?.lane ?? kioskId })}</strong>: {LANE_NOTE_WORDS[note]}
            </li>
          ))}
        </ul>
      )}
      {acceptedBy === null && (
        <div class="referral-buttons">
          {isMine ? (
            <Button label={t('Take it back')} onPress={() => onSend(`/v1/handovers/${id}/withdraw`)} />
          ) : (
            <Button
              label={t('I have read it and take over')}
              weight="main"
              onPress={() => onSend(`/v1/handovers/${id}/accept`)}
            />
          )}
        </div>
      )}
    </li>
  );
}

function heldWords(held: number): string {
  if (held === 0) return t('Holds no referral.');
  return plural(held, 'One referral goes to the successor.', '{count} referrals go to the successor.');
}

function Offer({ onOffer }: { readonly onOffer: (body: object) => Promise<boolean> }) {
  const site = myWatch.value?.site ?? '';
  const notes = useSignal<readonly Note[]>([]);
  const lane = useSignal<string | null>(null);
  const note = useSignal<LaneNote | null>(null);
  const lanes = (sites.value.find((one) => one.site === site)?.lanes ?? []).map((one) => one.peek());
  const held = open.value.filter(({ relation }) => relation === 'holder');
  const add = () => {
    const [kioskId, code] = [lane.value, note.value];
    if (kioskId === null || code === null) return;
    const others = notes.value.filter((one) => one.kioskId !== kioskId || one.note !== code);
    notes.value = [...others, { kioskId, note: code }];
    note.value = null;
  };
  const offer = async () => {
    if (await onOffer({ site, notes: notes.value })) notes.value = [];
  };
  return (
    <section class="panel" aria-labelledby="offer-title">
      <h2 id="offer-title">{t('Hand over {site}', { site })}</h2>
      <p class="quiet">
        {t(
          'Your watch continues until a colleague has read this and takes over. They receive the referrals that you hold:',
        )}
      </p>
      <ul class="notes">
        {held.map(({ id, lane: name }) => (
          <li key={id}>
            <a href={referralHash(id)}>{t('Referral at lane {lane}', { lane: name })}</a>
          </li>
        ))}
        {held.length === 0 && <li>{t('none.')}</li>}
      </ul>
      <div class="referral-buttons">
        <Select
          title={t('Lane')}
          options={lanes.map(({ kioskId }) => kioskId)}
          words={Object.fromEntries(
            lanes.map(({ kioskId, lane: name }) => [kioskId, t('Lane {lane}', { lane: name })]),
          )}
          chosen={lane.value}
          onChoose={(kioskId) => (lane.value = kioskId)}
        />
        <Select
          title={t('Note')}
          options={LANE_NOTES}
          words={LANE_NOTE_WORDS}
          chosen={note.value}
          onChoose={(code) => (note.value = code)}
        />
        <Button label={t('Add the note')} onPress={add} />
      </div>
      {notes.value.length > 0 && (
        <ul class="notes">
          {notes.value.map((one) => (
            <li key={`${one.kioskId} ${one.note}`}>
              <strong>{t('Lane {lane}', { lane: laneOf(one.kioskId)?.lane ?? one.kioskId })}</strong>:{' '}
              {LANE_NOTE_WORDS[one.note]}{' '}
              <Button
                label={t('Leave out: {note}', { note: LANE_NOTE_WORDS[one.note] })}
                onPress={() => (notes.value = notes.value.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
      <div class="referral-buttons">
        <Button label={t('Offer the handover')} weight="main" onPress={() => void offer()} />
      </div>
    </section>
  );
}
