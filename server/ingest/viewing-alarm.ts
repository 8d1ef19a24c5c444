import type { GrantRefusal } from '../contract/evidence-vocabulary.ts';
import type { ViewingReport } from '../contract/report.ts';
import type { AlarmKind } from '../base/alarm-kinds.ts';
import { assertionAlarms } from './assertion-alarms.ts';

/** What a refused viewing says to somebody who watches; `undefined` for what happens on an ordinary day. */
const REFUSAL_ALARMS: { readonly [Reason in GrantRefusal]: AlarmKind | undefined } = {
  'other-lane': 'grant-misdirected',
  'not-yet-valid': 'grant-out-of-time',
  expired: 'grant-out-of-time',
  'role-not-entitled': 'grant-of-unentitled',
  'training-lapsed': 'grant-of-unentitled',
  'officer-revoked': 'grant-of-unentitled',
  'revocations-unknown': undefined,
  ...assertionAlarms('grant-unasserted'),
  replayed: 'grant-replayed',
  'too-many-viewings': 'viewings-too-many',
  'too-many-viewings-of-traveller': 'viewings-of-traveller-too-many',
  'no-longer-kept': undefined,
  'unusable-key': 'grant-misdirected',
  'keys-away': undefined,
};

/**
 * The alarm that a viewing raises. `isGrantKnown`: whether this server has signed such a grant. A lane honours none that its key
 * did not sign; one that is not in the record was signed elsewhere with it, or the record was set back.
 */
export function viewingAlarm(viewing: ViewingReport, isGrantKnown: boolean): AlarmKind | undefined {
  if (!isGrantKnown) return 'unrecorded-grant';
  return viewing.refusal === undefined ? undefined : REFUSAL_ALARMS[viewing.refusal];
}
