import { RISK_BANDS } from '../../../models/risk/risk-model.ts';
import { integerColumn, jsonColumn, nullableTextColumn, textColumn } from '../../database/column.ts';
import type { Connection, Transaction } from '../../database/connection.ts';
import { StoreError } from '../../database/store-error.ts';
import { wordColumn } from '../../database/word-column.ts';
import { changeRows, insertRow, insertRowIfNew } from '../../ledger/recorded/write-row.ts';
import type { Recommendation } from '../selection/recommend.ts';
import { type DeclaredRisk, riskSchema } from '../selection/score-declaration.ts';
import { CONTROL_ROUTES, UNSCORED_CAUSES } from '../selection/vocabulary.ts';

/** The selection of an accepted declaration. */
export interface StoredControl extends Recommendation {
  /** Id of the declaration. */
  readonly id: string;
  /** Wall ms. */
  readonly receivedAt: number;
  readonly risk: DeclaredRisk;
  /** Drawn at random. No officer sees it before the control has a result. */
  readonly drawn: boolean;
}

export async function insertControl(transaction: Transaction, control: StoredControl): Promise<void> {
  const { id, receivedAt, route, place, risk, drawn } = control;
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
  });
}

/** `undefined` for a rejected declaration, and for one that was received before there were controls. */
export async function findControl(database: Connection, id: string): Promise<StoredControl | undefined> {
  const row: Record<string, unknown> | undefined = await database('declaration_controls').where({ id }).first();
  return row === undefined ? undefined : controlOf(row);
}

function controlOf(row: Readonly<Record<string, unknown>>): StoredControl {
  const route = nullableTextColumn(row['route']);
  return {
    id: textColumn(row['id']),
    receivedAt: integerColumn(row['received_at']),
    route: route === null ? null : wordColumn(CONTROL_ROUTES, route),
    place: integerColumn(row['place']),
    risk: riskOf(row),
    drawn: integerColumn(row['drawn']) === 1,
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
  });
  if (!risk.success) throw new StoreError('damaged', 'a stored control is outside its vocabulary');
  return risk.data;
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
