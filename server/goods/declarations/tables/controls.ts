import { z } from 'zod';
import { RISK_BANDS } from '../../../../models/risk/risk-model.ts';
import type { PersonId } from '../../../platform/access/vocabulary.ts';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
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
  type ControlOutcome,
  type ControlReason,
  type ControlRoute,
  MADE_CONTROLS,
  type MadeControl,
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

export interface ControlResult {
  readonly made: MadeControl;
  readonly outcome: ControlOutcome;
  readonly reason: ControlReason;
  readonly decidedBy: PersonId;
  /** The second officer of a waived control; `null` while it waits for one, and for other outcomes. */
  readonly confirmedBy: PersonId | null;
  /** Wall ms. */
  readonly decidedAt: number;
}

export interface ControlWithResult extends StoredControl {
  readonly result: ControlResult | null;
}

/** Whether a result stands: a waived control needs the second officer. */
export function isSettled({ result }: ControlWithResult): boolean {
  return result !== null && (result.outcome !== 'waived' || result.confirmedBy !== null);
}

export async function insertControl(transaction: Transaction, control: StoredControl): Promise<void> {
  const { id, receivedAt, route, place, risk, offices, drawn } = control;
  const isScored = risk.kind === 'scored';
  await insertRow(transaction, 'declaration_controls', {
    id,
    received_at: receivedAt,
    route,
    place,
    band: isScored ? risk.band : null,
    reasons: isScored ? JSON.stringify(risk.reasons) : null,
    model: isScored ? risk.model : null,
    unscored: isScored ? null : risk.cause,
    drawn: Number(drawn),
    lines: isScored ? (risk.lines ?? null) : null,
    offices: offices === null ? null : JSON.stringify(offices),
  });
}

/** `undefined` for a rejected declaration, and for one that was received before there were controls. */
export async function findControl(database: Connection, id: string): Promise<ControlWithResult | undefined> {
  const row: Record<string, unknown> | undefined = await database('declaration_controls').where({ id }).first();
  return row === undefined ? undefined : controlOf(row);
}

/** The columns of a result; `undefined` takes the result away. Resolves to `false` when the control was changed since it was read. */
export async function putResult(
  transaction: Transaction,
  { id, result: before }: ControlWithResult,
  result: ControlResult | undefined,
): Promise<boolean> {
  const columns = {
    made: result?.made ?? null,
    outcome: result?.outcome ?? null,
    reason: result?.reason ?? null,
    decided_by: result?.decidedBy ?? null,
    confirmed_by: result?.confirmedBy ?? null,
    decided_at: result?.decidedAt ?? null,
  };
  const asRead = (rows: ReturnType<Connection>) =>
    rows.where({ id, decided_at: before?.decidedAt ?? null, confirmed_by: before?.confirmedBy ?? null });
  return (await changeRows(transaction, 'declaration_controls', asRead, columns)) === 1;
}

export interface QueuePlace {
  readonly place: number;
  readonly receivedAt: number;
  readonly id: string;
}

/** Controls without a settled result: the greatest place first, then the oldest. */
export async function listQueue(
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
  const rows: readonly Record<string, unknown>[] = await query;
  return rows.map(controlOf);
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

export function controlOf(row: Readonly<Record<string, unknown>>): ControlWithResult {
  const route = nullableTextColumn(row['route']);
  return {
    id: textColumn(row['id']),
    receivedAt: integerColumn(row['received_at']),
    route: route === null ? null : wordColumn(CONTROL_ROUTES, route),
    place: integerColumn(row['place']),
    risk: riskOf(row),
    offices: officesOf(row),
    drawn: integerColumn(row['drawn']) === 1,
    result: resultOf(row),
  };
}

function resultOf(row: Readonly<Record<string, unknown>>): ControlResult | null {
  const decidedAt = nullableIntegerColumn(row['decided_at']);
  if (decidedAt === null) return null;
  return {
    made: wordColumn(MADE_CONTROLS, row['made']),
    outcome: wordColumn(CONTROL_OUTCOMES, row['outcome']),
    reason: wordColumn(CONTROL_REASONS, row['reason']),
    decidedBy: textColumn(row['decided_by']) as PersonId,
    confirmedBy: nullableTextColumn(row['confirmed_by']) as PersonId | null,
    decidedAt,
  };
}

function riskOf(row: Readonly<Record<string, unknown>>): DeclaredRisk {
  const cause = nullableTextColumn(row['unscored']);
  if (cause !== null) return { kind: 'unscored', cause: wordColumn(UNSCORED_CAUSES, cause) };
  const band = wordColumn(RISK_BANDS, row['band']);
  const risk = riskSchema.safeParse({
    kind: 'scored',
    band,
    reasons: jsonColumn(row['reasons']),
    model: row['model'],
    lines: row['lines'] ?? undefined,
  });
  if (!risk.success) throw new StoreError('damaged', 'a stored control is outside its vocabulary');
  return risk.data;
}

const officesSchema = z.array(officeIdSchema);

function officesOf(row: Readonly<Record<string, unknown>>): readonly string[] | null {
  const offices = row['offices'] ?? null;
  return offices === null ? null : officesSchema.parse(jsonColumn(offices));
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
