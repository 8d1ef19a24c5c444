/** Opens the gate in an emergency. */
import type { Clock } from '../../../hardware/host/clock.ts';
import { answerWithin } from '../../../hardware/host/within-time.ts';
import type { Order } from '../../../server/contract/order.ts';
import type { LaneRunner } from '../state-machine/runner.ts';
import type { KeyUse } from '../../lists/officer-keys/judge-assertion.ts';
import { OBEYED } from '../../fleet/uplink/order-outcome.ts';
import type { OrderAnswers } from './order-answers.ts';
import { EMERGENCY_WAIT_MS } from './order-constants.ts';
import type { OrderUses } from './order-uses.ts';
import type { StandingOrders } from './standing-orders.ts';

export interface EmergencyOpeningOptions extends Pick<OrderAnswers, 'answer' | 'refuseUntaken'> {
  readonly clock: Clock;
  readonly lane: Pick<LaneRunner, 'dispatch'>;
  readonly uses: Pick<OrderUses, 'find' | 'take'>;
  readonly standing: Pick<StandingOrders, 'begin'>;
}

/** People must get out: the returned function waits briefly for the disk, then opens even if nothing could be written. */
export function createEmergencyOpening({
  clock,
  lane,
  uses,
  standing,
  answer,
  refuseUntaken,
}: EmergencyOpeningOptions): (order: Order, digest: string, keyUses?: readonly KeyUse[]) => Promise<void> {
  /** Orders for which the gate was opened since the start. */
  const opened = new Set<string>();

  /** @param spend called as soon as it is certain that the order must not open */
  async function record(order: Order, digest: string, keyUses: readonly KeyUse[], spend: () => void): Promise<void> {
    const known = await uses.find(digest);
    if (known?.settled === true) return spend();
    const use = known === undefined ? await uses.take(order, digest, keyUses, clock.wallMs()) : undefined;
    if (use?.kind === 'refused') {
      spend();
      return refuseUntaken(order, digest, use.why);
    }
    const taken = known ?? use?.taken;
    if (taken === undefined) return;
    await standing.begin('emergency');
    await answer(taken, OBEYED);
  }

  return async (order, digest, keyUses = []) => {
    let spent = opened.has(digest);
    const recorded = record(order, digest, keyUses, () => {
      spent = true;
    });
    await answerWithin(
      clock,
      EMERGENCY_WAIT_MS,
      recorded.catch(() => undefined),
    );
    if (!spent) {
      opened.add(digest);
      lane.dispatch({ kind: 'emergency-ordered' });
    }
    await recorded;
  };
}
