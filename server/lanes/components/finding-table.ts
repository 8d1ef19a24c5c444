/** The tables of findings and of the last check. Both are derived from bills, lanes' statuses and an export, and are made again from them. */
import { z } from 'zod';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import type { Fault } from './findings.ts';
import { SEVERITIES } from './osv/severity.ts';

/** A fault and where its component runs. */
export interface PlacedFault extends Fault {
  readonly onServer: boolean;
  /** Ids of kiosks. */
  readonly lanes: readonly string[];
}

export interface StoredFinding extends PlacedFault {
  readonly number: number;
  /** Wall ms. */
  readonly foundAt: number;
  readonly fixedAt: number | null;
}

/** How long a fixed finding is shown. */
export const KEPT_FIXED_MS = 365 * 86_400_000;

/** Makes the table equal to the faults that were found: new ones are added, those that are gone are fixed. */
export async function replaceFindings(
  transaction: Transaction,
  faults: readonly PlacedFault[],
  at: number,
): Promise<void> {
  const before = new Map((await listFindings(transaction)).map((one) => [keyOf(one), one]));
  for (const fault of faults) {
    const known = before.get(keyOf(fault));
    before.delete(keyOf(fault));
    if (known === undefined) await transaction('component_findings').insert({ ...rowOf(fault), found_at: at });
    else {
      const again = known.fixedAt === null ? {} : { found_at: at, fixed_at: null };
      await transaction('component_findings')
        .where({ number: known.number })
        .update({ ...rowOf(fault), ...again });
    }
  }
  for (const { number, fixedAt } of before.values()) {
    if (fixedAt === null) await transaction('component_findings').where({ number }).update({ fixed_at: at });
  }
  await transaction('component_findings')
    .where('fixed_at', '<', at - KEPT_FIXED_MS)
    .delete();
}

const keyOf = ({ component, version, advisory }: Fault): string => JSON.stringify([component, version, advisory]);

function rowOf(fault: PlacedFault) {
  return {
    advisory: fault.advisory,
    aliases: JSON.stringify(fault.aliases),
    component: fault.component,
    version: fault.version,
    severity: fault.severity,
    score_tenths: fault.score === undefined ? null : Math.round(fault.score * 10),
    summary: fault.summary,
    fixed_version: fault.fixedVersion ?? null,
    published_at: fault.publishedAt,
    due_at: fault.dueAt,
    on_server: fault.onServer ? 1 : 0,
    lanes: JSON.stringify(fault.lanes),
  };
}

/** Open and fixed ones, the earliest deadline first. */
export async function listFindings(database: Connection): Promise<StoredFinding[]> {
  const rows: readonly FindingRow[] = await database('component_findings').orderBy(['due_at', 'number']);
  return rows.map((row) => {
    const score = nullableIntegerColumn(row.score_tenths);
    return {
      number: integerColumn(row.number),
      advisory: textColumn(row.advisory),
      aliases: namesSchema.parse(jsonColumn(row.aliases)),
      component: textColumn(row.component),
      version: textColumn(row.version),
      severity: wordColumn(SEVERITIES, row.severity),
      score: score === null ? undefined : score / 10,
      summary: textColumn(row.summary),
      fixedVersion: nullableTextColumn(row.fixed_version) ?? undefined,
      publishedAt: integerColumn(row.published_at),
      dueAt: integerColumn(row.due_at),
      onServer: integerColumn(row.on_server) === 1,
      lanes: namesSchema.parse(jsonColumn(row.lanes)),
      foundAt: integerColumn(row.found_at),
      fixedAt: nullableIntegerColumn(row.fixed_at),
    };
  });
}

type FindingRow = Record<
  | 'number'
  | 'advisory'
  | 'aliases'
  | 'component'
  | 'version'
  | 'severity'
  | 'score_tenths'
  | 'summary'
  | 'fixed_version'
  | 'published_at'
  | 'due_at'
  | 'on_server'
  | 'lanes'
  | 'found_at'
  | 'fixed_at',
  unknown
>;

const namesSchema = z.array(z.string());

const lastCheckSchema = z.strictObject({
  /** Digest of the export. */
  digest: z.string(),
  /** Components of all bills, each once. */
  components: z.int().min(0),
  /** Lanes in service whose release has no published bill, or that state no release. */
  lanesWithoutBill: namesSchema,
  /** Published targets that are no bill. */
  unreadableBills: namesSchema,
});
export type LastCheck = z.infer<typeof lastCheckSchema>;

const LAST = 'last';

export async function putCheck(transaction: Transaction, check: LastCheck, at: number): Promise<void> {
  await transaction('component_checks')
    .insert({ name: LAST, at, content: JSON.stringify(check) })
    .onConflict('name')
    .merge();
}

export async function lastCheck(database: Connection): Promise<(LastCheck & { readonly at: number }) | undefined> {
  const row: Record<'at' | 'content', unknown> | undefined = await database('component_checks')
    .where({ name: LAST })
    .first('at', 'content');
  if (row === undefined) return undefined;
  return { ...lastCheckSchema.parse(jsonColumn(row.content)), at: integerColumn(row.at) };
}
