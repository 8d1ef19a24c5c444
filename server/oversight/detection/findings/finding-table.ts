/** The table of findings, and the cases that they join. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  group,
  integer,
  json,
  named,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import type { Finding } from '../engine/finding.ts';
import { EVENT_KINDS } from '../events/event.ts';
import { ENTITY_KINDS } from '../rules/entity.ts';
import { COUNTERFACTUAL_CODES, NEXT_STEP_CODES, RULE_IDS, type RuleId } from '../rules/rule-ids.ts';
import { ALL_DISPOSITION_REASONS, type Disposition, type DispositionReason, DISPOSITIONS } from '../vocabulary.ts';

const TABLE = 'detection_findings';
const OVERDUE_AT_ONCE = 100;

/** The part of a finding that is stored as JSON. */
const contentSchema = z.strictObject({
  score: z.number().exactOptional(),
  observed: z.number(),
  expected: z.number().exactOptional(),
  events: z.array(z.strictObject({ at: z.number(), kind: z.enum(EVENT_KINDS), entry: z.int().exactOptional() })),
  wouldHavePrevented: z.enum(COUNTERFACTUAL_CODES),
  nextStep: z.enum(NEXT_STEP_CODES),
});

const findings = table({
  /** Random, 128 bits in hex. */
  id: text,
  caseId: text,
  rule: word(RULE_IDS),
  version: integer,
  basis: word(['invariant', 'statistic']),
  entity: group({ kind: word(ENTITY_KINDS), id: text }),
  site: nullable(text),
  at: named('found_at', integer),
  from: named('from_at', integer),
  until: named('until_at', integer),
  content: json(contentSchema),
  disposition: nullable(word(DISPOSITIONS)),
  reason: nullable(word(ALL_DISPOSITION_REASONS)),
  judgedBy: nullable(text),
  judgedAt: nullable(integer),
});

export type StoredFinding = Finding &
  Pick<RecordOf<typeof findings>, 'id' | 'caseId' | 'disposition' | 'reason' | 'judgedBy' | 'judgedAt'>;

/** Stores a finding in the transaction that stores the position of the stream. Resolves to its id. */
export async function insertFinding(
  transaction: Transaction,
  finding: Finding,
  { caseId, at: storedAt }: { readonly caseId: string; readonly at: number },
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const { rule, version, basis, entity, site, at, from, until, ...content } = finding;
  const [foundAt, fromAt, untilAt] = [at, from, until].map(Math.round);
  await insertRow(transaction, TABLE, {
    ...findings.row({ id, caseId, rule, version, basis, entity, site, at: foundAt, from: fromAt, until: untilAt }),
    content: JSON.stringify(contentSchema.parse(plain(content))),
    stored_at: storedAt,
  });
  return id;
}

/** Leaves out fields without a value, and numbers that JSON does not have. */
function plain(content: object): unknown {
  return JSON.parse(
    JSON.stringify(content, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? undefined : value,
    ),
  );
}

export async function findFinding(database: Connection, id: string): Promise<StoredFinding | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : findingOf(row);
}

/** Findings without a judgement first, the latest first. */
export async function listFindings(
  database: Connection,
  { limit, caseId }: { readonly limit: number; readonly caseId?: string },
): Promise<StoredFinding[]> {
  const rows: readonly Row[] = await database(TABLE)
    .where((where) => {
      if (caseId !== undefined) void where.where({ case_id: caseId });
    })
    .orderByRaw('case when judged_at is null then 0 else 1 end')
    .orderBy([{ column: 'found_at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(findingOf);
}

/** The latest findings since a time, the oldest first. */
export async function findingsSince(
  database: Connection,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<StoredFinding[]> {
  const rows: readonly Row[] = await database(TABLE)
    .where('found_at', '>=', since)
    .orderBy([{ column: 'found_at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(findingOf).reverse();
}

/** Findings of one rule about one subject since a time, the latest first. */
export async function findingsAbout(
  database: Connection,
  { rule, entity, since }: Pick<Finding, 'rule' | 'entity'> & { readonly since: number },
): Promise<StoredFinding[]> {
  const rows: readonly Row[] = await database(TABLE)
    .where({ rule, entity_kind: entity.kind, entity_id: entity.id })
    .where('found_at', '>=', since)
    .orderBy('found_at', 'desc');
  return rows.map(findingOf);
}

/** Findings of one rule since a time, the oldest first. */
export async function findingsOfRule(database: Connection, rule: RuleId, since: number): Promise<StoredFinding[]> {
  const rows: readonly Row[] = await database(TABLE)
    .where({ rule })
    .where('found_at', '>=', since)
    .orderBy([{ column: 'found_at' }, { column: 'id' }]);
  return rows.map(findingOf);
}

/** `false` when it was judged before. */
export async function judgeStored(
  transaction: Transaction,
  id: string,
  by: {
    readonly disposition: Disposition;
    readonly reason: DispositionReason;
    readonly person: string;
    readonly at: number;
  },
): Promise<boolean> {
  const changed = await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('judged_at'), {
    disposition: by.disposition,
    reason: by.reason,
    judged_by: by.person,
    judged_at: by.at,
  });
  return changed === 1;
}

/** Marks findings that were stored before a time and wait for a judgement; each is returned once. */
export async function takeOverdue(transaction: Transaction, before: number, at: number): Promise<StoredFinding[]> {
  const rows: readonly Row[] = await transaction(TABLE)
    .whereNull('judged_at')
    .whereNull('overdue_at')
    .where('stored_at', '<=', before)
    .orderBy([{ column: 'stored_at' }, { column: 'id' }])
    .limit(OVERDUE_AT_ONCE);
  for (const row of rows) await changeRows(transaction, TABLE, { id: textColumn(row['id']) }, { overdue_at: at });
  return rows.map(findingOf);
}

/** How the findings of a rule were judged. */
export interface RuleRecord {
  readonly rule: RuleId;
  readonly found: number;
  readonly judged: { readonly [One in Disposition]: number };
  readonly latestAt: number | null;
}

/** One record for each rule that exists, in their order. */
export async function recordsOfRules(database: Connection): Promise<RuleRecord[]> {
  const rows: readonly Record<'rule' | 'disposition' | 'count' | 'latest', unknown>[] = await database(TABLE)
    .groupBy('rule', 'disposition')
    .select('rule', 'disposition')
    .count({ count: '*' })
    .max({ latest: 'found_at' });
  return RULE_IDS.map((rule) => {
    const own = rows.filter((row) => row.rule === rule);
    const countOf = (word: string | null) =>
      own.reduce((sum, row) => (row.disposition === word ? sum + integerColumn(row.count) : sum), 0);
    const latest = own.flatMap((row) => nullableIntegerColumn(row.latest) ?? []);
    return {
      rule,
      found: own.reduce((sum, row) => sum + integerColumn(row.count), 0),
      judged: {
        true: countOf('true'),
        'benign-explained': countOf('benign-explained'),
        'rule-wrong': countOf('rule-wrong'),
        test: countOf('test'),
      },
      latestAt: latest.length === 0 ? null : Math.max(...latest),
    };
  });
}

/** Findings without a judgement. */
export async function countWaiting(database: Connection): Promise<number> {
  const row: { count?: unknown } | undefined = await database(TABLE)
    .whereNull('judged_at')
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

function findingOf(row: Row): StoredFinding {
  const { site, content, ...found } = findings.read(row);
  return { ...found, ...(site !== null && { site }), ...content };
}
