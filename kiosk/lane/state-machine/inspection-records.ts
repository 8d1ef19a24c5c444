/**
 * Counts inspection records: equal ones of an hour share a row, and their order is not stored, so that no row can be linked
 * to the report of a traveller.
 */
import type { InspectionRecord } from '../../rules/document/inspection-record.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';

export interface CountedInspections {
  /** Beginning of an hour, ISO 8601, UTC. */
  readonly hour: string;
  readonly record: InspectionRecord;
  readonly count: number;
}

export interface InspectionRecords {
  add(record: InspectionRecord, wallMs: number): Promise<void>;
  /** Hours from `fromMs` on, oldest first. */
  since(fromMs: number): Promise<readonly CountedInspections[]>;
  countBefore(wallMs: number): Promise<number>;
  dropBefore(wallMs: number): Promise<void>;
}

const TABLE = 'inspection_records';
const HOUR_MS = 3_600_000;

interface Row {
  readonly hour: string;
  readonly record: string;
  readonly count: number;
}

export async function createInspectionRecordsTable(tx: SchemaTransaction): Promise<void> {
  // Without row ids: they would keep the order of arrival
  await tx.raw(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (hour TEXT NOT NULL, record TEXT NOT NULL, count INTEGER NOT NULL,
     PRIMARY KEY (hour, record)) WITHOUT ROWID`,
  );
}

export function inspectionRecords(db: Database): InspectionRecords {
  return {
    async add(record, wallMs) {
      await db(TABLE)
        .insert({ hour: hourOf(wallMs), record: JSON.stringify(record), count: 1 })
        .onConflict(['hour', 'record'])
        .merge({ count: db.raw('?? + 1', [`${TABLE}.count`]) });
    },
    async since(fromMs) {
      const rows = await db<Row>(TABLE).where('hour', '>=', hourOf(fromMs)).orderBy(['hour', 'record']);
      return rows.map(({ hour, record, count }) => ({ hour, record: JSON.parse(record) as InspectionRecord, count }));
    },
    async countBefore(wallMs) {
      const row = await db(TABLE)
        .where('hour', '<', hourOf(wallMs))
        .sum<{ n: number | null }[]>({ n: 'count' })
        .first();
      return row?.n ?? 0;
    },
    async dropBefore(wallMs) {
      await db(TABLE).where('hour', '<', hourOf(wallMs)).delete();
    },
  };
}

function hourOf(wallMs: number): string {
  return new Date(Math.floor(wallMs / HOUR_MS) * HOUR_MS).toISOString();
}
