/** Answers of the lane to orders: reported, then logged. */
import type { Clock } from '../../../hardware/host/clock.ts';
import { tokenBucket } from '../../../hardware/host/token-bucket.ts';
import type { Order } from '../../../server/contract/order.ts';
import type { OrderRefusal } from '../../../server/contract/order-vocabulary.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { type OrderOutcome, refused } from '../../fleet/uplink/order-outcome.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import { REFUSAL_EVERY_MS, REFUSALS_AT_ONCE } from './order-constants.ts';
import type { OrderUses, TakenOrder } from './order-uses.ts';

export interface OrderAnswers {
  logged(order: Order, why?: OrderRefusal): void;
  /** Reports the outcome of a taken order and settles it. */
  answer(taken: TakenOrder, outcome: OrderOutcome): Promise<void>;
  /** Refuses an order that was not accepted. Only a limited number of these is reported. */
  refuseUntaken(order: Order, digest: string, why: OrderRefusal): Promise<void>;
}

export interface OrderAnswersOptions {
  readonly clock: Clock;
  readonly reporter: Pick<Reporter, 'order'>;
  readonly uses: Pick<OrderUses, 'settle'>;
  readonly log: LogEvent;
  /** Called after each report that became durable. */
  readonly onReport: () => void;
}

export function createOrderAnswers({ clock, reporter, uses, log, onReport }: OrderAnswersOptions): OrderAnswers {
  const untilReport = tokenBucket(clock, { burst: REFUSALS_AT_ONCE, everyMs: REFUSAL_EVERY_MS });
  const logged = ({ command }: Order, why?: OrderRefusal): void =>
    log({ event: 'order', command: command.kind, ...(why !== undefined && { why }) });

  return {
    logged,
    async answer(taken, outcome) {
      await reporter.order(taken, outcome);
      onReport();
      await uses.settle(taken.digest);
      logged(taken.order, outcome.kind === 'refused' ? outcome.why : undefined);
    },
    async refuseUntaken(order, digest, why) {
      logged(order, why);
      if (untilReport() > 0) return;
      await reporter.order({ digest, order }, refused(why));
      onReport();
    },
  };
}
