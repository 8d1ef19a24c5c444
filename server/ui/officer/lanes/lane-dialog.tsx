import { useSignal } from '@preact/signals';
import {
  EMERGENCY_CAUSES,
  OPENING_CAUSES,
  SERVICE_REASONS,
  type EmergencyCause,
  type OpeningCause,
  type ServiceReason,
} from '../../../contract/order-vocabulary.ts';
import { Button } from '../../design/button.tsx';
import { Choice } from '../../design/choice.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { mayAct } from '../../shell/session.ts';
import { DEVICE_WORDS, HEALTH_WORDS, LANE_STATE_WORDS } from '../../words.ts';
import { laneOf } from '../state/lanes.ts';
import { EMERGENCY_WORDS, OPENING_WORDS, SERVICE_WORDS } from '../../words-of-orders.ts';
import { orderingWords, SIGN_ORDER_WORDS } from '../words.ts';
import { ORDER_ACTS, orderLane, type LaneOrder } from './order.ts';
import { OrderProgress } from './order-progress.tsx';

const ORDERS = [
  'open-for-cause',
  'take-out-of-service',
  'return-to-service',
  'open-in-emergency',
  'end-emergency',
] as const;
type OrderName = (typeof ORDERS)[number];

const ORDER_NAMES: { readonly [Name in OrderName]: string } = {
  'open-for-cause': 'Open once, by hand',
  'take-out-of-service': 'Take out of service',
  'return-to-service': 'Return to service',
  'open-in-emergency': 'Emergency: let it stand open',
  'end-emergency': 'End the emergency',
};

/** One lane in full, and what can be ordered of it, each with its cause. */
export function LaneDialog({ kioskId, onClose }: { readonly kioskId: string; readonly onClose: () => void }) {
  const lane = laneOf(kioskId);
  if (lane === undefined) return null;
  return (
    <Dialog title={`Lane ${lane.lane}, ${lane.site}`} onClose={onClose}>
      <dl class="facts">
        <div>
          <dt>Now</dt>
          <dd>{lane.heard === null ? 'Not heard yet' : LANE_STATE_WORDS[lane.heard.state]}</dd>
        </div>
        {lane.heard?.devices.map(({ kind, health }) => (
          <div key={kind}>
            <dt>{DEVICE_WORDS[kind]}</dt>
            <dd>{HEALTH_WORDS[health]}</dd>
          </div>
        ))}
      </dl>
      <Orders kioskId={kioskId} onClose={onClose} />
    </Dialog>
  );
}

function Orders({ kioskId, onClose }: { readonly kioskId: string; readonly onClose: () => void }) {
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
    const ordering = await orderLane(kioskId, order, () => (word.value = SIGN_ORDER_WORDS));
    word.value = orderingWords(ordering);
    if (ordering.kind === 'answered') digest.value = ordering.value.digest;
    isBusy.value = false;
  };
  const allowed = ORDERS.filter((one) => mayAct(ORDER_ACTS[one].act));
  return (
    <>
      {allowed.length > 0 && (
        <div class="decision-form">
          <Choice
            title="Order"
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
              title="For whom"
              options={OPENING_CAUSES}
              words={OPENING_WORDS}
              chosen={opening.value}
              onChoose={(one) => (opening.value = one)}
            />
          )}
          {name.value === 'take-out-of-service' && (
            <Choice
              title="Why"
              options={SERVICE_REASONS}
              words={SERVICE_WORDS}
              chosen={service.value}
              onChoose={(one) => (service.value = one)}
            />
          )}
          {name.value === 'open-in-emergency' && (
            <Choice
              title="What is the emergency"
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
          Within ten minutes a colleague says under Second look that there was a cause; otherwise there is an alarm. You
          can open four times in ten minutes, and a lane opens six times.
        </p>
      )}
      {name.value === 'open-in-emergency' && (
        <p>
          Your passkey signs the order. Then the gate opens at once and stays open until you, or somebody else, end the
          emergency. Without a passkey at hand, use the emergency release at the lane. Within ten minutes a supervisor
          says under Decisions that there was one; otherwise there is an alarm.
        </p>
      )}
      <p class="referral-word" role="status">
        {word.value}
        {digest.value !== null && <OrderProgress kioskId={kioskId} digest={digest.value} />}
      </p>
      <div class="referral-buttons">
        {wanted !== null && (
          <Button
            label={buttonWord(name.value)}
            weight={wanted.kind === 'return-to-service' ? 'main' : 'grave'}
            busy={isBusy.value}
            onPress={() => void give(wanted)}
          />
        )}
        <Button label="Close" onPress={onClose} />
      </div>
    </>
  );
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
