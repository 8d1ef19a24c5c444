/** The kiosk's own records that must survive a crash: reports and today's comparison counts. No biometrics, no names. */
import { join } from 'node:path';
import { type ComparisonCounts, comparisonCounts, createComparisonCountsTable } from './store/comparison-counts.ts';
import { openDatabase } from './store/database.ts';
import { createErasureNotesTable, type ErasureNotes, erasureNotes } from './store/erasure-notes.ts';
import { createInspectionRecordsTable, type InspectionRecords, inspectionRecords } from './store/inspection-records.ts';
import { createOutboxTable, type Outbox, openOutbox } from './uplink/outbox.ts';

export interface Journal {
  readonly outbox: Outbox;
  readonly counts: ComparisonCounts;
  readonly inspections: InspectionRecords;
  readonly erasures: ErasureNotes;
  close(): Promise<void>;
}

export const JOURNAL_FILE = 'journal.sqlite';

export async function openJournal(dataDir: string): Promise<Journal> {
  const db = await openDatabase(join(dataDir, JOURNAL_FILE), async (tx) => {
    await createOutboxTable(tx);
    await createComparisonCountsTable(tx);
    await createInspectionRecordsTable(tx);
    await createErasureNotesTable(tx);
  });
  const outbox = await openOutbox(db);
  return {
    outbox,
    counts: comparisonCounts(db),
    inspections: inspectionRecords(db),
    erasures: erasureNotes(db),
    async close() {
      await outbox.close();
      await db.destroy();
    },
  };
}
