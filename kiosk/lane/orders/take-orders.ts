/**
 * Processes an order from its arrival to the report of its outcome. Faults are found before its use is recorded; its use is
 * on the disk before it is executed; and the lane's answer is in the signed chain before it is acknowledged to the server.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Mode } from '../../../hardware/host/mode.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { openOrder, type Order } from '../../../server/contract/order.ts';
import { isMarkedFor } from '../../../server/contract/rehearsal.ts';
import type { KioskId, TransactionId } from '../../../server/contract/report.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { LaneRunner } from '../state-machine/runner.ts';
import type { OfficerKeys } from '../../lists/officer-keys/officer-keys.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import { isOver, type JudgedOrder, judgeOrder, type ReceivedOrder } from './judge-order.ts';
import { createEmergencyOpening } from './emergency-opening.ts';
import { createOrderAnswers, type OrderAnswers } from './order-answers.ts';
import { OBEYED, type OrderOutcome, refused } from '../../fleet/uplink/order-outcome.ts';
import type { OrderUses, TakenOrder } from './order-uses.ts';
import type { StandingOrders } from './standing-orders.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

/**
 * Executes an order about captures, service or policy. Idempotent, because an interruption may come between execution and
 * report; `again` is true when the order may have been executed before. Rejects when it failed and can be tried again.
 */
export type ObeyOrder = (order: Order, digest: string, again: boolean) => Promise<OrderOutcome>;

export interface TakeOrdersParts {
  readonly kioskId: KioskId;
  /** The lane's site, where its enrolment names one. */
  readonly site?: string | undefined;
  readonly clock: Clock;
  /** 32 bytes. */
  readonly mode: Mode;
  readonly serverKeys: () => readonly Uint8Array[];
  /** Those in force now. */
  readonly officerKeys: () => OfficerKeys | undefined;
  readonly lane: Pick<LaneRunner, 'lane' | 'referred' | 'openForOrder' | 'dispatch'>;
  readonly uses: OrderUses;
  readonly standing: StandingOrders;
  readonly obey: ObeyOrder;
  readonly reporter: Pick<Reporter, 'order'>;
  /** Whether the answer with this id is on the disk. */
  readonly isAnswered: (answerId: TransactionId) => Promise<boolean>;
  readonly log: LogEvent;
  /** Called when there is a report to deliver. */
  readonly onReport: () => void;
}

export interface OrderTaker {
  /**
   * Processes an order. `connection` identifies the socket on which it arrived. Resolves to `settled` when the answer is on
   * the disk or none is needed, to `not-settled` when the server must send the order again.
   */
  take(wire: Uint8Array, connection: object): Promise<'settled' | 'not-settled'>;
  /** Answers orders left by an interruption and applies the standing orders. Call before the first order. */
  recover(): Promise<void>;
  /** Number of orders without a valid server signature, since the start. */
  forged(): number;
}

