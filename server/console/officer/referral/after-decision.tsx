import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ReferralView } from '../../../border/referrals/answers.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { timeOfDay } from '../../design/times.ts';
import { t } from '../../languages/text.ts';
import { now } from '../../shell/live.ts';
import { mayAct } from '../../shell/session.ts';
import { orderLane, type LaneOrder } from '../lanes/order.ts';
import { OrderWord } from '../lanes/order-progress.tsx';
import { decidedWords } from '../../words-of-referrals.ts';
import { orderingWords, signOrderWords } from '../words.ts';

/** The decision, and the order that opens the gate for an admitted traveller. */
export function AfterDecision({
  referral,
  isTest,
  opensNow,
  onOpening,
}: {
  readonly referral: ReferralView;
  readonly isTest: boolean;
  /** The officer pressed the button that admits and opens in one. */
  readonly opensNow: boolean;
  /** Called when that order is given: one press gives one order, also when this is drawn anew. */
  readonly onOpening: () => void;
}) {
  const order = useSignal<string | null>(null);
  const word = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const isGone = useSignal(false);
  const { decision, kioskId, transactionId, relation } = referral;
  const give = async (wanted: LaneOrder) => {
    isBusy.value = true;
    word.value = null;
    order.value = null;
    const ordering = await orderLane(kioskId, wanted, () => (word.value = signOrderWords()));
    word.value = orderingWords(ordering);
    order.value = ordering.kind === 'answered' ? ordering.value.digest : null;
    isBusy.value = false;
  };
  useEffect(() => {
    if (!opensNow) return;
    onOpening();
    void give({ kind: 'open-for-traveller', transactionId });
  }, [opensNow]);
  if (decision === null) return null;
  const isAdmitted = decision.outcome === 'admitted-after-manual-check';
  const mayOpen = isAdmitted && !isTest && relation === 'holder' && mayAct('lane.open');
  return (
    <>
      <Banner
        tone="good"
        icon="tick"
        action={
          mayOpen && order.value === null ? (
            <Button
              label={t('Open the gate for this traveller')}
              weight="main"
              shortcut="o"
              busy={isBusy.value}
              onPress={() => void give({ kind: 'open-for-traveller', transactionId })}
            />
          ) : undefined
        }
      >
        <strong>{decidedWords(decision)}.</strong> {decision.by}, {timeOfDay(decision.at, now.value)}
      </Banner>
      <OrderWord
        {...{ kioskId, digest: order.value, word: word.value }}
        onSettled={({ refusal }) => (isGone.value = refusal === 'other-traveller')}
      />
      {mayOpen && isGone.value && (
        <div class="referral-next">
          <p>
            {t(
              'Next step: bring the traveller to the gate and open it once by hand, with the cause “Decided at the desk”. A colleague confirms this opening.',
            )}
          </p>
          <Button
            label={t('Open once, by hand')}
            weight="main"
            busy={isBusy.value}
            onPress={() => {
              isGone.value = false;
              void give({ kind: 'open-for-cause', cause: 'decided-at-desk' });
            }}
          />
        </div>
      )}
    </>
  );
}
