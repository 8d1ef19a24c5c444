import { useSignal } from '@preact/signals';
import {
  EMERGENCY_CAUSES,
  OPENING_CAUSES,
  SERVICE_REASONS,
  type EmergencyCause,
  type OpeningCause,
  type ServiceReason,
} from '../../../contract/order-vocabulary.ts';
import { LANE_STALE_MS } from '../../../contract/timing.ts';
import type { LaneView } from '../../../records/kiosks/answers.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Choice } from '../../design/choice.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { age } from '../../design/times.ts';
import { t, translated } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { DEVICE_WORDS, HEALTH_WORDS, LANE_STATE_WORDS } from '../../words.ts';
import { laneSignals } from '../state/lanes.ts';
import { EMERGENCY_WORDS, OPENING_WORDS, SERVICE_WORDS } from '../../words-of-orders.ts';
import { orderingWords, signOrderWords } from '../words.ts';
import { ClosedLane } from './closed-lane.tsx';
import { LANE_CALLS } from './lane-calls.ts';
import { ORDER_ACTS, orderLane, type LaneOrder } from './order.ts';
import { OrderWord } from './order-progress.tsx';

const ORDERS = [
  'open-for-cause',
  'take-out-of-service',
  'return-to-service',
  'open-in-emergency',
  'end-emergency',
] as const;
type OrderName = (typeof ORDERS)[number];

const ORDER_NAMES: { readonly [Name in OrderName]: string } = translated({
  'open-for-cause': 'Open once, by hand',
  'take-out-of-service': 'Take out of service',
  'return-to-service': 'Return to service',
  'open-in-emergency': 'Emergency: open the gate and keep it open',
  'end-emergency': 'End the emergency',
});

/** One lane in full, and what can be ordered of it, each with its cause. */
export function LaneDialog({ kioskId, onClose }: { readonly kioskId: string; readonly onClose: () => void }) {
  // The lane's own signal: the dialog changes with the card behind it.
  const lane = laneSignals.value?.find((one) => one.peek().kioskId === kioskId)?.value;
  if (lane === undefined) return null;
  return (
    <Dialog title={t('Lane {lane}, {site}', { lane: lane.lane, site: lane.site })} onClose={onClose}>
      <dl class="facts">
        <div>
          <dt>{t('Now')}</dt>
          <dd>
            <LaneNow lane={lane} />
          </dd>
        </div>
        {lane.heard !== null && lane.heard.outOfService.length > 0 && (
          <div>
            <dt>{t('Why')}</dt>
            <dd>
              <ClosedLane kioskId={kioskId} causes={lane.heard.outOfService} />
            </dd>
          </div>
        )}
        {lane.heard?.devices.map(({ kind, health }) => (
          <div key={kind}>
            <dt>{DEVICE_WORDS[kind]}</dt>
            <dd>{HEALTH_WORDS[health]}</dd>
          </div>
        ))}
      </dl>
      <Orders lane={lane} onClose={onClose} />
    </Dialog>
  );
}

/** The state that the lane last reported, and its age once it is no longer current. */
function LaneNow({ lane: { heard, disabled } }: { readonly lane: LaneView }) {
  if (disabled) return <Badge tone="bad" icon="cross" word={t('Disabled ## a kiosk')} />;
  if (heard === null) return <>{t('Not heard yet')}</>;
  const silentMs = now.value - heard.receivedAt;
  const word = LANE_STATE_WORDS[heard.state];
  if (silentMs > LANE_STALE_MS) {
    return (
      <Badge tone="caution" icon="wait" word={t('Not heard for {time}. Last: {word}', { time: age(silentMs), word })} />
    );
  }
  const call = LANE_CALLS[heard.state];
  return call === undefined ? <>{word}</> : <Badge {...call} word={word} />;
}

