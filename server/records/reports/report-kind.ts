import type { Report } from '../../contract/report.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { AlarmReason } from '../alarms/alarm-table.ts';

/** A report that is being stored, besides its content. */
export interface StoredReport {
  readonly feedPosition: number;
  /** Wall ms, as in the receipt. */
  readonly receivedAt: number;
  /** SHA-256 of the report, hex. */
  readonly digest: string;
}

/**
 * Effects of one kind of report on the records of its room. All run in the transaction that stores the report, in the order of this type. A new kind gets
 * a file in its room and a line in `intake/ingest/report-kinds.ts`.
 */
export interface ReportKind<One extends Report = Report> {
  /** Updates rows that follow from the report, before its entry in the ledger. */
  derive?(transaction: Transaction, report: One, stored: StoredReport): Promise<void>;
  /** Enters the report in the ledger under a type of its own, so that the entries of this type can be counted. */
  enterOwn?(transaction: Transaction, report: One, stored: StoredReport): Promise<void>;
  /** Settles records that waited for the report. Resolves to the alarm that it raises, if any. */
  settle?(transaction: Transaction, report: One, stored: StoredReport): Promise<AlarmReason | undefined>;
  /** Whether consoles must not see the report, yet or ever. */
  isHeldBack(transaction: Transaction, report: One): Promise<boolean>;
}
