/** Executes orders about service, policy and stored captures. `take-orders.ts` executes those that move the gate. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Order } from '../../../server/contract/order.ts';
import type { OrderRefusal, Resolution } from '../../../server/contract/order-vocabulary.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { DocumentRefusal } from '../../../server/contract/signed-document.ts';
import type { LaneRunner } from '../state-machine/runner.ts';
import type { ErasureReceipts } from '../../vault/retention/erasure-receipts.ts';
import type { LiveRetention } from '../../vault/retention/retention.ts';
import { DocumentError } from '../../fleet/signed-documents/document-error.ts';
import type { Keeping, KeepingOutcome } from '../../vault/captures/keeping.ts';
import { KeyError } from '../../vault/captures/keys/key-error.ts';
import { OBEYED, type OrderOutcome, refused } from '../../fleet/uplink/order-outcome.ts';
import type { StandingOrders } from './standing-orders.ts';
import type { ObeyOrder } from './take-orders.ts';

export interface ObeyParts {
  readonly clock: Clock;
  readonly lane: Pick<LaneRunner, 'dispatch'>;
  readonly standing: StandingOrders;
  readonly retention: LiveRetention;
  readonly keeping: Keeping;
  readonly receipts: Pick<ErasureReceipts, 'erase'>;
}

export function createObey(parts: ObeyParts): ObeyOrder {
  const { clock, lane, standing, retention, keeping } = parts;

  return async (order, digest, again) => {
    const { command } = order;
    switch (command.kind) {
      case 'take-out-of-service':
        await standing.begin('out-of-service');
        lane.dispatch({ kind: 'service-closed' });
        return OBEYED;
      case 'return-to-service':
        await standing.end('out-of-service');
        lane.dispatch({ kind: 'service-opened' });
        return OBEYED;
      case 'end-emergency':
        await standing.end('emergency');
        lane.dispatch({ kind: 'emergency-ended' });
        return OBEYED;
      case 'degrade-policy':
        if (command.terms.until <= clock.wallMs()) return refused('limit-exceeded');
        await standing.degrade(command.terms);
        return OBEYED;
      case 'end-degradation':
        await standing.end(command.degradation);
        return OBEYED;
      case 'adopt-retention':
        return adopt(() => retention.adopt(command.signed, clock.wallMs()));
      case 'hold-captures': {
        const { until } = command;
        const now = clock.wallMs();
        if (until <= now || until > now + retention.limitMs('legal-hold')) return refused('limit-exceeded');
        return kept(() => keeping.hold(aboutOf(order), until, digest));
      }
      case 'release-hold':
        return afterRelease(parts, order, again);
      case 'resolve-referral':
        return resolve(parts, order, command.captures, again);
      case 'erase-captures':
        return erase(parts, aboutOf(order), 'on-request', again);
      case 'open-for-traveller':
      case 'open-for-cause':
      case 'open-in-emergency':
        throw new TypeError('an order that moves a gate belongs to take-orders');
    }
  };
}

/** Erases captures that the policy no longer keeps in any class. */
async function resolve(parts: ObeyParts, order: Order, captures: Resolution, again: boolean): Promise<OrderOutcome> {
  const { clock, retention, keeping } = parts;
  const transactionId = aboutOf(order);
  const keptAs = captures === 'keep-after-doubt' ? 'after-doubt' : 'resolved';
  const limitMs = captures === 'erase-now' ? 0 : retention.limitMs(keptAs);
  if (limitMs === 0) return erase(parts, transactionId, 'resolved', again);
  const until = Math.round(clock.wallMs()) + limitMs;
  const change = () =>
    keptAs === 'resolved' ? keeping.resolve(transactionId, until) : keeping.keepAfterDoubt(transactionId, until);
  return forgiving(again, await kept(change));
}

/** The contract requires a transaction in orders of these kinds. */
function aboutOf({ transactionId }: Order): TransactionId {
  if (transactionId === undefined) throw new TypeError('an order about a traveller names the transaction');
  return transactionId;
}

async function kept(change: () => Promise<KeepingOutcome>): Promise<OrderOutcome> {
  try {
    const outcome = await change();
    return outcome.kind === 'done' ? { kind: 'obeyed', captures: outcome.captures } : refused(outcome.why);
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return refused(error.code === 'unavailable' ? 'keys-away' : 'no-longer-kept');
  }
}

/** After an interruption, missing captures mean that this order was already executed. */
function forgiving(again: boolean, outcome: OrderOutcome): OrderOutcome {
  const gone = outcome.kind === 'refused' && (outcome.why === 'no-longer-kept' || outcome.why === 'not-held');
  return again && gone ? OBEYED : outcome;
}

async function erase(
  { keeping, receipts }: ObeyParts,
  transactionId: TransactionId,
  cause: 'resolved' | 'on-request',
  again: boolean,
): Promise<OrderOutcome> {
  const found = await keeping.of(transactionId);
  if (found === undefined) return forgiving(again, refused('no-longer-kept'));
  if (found.keptAs === 'legal-hold') return refused('under-hold');
  const kind = { retentionClass: found.keptAs, cause, transactionId };
  return { kind: 'obeyed', captures: await receipts.erase(kind, () => keeping.erase(transactionId)) };
}

/** Erases captures at once that would be overdue without the hold. */
async function afterRelease({ keeping, receipts }: ObeyParts, order: Order, again: boolean): Promise<OrderOutcome> {
  const transactionId = aboutOf(order);
  let overdue = false;
  const outcome = await kept(async () => {
    const released = await keeping.release(transactionId);
    overdue = released.kind === 'done' && released.overdue === true;
    return released;
  });
  if (overdue) {
    const kind = { retentionClass: 'legal-hold', cause: 'hold-released', transactionId } as const;
    await receipts.erase(kind, () => keeping.erase(transactionId));
  }
  return forgiving(again, outcome);
}

const RETENTION_REFUSALS: Readonly<Record<DocumentRefusal, OrderRefusal>> = {
  unreadable: 'retention-invalid',
  'other-kind': 'retention-invalid',
  invalid: 'retention-invalid',
  'too-few-signatures': 'retention-invalid',
  'not-yet-valid': 'retention-not-yet-valid',
  'roll-back': 'retention-older',
};

function adopt(work: () => void): OrderOutcome {
  try {
    work();
    return OBEYED;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return refused(RETENTION_REFUSALS[error.code]);
  }
}