function Orders({ lane, onClose }: { readonly lane: LaneView; readonly onClose: () => void }) {
  const { kioskId } = lane;
  const name = useSignal<OrderName | null>(null);
  const opening = useSignal<OpeningCause | null>(null);
  const service = useSignal<ServiceReason | null>(null);
  const emergency = useSignal<EmergencyCause | null>(null);
  const word = useSignal<string | null>(null);
  const digest = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const wanted = wantedOf(name.value, opening.value, service.value, emergency.value);
  const give = async (order: LaneOrder) => {
    isBusy.value = true;
    digest.value = null;
    word.value = null;
    const ordering = await orderLane(kioskId, order, () => (word.value = signOrderWords()));
    word.value = orderingWords(ordering);
    if (ordering.kind === 'answered') digest.value = ordering.value.digest;
    isBusy.value = false;
  };
  const allowed = ORDERS.filter(
    (one) => mayAct(ORDER_ACTS[one].act) && (one === name.value || isApplicable(one, lane)),
  );
  return (
    <>
      {allowed.length > 0 && (
        <div class="decision-form">
          <Choice
            title={t('Order ## to a lane')}
            options={allowed}
            words={ORDER_NAMES}
            chosen={name.value}
            onChoose={(one) => {
              name.value = one;
              word.value = null;
            }}
          />
          {name.value === 'open-for-cause' && (
            <Choice
              title={t('Cause')}
              options={OPENING_CAUSES}
              words={OPENING_WORDS}
              chosen={opening.value}
              onChoose={(one) => (opening.value = one)}
            />
          )}
          {name.value === 'take-out-of-service' && (
            <Choice
              title={t('Reason')}
              options={SERVICE_REASONS}
              words={SERVICE_WORDS}
              chosen={service.value}
              onChoose={(one) => (service.value = one)}
            />
          )}
          {name.value === 'open-in-emergency' && (
            <Choice
              title={t('Emergency')}
              options={EMERGENCY_CAUSES}
              words={EMERGENCY_WORDS}
              chosen={emergency.value}
              onChoose={(one) => (emergency.value = one)}
            />
          )}
        </div>
      )}
      {name.value === 'open-for-cause' && (
        <p>
          {t(
            'A colleague must confirm the cause under Second look within ten minutes. Otherwise an alarm is raised. In ten minutes, one person can open four times and one lane can be opened six times.',
          )}
        </p>
      )}
      {name.value === 'open-in-emergency' && (
        <p>
          {t(
            'Confirm with your passkey. The gate then opens at once and stays open until an officer ends the emergency. If you have no passkey with you, use the emergency release at the lane. A supervisor must confirm the emergency under Decisions within ten minutes. Otherwise an alarm is raised.',
          )}
        </p>
      )}
      <OrderWord kioskId={kioskId} digest={digest.value} word={word.value} />
      <div class="referral-buttons">
        {wanted !== null && (
          <Button
            label={buttonWord(name.value)}
            weight={wanted.kind === 'return-to-service' ? 'main' : 'grave'}
            busy={isBusy.value}
            onPress={() => void give(wanted)}
          />
        )}
        <Button label={t('Close')} onPress={onClose} />
      </div>
    </>
  );
}

/** Whether an order could change something by the lane's last status. All can, when the lane has not been heard of lately. */
function isApplicable(order: OrderName, { heard }: LaneView): boolean {
  if (heard === null || now.value - heard.receivedAt > LANE_STALE_MS) return true;
  const { state, outOfService } = heard;
  switch (order) {
    case 'open-for-cause':
      return state !== 'emergency';
    case 'take-out-of-service':
      return !outOfService.includes('order');
    case 'return-to-service':
      return (
        state === 'emergency' ||
        (state === 'out-of-service' && (outOfService.length === 0 || outOfService.includes('order')))
      );
    case 'open-in-emergency':
      return true;
    case 'end-emergency':
      return state === 'emergency';
  }
}

function wantedOf(
  name: OrderName | null,
  opening: OpeningCause | null,
  service: ServiceReason | null,
  emergency: EmergencyCause | null,
): LaneOrder | null {
  switch (name) {
    case null:
      return null;
    case 'open-for-cause':
      return opening === null ? null : { kind: name, cause: opening };
    case 'take-out-of-service':
      return service === null ? null : { kind: name, reason: service };
    case 'open-in-emergency':
      return emergency === null ? null : { kind: name, cause: emergency };
    case 'return-to-service':
    case 'end-emergency':
      return { kind: name };
  }
}

function buttonWord(name: OrderName | null): string {
  return name === null ? '' : ORDER_NAMES[name];
}
