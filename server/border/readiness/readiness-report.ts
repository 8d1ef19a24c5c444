import type { AlarmReason } from '../../records/alarms/alarm-table.ts';
import type { ReadinessReport } from '../../contract/report.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { findApprovals } from './approval-table.ts';
import type { ReportKind } from '../../records/reports/report-kind.ts';
import { insertRecord, isApprovalUsed } from './record-table.ts';

export const READINESS_REPORTS: ReportKind<ReadinessReport> = {
  async settle(transaction, report, stored) {
    const reason = await readinessAlarm(transaction, report);
    await insertRecord(transaction, report, stored);
    return reason;
  },
  // It is not about a traveller
  isHeldBack: () => Promise.resolve(true),
};

/**
 * The alarm of a record, in the transaction that stores it. A lane checks the server's signature before a check begins, so an approval that this
 * server does not have was signed elsewhere, or its database was set back. Each approval is for one check.
 */
async function readinessAlarm(transaction: Transaction, report: ReadinessReport): Promise<AlarmReason | undefined> {
  const { approval, kioskId, sequence } = report;
  if (approval === undefined) return undefined;
  const known = (await findApprovals(transaction, [approval])).get(approval);
  const about =
    known?.kioskId !== kioskId
      ? 'readiness/unknown-approval'
      : (await isApprovalUsed(transaction, approval, report))
        ? 'readiness/used-approval'
        : undefined;
  if (about === undefined) return undefined;
  return { kind: 'readiness-unapproved', kioskId, fromSequence: sequence, toSequence: sequence, about };
}