export function createOrderTaker(parts: TakeOrdersParts): OrderTaker {
  const { kioskId, clock, serverKeys, officerKeys, lane, uses, standing, obey, reporter, isAnswered, log, onReport } =
    parts;
  const answers = createOrderAnswers({ clock, reporter, uses, log, onReport });
  const { answer, refuseUntaken } = answers;
  const acknowledged = new WeakMap<object, Set<string>>();
  let forged = 0;
  const queue = serialQueue();

  const failed = (error: unknown): void => log(failedOrder(error));

  const openInEmergency = createEmergencyOpening({ clock, lane, uses, standing, answer, refuseUntaken });

  async function perform(taken: TakenOrder, again: boolean): Promise<void> {
    const { kind } = taken.order.command;
    if (kind === 'open-for-traveller' || kind === 'open-for-cause')
      await openOnce({ lane, reporter, uses, onReport }, answers, taken);
    else if (kind === 'open-in-emergency') await openInEmergency(taken.order, taken.digest);
    else await answer(taken, await obey(taken.order, taken.digest, again));
  }

  /** Completes an interrupted order: the gate is not moved; any other order is executed now, unless it already was. */
  async function finish(taken: TakenOrder): Promise<void> {
    const { kind } = taken.order.command;
    const once = kind === 'open-for-traveller' || kind === 'open-for-cause';
    const late = kind === 'open-in-emergency' && isOver(taken.order, clock.wallMs());
    if (await isAnswered(taken.answerId)) await uses.settle(taken.digest);
    else if (once || late) await answer(taken, refused('interrupted'));
    else await perform(taken, true);
  }

  const judge = (received: ReceivedOrder): JudgedOrder =>
    judgeOrder(received, {
      kioskId,
      site: parts.site,
      nowMs: clock.wallMs(),
      lane: lane.lane(),
      referred: lane.referred(),
      officerKeys: officerKeys(),
    });

  async function deal(received: ReceivedOrder, repeated: boolean): Promise<void> {
    const { order, digest } = received;
    const known = await uses.find(digest);
    if (known?.settled === true) {
      // Only the server repeats an unanswered order, over a new connection and within its validity; other repetitions are
      // replays
      if (repeated || isOver(order, clock.wallMs())) await refuseUntaken(order, digest, 'replayed');
      return;
    }
    if (known !== undefined) return finish(known);
    const judged = judge(received);
    // Such orders use nothing, and only a limited number is reported
    if (judged.kind === 'refused') return refuseUntaken(order, digest, judged.why);
    const use = await uses.take(order, digest, judged.keyUses, clock.wallMs());
    if (use.kind === 'refused') return refuseUntaken(order, digest, use.why);
    return judged.kind === 'holds' ? perform(use.taken, false) : answer(use.taken, refused(judged.why));
  }

  async function dealAtOnce(received: ReceivedOrder, repeated: boolean): Promise<void> {
    const { order, digest } = received;
    const judged = judge(received);
    if (judged.kind !== 'holds') await refuseUntaken(order, digest, judged.why);
    else if (repeated) await refuseUntaken(order, digest, 'replayed');
    else await openInEmergency(order, digest, judged.keyUses);
  }

  return {
    async take(wire, connection) {
      const read = openOrder(wire, serverKeys());
      if (read.kind === 'refused' || !isMarkedFor(parts.mode, read.message)) {
        forged += 1;
        log({ event: 'order-forged', why: read.kind === 'refused' ? read.code : 'other-mode' });
        return 'settled';
      }
      const { message: order, digest, assertion } = read;
      const received = { order, digest, assertion };
      const known = acknowledged.get(connection) ?? new Set<string>();
      acknowledged.set(connection, known);
      const repeated = known.has(digest);
      const isEmergency = order.command.kind === 'open-in-emergency';
      try {
        await (isEmergency ? dealAtOnce(received, repeated) : queue.run(() => deal(received, repeated)));
        known.add(digest);
        return 'settled';
      } catch (error) {
        failed(error);
        return 'not-settled';
      }
    },
    async recover() {
      if (standing.stands('out-of-service')) lane.dispatch({ kind: 'service-closed' });
      if (standing.stands('emergency')) lane.dispatch({ kind: 'emergency-ordered' });
      for (const taken of await uses.unsettled()) {
        await finish(taken).catch(failed);
      }
    },
    forged: () => forged,
  };
}

function failedOrder(error: unknown) {
  return { event: 'step-failed', step: 'order', error: errorName(error), code: 'none' } as const;
}

/** Opens the gate once. The answer is durable before it moves. */
async function openOnce(
  { lane, reporter, uses, onReport }: Pick<TakeOrdersParts, 'lane' | 'reporter' | 'uses' | 'onReport'>,
  { answer, logged }: OrderAnswers,
  taken: TakenOrder,
): Promise<void> {
  const outcome = await lane.openForOrder({
    answerId: taken.answerId,
    async record() {
      await reporter.order(taken, OBEYED, 'signed');
      onReport();
    },
  });
  if (outcome === 'opening') {
    await uses.settle(taken.digest);
    logged(taken.order);
  } else if (outcome === 'not-now') {
    await answer(taken, refused('not-now'));
  } else {
    await answer(taken, refused(outcome.failed instanceof DeviceError ? 'keys-away' : 'not-recorded'));
  }
}
