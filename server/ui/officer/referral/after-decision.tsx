import { useSignal } from '@preact/signals';
import type { ReferralView } from '../../../referrals/answers.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { timeOfDay } from '../../design/times.ts';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { orderLane } from '../lanes/order.ts';
import { OrderProgress } from '../lanes/order-progress.tsx';
import { decidedWords, orderingWords, SIGN_ORDER_WORDS } from '../words.ts';

/** What was decided; for whoever was admitted, the gate. */
export function AfterDecision({ referral, isTest }: { readonly referral: ReferralView; readonly isTest: boolean }) {
  const order = useSignal<string | null>(null);
  const word = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const { decision, kioskId, transactionId, relation } = referral;
  if (decision === null) return null;
  const isAdmitted = decision.outcome === 'admitted-after-manual-check';
  const open = async () => {
    isBusy.value = true;
    word.value = null;
    const wanted = { kind: 'open-for-traveller', transactionId } as const;
    const ordering = await orderLane(kioskId, wanted, () => (word.value = SIGN_ORDER_WORDS));
    word.value = orderingWords(ordering);
    order.value = ordering.kind === 'answered' ? ordering.value.digest : null;
    isBusy.value = false;
  };
  return (
    <>
      <Banner
        tone="good"
        icon="tick"
        action={
          isAdmitted && !isTest && relation === 'holder' && mayAct('lane.open') && order.value === null ? (
            <Button label="Open the gate for them" weight="main" busy={isBusy.value} onPress={() => void open()} />
          ) : undefined
        }
      >
        <strong>{decidedWords(decision)}.</strong> {decision.by}, {timeOfDay(decision.at, now.value)}
      </Banner>
      <p class="referral-word" role="status">
        {word.value}
        {order.value !== null && <OrderProgress kioskId={kioskId} digest={order.value} />}
      </p>
    </>
  );
}
