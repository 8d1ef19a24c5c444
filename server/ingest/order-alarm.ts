import type { OrderReport } from '../contract/report.ts';
import type { OrderRefusal } from '../contract/order-vocabulary.ts';
import type { AlarmKind } from '../base/alarm-kinds.ts';
import { assertionAlarms } from './assertion-alarms.ts';

/** What a refused order says to somebody who watches; `undefined` for what happens on an ordinary day. */
const REFUSAL_ALARMS: { readonly [Reason in OrderRefusal]: AlarmKind | undefined } = {
  'other-lane': 'order-misdirected',
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
 * The alarm that a lane's answer raises. `isOrderKnown`: whether this server has given such an order to this lane. A lane obeys none that its
 * key did not sign; one that is not in the record was signed elsewhere with it, or the record was set back.
 */
export function orderAlarm(answer: OrderReport, isOrderKnown: boolean): AlarmKind | undefined {
  if (!isOrderKnown) return answer.refusal === 'other-lane' ? 'order-misdirected' : 'unrecorded-order';
  return answer.refusal === undefined ? undefined : REFUSAL_ALARMS[answer.refusal];
}
