import type { GrantRefusal } from '../../contract/evidence-vocabulary.ts';
import type { ViewingReport } from '../../contract/report.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import { enter } from '../../records/ledger/entry/enter.ts';
import { isUndecided } from '../../records/reports/outcome-feed.ts';
import type { ReportKind } from '../../records/reports/report-kind.ts';
import { insertViewing } from '../../records/reports/viewings.ts';
import { assertionAlarms } from './assertion-alarms.ts';
import { isGrantKnown } from './grant-table.ts';

export const VIEWING_REPORTS: ReportKind<ViewingReport> = {
  derive: (transaction, report, { feedPosition }) => insertViewing(transaction, report, feedPosition),
  async enterOwn(transaction, { kioskId, grant, refusal = null }, { receivedAt: at }) {
    await enter(transaction, `viewing/${grant}`, { type: 'viewing', version: 1, grant, kioskId, refusal, at });
  },
  async settle(transaction, report) {
    const kind = viewingAlarm(report, await isGrantKnown(transaction, report.grant));
    const { kioskId, sequence } = report;
    return kind && { kind, kioskId, fromSequence: sequence, toSequence: sequence };
  },
  // The traveller may still wait for an officer
  isHeldBack: (transaction, { kioskId, transactionId }) => isUndecided(transaction, kioskId, transactionId),
};

/** Alarm for each refusal of a viewing; `undefined` for refusals that occur in normal operation. */
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
 * The alarm of a viewing.
 * @param isGrantKnown whether this server signed the grant. A lane accepts only grants signed with the server's key, so an unknown grant
 * was signed elsewhere, or the database was rolled back
 */
function viewingAlarm(viewing: ViewingReport, isGrantKnown: boolean): AlarmKind | undefined {
  if (!isGrantKnown) return 'unrecorded-grant';
  return viewing.refusal === undefined ? undefined : REFUSAL_ALARMS[viewing.refusal];
}
