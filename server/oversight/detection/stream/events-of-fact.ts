/** Events of one entry of the ledger. Pure. */
import type { DetectionEvent } from '../events/event.ts';
import { eventsOfAct } from './events-of-act.ts';
import { eventsOfReport } from './events-of-report.ts';
import { eventsOfRow } from './events-of-row.ts';
import type { EntryOf, Fact, Rows } from './facts.ts';

/** Alarms that also are faults of a lane. */
const LANE_FAULTS: ReadonlySet<string> = new Set(['lane-out-of-service', 'lane-slow', 'lane-drifted']);

/** @param latestAt time of the event before, for entries without a time of their own */
export function eventsOfFact({ index, entry }: Fact, rows: Rows, latestAt: number): readonly DetectionEvent[] {
  switch (entry.type) {
    case 'report': {
      const report = rows.reports.get(entry.feedPosition);
      const site = rows.sites.get(entry.kioskId);
      return report === undefined ? [] : eventsOfReport(report, { index, site, at: entry.receivedAt });
    }
    case 'act':
      return eventsOfAct(entry, index, rows);
    case 'alarm':
      // Detection does not judge its own alarms
      return entry.filled || entry.kind === 'detection-finding' ? [] : ofAlarm(entry, index, rows);
    case 'grant':
      return [{ ...ofGrant(entry, rows), kind: 'evidence-granted', at: entry.at, entry: index }];
    case 'viewing': {
      const grant = rows.grants.get(entry.grant);
      if (entry.refusal !== null || grant === undefined) return [];
      return [{ ...ofGrant(grant, rows), kind: 'evidence-viewed', at: entry.at, entry: index }];
    }
    case 'row':
      return eventsOfRow(entry, index, rows, latestAt);
    case 'declaration-viewing':
    case 'erasure':
    case 'policy':
    case 'export':
    case 'adoption':
    case 'test-referral':
      return [];
  }
}

function ofAlarm({ kind, kioskId, at }: EntryOf<'alarm'>, index: number, rows: Rows): readonly DetectionEvent[] {
  const site = kioskId === null ? undefined : rows.sites.get(kioskId);
  const about = { at, entry: index, ...(kioskId !== null && { lane: kioskId }), ...(site !== undefined && { site }) };
  const alarm: DetectionEvent = { ...about, kind: 'alarm', reason: kind };
  return LANE_FAULTS.has(kind) ? [alarm, { ...about, kind: 'lane-fault', reason: kind }] : [alarm];
}

function ofGrant(
  { officer, kioskId, transactionId, relation, purpose }: EntryOf<'grant'>,
  rows: Rows,
): Omit<DetectionEvent, 'at' | 'kind'> {
  const site = rows.sites.get(kioskId);
  return {
    actor: officer,
    lane: kioskId,
    subject: rows.referralOf.get(transactionId) ?? transactionId,
    relation,
    reason: purpose,
    ...(site !== undefined && { site }),
  };
}
