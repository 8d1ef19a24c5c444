/** One reconciler for each entry type and one reader for each table. The types and a test require an entry here for every new one. */
import type { Connection } from '../../../platform/database/connection.ts';
import { isRecordedTable, RECORDED_TABLES, TABLE_PROOFS } from '../recorded/recorded-tables.ts';
import type { EntryType } from '../entry/entry.ts';
import { acts, exports, policies } from './act-rows.ts';
import { alarms } from './alarms.ts';
import type { Difference } from '../../../platform/base/difference.ts';
import { declarationViewings, grants, testReferrals } from './grants.ts';
import type { Row } from '../../../platform/database/table.ts';
import { differs, type Context, type Reconciler } from './reconciler.ts';
import { erasures, reports, viewings } from './reports.ts';
import { rows, rowsWithoutEntry } from './rows.ts';

export const RECONCILERS: { readonly [Type in EntryType]: Reconciler<Type> } = {
  report: reports,
  act: acts,
  alarm: alarms,
  grant: grants,
  viewing: viewings,
  'declaration-viewing': declarationViewings,
  erasure: erasures,
  policy: policies,
  export: exports,
  'test-referral': testReferrals,
  row: rows,
  // The entry counts the adopted rows; a `row` entry of each row has its content.
  adoption: { subjectOf: () => 'adoption', compare: () => Promise.resolve([]) },
};

/** Reads a table page by page and finds rows without an entry. */
export interface TableReader {
  readonly key: readonly string[];
  missing(context: Context, page: readonly Row[]): Promise<Difference[]>;
}

/** For rows whose content is compared from the entries' side: checks only that an entry exists. */
function named(key: string, kind: string, subjectOf: (row: Row) => string): TableReader {
  return {
    key: [key],
    async missing({ database }, page) {
      const known = await knownSubjects(database, page.map(subjectOf));
      return page.filter((row) => !known.has(subjectOf(row))).map(() => differs('row-unrecorded', kind, null));
    },
  };
}

async function knownSubjects(database: Connection, subjects: readonly string[]): Promise<Set<string>> {
  return new Set(
    await database('ledger_openings')
      .whereIn('subject', [...new Set(subjects)])
      .pluck('subject'),
  );
}

/** A row derived from a report: the report exists, is of this kind, and has its entry. */
function derived(table: string, reportKind: string): TableReader {
  return {
    key: ['feed_position'],
    async missing({ database }, page) {
      const positions = page.map((row) => row['feed_position'] as number);
      const there: number[] = await database('reports')
        .where({ kind: reportKind })
        .whereIn('feed_position', positions)
        .pluck('feed_position');
      const known = new Set(there.map(Number));
      return page
        .filter((row) => !known.has(Number(row['feed_position'])))
        .map(() => differs('row-unrecorded', table, null));
    },
  };
}

const COMPARED: Readonly<Record<string, TableReader>> = {
  reports: named('feed_position', 'reports', (row) => `report/${String(row['feed_position'])}`),
  viewings: derived('viewings', 'viewing'),
  erasures: derived('erasures', 'erasure'),
  readiness_records: derived('readiness_records', 'readiness'),
  acts: named('position', 'acts', (row) => `act/${String(row['id'])}`),
  alarms: named('id', 'alarms', (row) => `alarm/${String(row['id'])}`),
};

/** Every table with rows to be proved. Openings are proved from the log. */
export const TABLE_READERS: Readonly<Record<string, TableReader>> = Object.fromEntries(
  Object.keys(TABLE_PROOFS).flatMap((table) => {
    if (isRecordedTable(table)) {
      const { key } = RECORDED_TABLES[table];
      return [
        [table, { key, missing: (context, page) => rowsWithoutEntry(context, table, page) } satisfies TableReader],
      ];
    }
    const reader = COMPARED[table];
    return reader === undefined ? [] : [[table, reader]];
  }),
);
