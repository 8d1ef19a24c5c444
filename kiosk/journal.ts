/** The kiosk's own records that must survive a crash: reports and today's comparison counts. No biometrics, no names. */
import { join } from 'node:path';
import { type ComparisonCounts, comparisonCounts, createComparisonCountsTable } from './store/comparison-counts.ts';
import { openDatabase } from './store/database.ts';
import { createInspectionRecordsTable, type InspectionRecords, inspectionRecords } from './store/inspection-records.ts';
import { createOutboxTable, type Outbox, openOutbox } from './uplink/outbox.ts';

export interface Journal {
  readonly outbox: Outbox;
  readonly counts: ComparisonCounts;
  readonly inspections: InspectionRecords;
  close(): Promise<void>;
}

export const JOURNAL_FILE = 'journal.sqlite';

export async function openJournal(dataDir: string): Promise<Journal> {
  const db = await openDatabase(join(dataDir, JOURNAL_FILE), async (tx) => {
    await createOutboxTable(tx);
    await createComparisonCountsTable(tx);
    await createInspectionRecordsTable(tx);
  });
  const outbox = await openOutbox(db);
  return {
    outbox,
    counts: comparisonCounts(db),
    inspections: inspectionRecords(db),
    async close() {
      await outbox.close();
      await db.destroy();
    },
  };
}
