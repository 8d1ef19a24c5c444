import { z } from 'zod';
import { RISK_BANDS } from '../../../../models/risk/risk-model.ts';
import { personIdSchema } from '../../../platform/access/vocabulary.ts';
import { integerColumn, jsonColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  checked,
  flag,
  integer,
  json,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { officeIdSchema } from '../../../contract/office-keys.ts';
import { StoreError } from '../../../platform/database/store-error.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, insertRow, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import type { Recommendation } from '../selection/recommend.ts';
import { type DeclaredRisk, riskSchema } from '../selection/score-declaration.ts';
import {
  CONTROL_OUTCOMES,
  CONTROL_REASONS,
  CONTROL_ROUTES,
  type ControlRoute,
  MADE_CONTROLS,
  UNSCORED_CAUSES,
} from '../selection/vocabulary.ts';

/** The selection of an accepted declaration. */
export interface StoredControl extends Recommendation {
  /** Id of the declaration. */
  readonly id: string;
  /** Wall ms. */
  readonly receivedAt: number;
  readonly risk: DeclaredRisk;
  /** Offices to whose keys the goods are sealed; `null` for a declaration that an earlier program stored. */
  readonly offices: readonly string[] | null;
  /** Drawn at random. No officer sees it before the control has a result. */
  readonly drawn: boolean;
}

const results = table({
  made: word(MADE_CONTROLS),
  outcome: word(CONTROL_OUTCOMES),
  reason: word(CONTROL_REASONS),
  decidedBy: checked(personIdSchema),
  /** The second officer of a waived control; `null` while it waits for one, and for other outcomes. */
  confirmedBy: nullable(checked(personIdSchema)),
  /** Wall ms. */
  decidedAt: integer,
});

export type ControlResult = RecordOf<typeof results>;
const NO_RESULT = { made: null, outcome: null, reason: null, decided_by: null, confirmed_by: null, decided_at: null };

export interface ControlWithResult extends StoredControl {
  readonly result: ControlResult | null;
}

export const controls = table<ControlWithResult>({
  id: text,
  receivedAt: integer,
  route: nullable(word(CONTROL_ROUTES)),
  place: integer,
  risk: { read: riskIn, write: riskColumns },
  offices: nullable(json(z.array(officeIdSchema))),
  drawn: flag,
  result: {
    read: (row) => (row['decided_at'] === null ? null : results.read(row)),
    write: (result) => (result === null ? NO_RESULT : results.row(result)),
  },
});

/** Whether a result stands: a waived control needs the second officer. */
export function isSettled({ result }: ControlWithResult): boolean {
  return result !== null && (result.outcome !== 'waived' || result.confirmedBy !== null);
}

export async function insertControl(transaction: Transaction, control: StoredControl): Promise<void> {
  await insertRow(transaction, 'declaration_controls', controls.row(control));
}

/** `undefined` for a rejected declaration, and for one that was received before there were controls. */
export function findControl(database: Connection, id: string): Promise<ControlWithResult | undefined> {
  return controls.one(database('declaration_controls').where({ id }).first());
}

/** The columns of a result; `undefined` takes the result away. Resolves to `false` when the control was changed since it was read. */
export async function putResult(
  transaction: Transaction,
  { id, result: before }: ControlWithResult,
  result: ControlResult | undefined,
): Promise<boolean> {
  const asRead = (rows: ReturnType<Connection>) =>
    rows.where({ id, decided_at: before?.decidedAt ?? null, confirmed_by: before?.confirmedBy ?? null });
  return (
    (await changeRows(transaction, 'declaration_controls', asRead, controls.row({ result: result ?? null }))) === 1
  );
}

export interface QueuePlace {
  readonly place: number;
  readonly receivedAt: number;
  readonly id: string;
}

/** Controls without a settled result: the greatest place first, then the oldest. */
export function listQueue(
  database: Connection,
  { route, after }: { readonly route?: ControlRoute | undefined; readonly after?: QueuePlace | undefined },
  limit: number,
): Promise<ControlWithResult[]> {
  const query = waiting(database)
    .orderBy([{ column: 'place', order: 'desc' }, { column: 'received_at' }, { column: 'id' }])
    .limit(limit);
  if (route !== undefined) void query.where({ route });
  if (after !== undefined)
    void query.whereRaw('(-place, received_at, id) > (?, ?, ?)', [-after.place, after.receivedAt, after.id]);
  return controls.all(query);
}

export async function countWaiting(database: Connection): Promise<number> {
  const row: { count?: unknown } | undefined = await waiting(database).count({ count: '*' }).first();
  return integerColumn(row?.count);
}

function waiting(database: Connection) {
  return database('declaration_controls')
    .where('place', '>', 0)
    .where((open) => void open.whereNull('decided_at').orWhere({ outcome: 'waived', confirmed_by: null }));
}

function riskIn(row: Row): DeclaredRisk {
  if (row['unscored'] !== null) return { kind: 'unscored', cause: wordColumn(UNSCORED_CAUSES, row['unscored']) };
  const risk = riskSchema.safeParse({
    kind: 'scored',
    band: wordColumn(RISK_BANDS, row['band']),
    reasons: jsonColumn(row['reasons']),
    model: row['model'],
    lines: row['lines'] ?? undefined,
  });
  if (!risk.success) throw new StoreError('damaged', 'a stored control is outside its vocabulary');
  return risk.data;
}

function riskColumns(risk: DeclaredRisk): Row {
  if (risk.kind === 'unscored') return { unscored: risk.cause };
  return { band: risk.band, reasons: JSON.stringify(risk.reasons), model: risk.model, lines: risk.lines ?? null };
}

/** The commitment to the draw of one day. */
export interface DrawDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly commitment: string;
  /** Declarations drawn in a million. */
  readonly share: number;
}

/** Has no effect when the day has its commitment. */
export async function commitDay(
  transaction: Transaction,
  { day, commitment, share }: DrawDay,
  now: number,
): Promise<void> {
  const opening = { opened_key: null, opened_at: null };
  await insertRowIfNew(transaction, 'declaration_draws', { day, commitment, share, committed_at: now, ...opening });
}

/** Days up to `day` whose keys are not opened. */
export async function closedDays(database: Connection, day: string): Promise<string[]> {
  return database('declaration_draws').where('day', '<=', day).whereNull('opened_key').orderBy('day').pluck('day');
}

/** @param key hex */
export async function openDay(transaction: Transaction, day: string, key: string, now: number): Promise<void> {
  await changeRows(transaction, 'declaration_draws', { day }, { opened_key: key, opened_at: now });
}
