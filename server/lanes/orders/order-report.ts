import type { OrderReport } from '../../contract/report.ts';
import { isOfPrivacyOffice, type OrderRefusal } from '../../contract/order-vocabulary.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import type { ReportKind } from '../../records/reports/report-kind.ts';
import { assertionAlarms } from '../evidence/assertion-alarms.ts';
import { findOrder, settleOrder } from './order-table.ts';

export const ORDER_REPORTS: ReportKind<OrderReport> = {
  async settle(transaction, report, { receivedAt: at }) {
    const { kioskId, sequence, result } = report;
    const order = await findOrder(transaction, report.order);
    const isKnown = order?.kioskId === kioskId;
    // The first answer is final: a second one is about a repetition
    if (isKnown && (order.state === 'pending' || order.state === 'expired')) {
      const refusal = report.refusal ?? null;
      await settleOrder(transaction, report.order, { state: result, refusal }, { at, sequence });
    }
    const kind = orderAlarm(report, isKnown);
    return kind && { kind, kioskId, fromSequence: sequence, toSequence: sequence };
  },
  isHeldBack: (_transaction, { command }) => Promise.resolve(isOfPrivacyOffice(command)),
};

/** Alarm for each refusal of an order; `undefined` for refusals that occur in normal operation. */
const REFUSAL_ALARMS: { readonly [Reason in OrderRefusal]: AlarmKind | undefined } = {
  'other-lane': 'order-misdirected',
  'other-site': 'order-misdirected',
  'not-yet-valid': 'order-out-of-time',
  expired: 'order-out-of-time',
  'role-not-entitled': 'order-of-unentitled',
  ...assertionAlarms('order-unasserted'),
  replayed: 'order-replayed',
  'not-now': undefined,
  'other-traveller': undefined,
  'gate-away': undefined,
  'not-recorded': undefined,
  'keys-away': undefined,
  interrupted: undefined,
  'no-longer-kept': undefined,
  'already-held': undefined,
  'not-held': undefined,
  'under-hold': undefined,
  'limit-exceeded': undefined,
  'retention-invalid': 'order-of-unentitled',
  'retention-not-yet-valid': undefined,
  'retention-older': 'order-replayed',
};

/**
 * The alarm of a lane's answer to an order.
 * @param isOrderKnown whether this server issued the order to this lane. A lane obeys only orders signed with the server's key, so an
 * unknown order was signed elsewhere, or the database was rolled back
 */
export function orderAlarm(answer: OrderReport, isOrderKnown: boolean): AlarmKind | undefined {
  if (!isOrderKnown) return answer.refusal === 'other-lane' ? 'order-misdirected' : 'unrecorded-order';
  return answer.refusal === undefined ? undefined : REFUSAL_ALARMS[answer.refusal];
}
