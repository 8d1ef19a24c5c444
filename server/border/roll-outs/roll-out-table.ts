import { RELEASE_KINDS, type ReleaseKind } from '../../contract/release.ts';
import { GATE_STATES, type GateState, ROLL_OUT_STEPS } from '../../contract/roll-out.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, insertRow, insertRowIfNew } from '../../records/ledger/recorded/write-row.ts';
import { CHARTS } from './charts.ts';

/**
 * The steps as the server has them. In the first, no lane takes models or a policy that decide: their file judges beside those in use. It has
 * no gate, so lanes need no word for it.
 */
export const STORED_STEPS = ['shadow', ...ROLL_OUT_STEPS] as const;
export type StoredStep = (typeof STORED_STEPS)[number];

/**
 * Why a roll-out is held or returned: a chart rang, a shadow passage exceeded its limits, a lane left the release by
 * itself, or a person decided.
 */
export const HALT_CAUSES = [...CHARTS, 'shadow', 'left-by-lanes', 'person'] as const;
export type HaltCause = (typeof HALT_CAUSES)[number];

export interface ReleaseKey {
  readonly kind: ReleaseKind;
  readonly name: string;
  readonly version: number;
}

export interface StoredRollOut extends ReleaseKey {
  readonly step: StoredStep;
  readonly state: GateState;
  readonly why: HaltCause | null;
  readonly begunAt: number;
  readonly stepAt: number;
  readonly changedAt: number;
  readonly changedBy: string | null;
}

export async function beginRollOut(
  transaction: Transaction,
  { kind, name, version }: ReleaseKey,
  step: 'shadow' | 'laboratory',
  at: number,
): Promise<void> {
  await insertRowIfNew(transaction, 'roll_outs', {
    kind,
    name,
    version,
    step,
    state: 'open',
    begun_at: at,
    step_at: at,
    changed_at: at,
  });
}

/** Newest first. */
export async function listRollOuts(database: Connection): Promise<StoredRollOut[]> {
  const rows: readonly Record<string, unknown>[] = await database('roll_outs').orderBy([
    { column: 'begun_at', order: 'desc' },
    { column: 'kind', order: 'asc' },
    { column: 'name', order: 'asc' },
    { column: 'version', order: 'asc' },
  ]);
  return rows.map(rollOutOf);
}

export async function findRollOut(database: Connection, key: ReleaseKey): Promise<StoredRollOut | undefined> {
  const row: Record<string, unknown> | undefined = await database('roll_outs').where(columnsOf(key)).first();
  return row === undefined ? undefined : rollOutOf(row);
}

/** Changes the roll-out if it still is in this state and step. Resolves to whether it was. */
export async function changeRollOut(
  transaction: Transaction,
  before: StoredRollOut,
  change: Partial<Pick<StoredRollOut, 'step' | 'state' | 'why'>>,
  { at, by }: { readonly at: number; readonly by: string | null },
): Promise<boolean> {
  const { step, state } = before;
  const changed = await changeRows(
    transaction,
    'roll_outs',
    { ...columnsOf(before), step, state },
    {
      ...change,
      ...(change.step !== undefined && { step_at: at }),
      changed_at: at,
      changed_by: by,
    },
  );
  return changed === 1;
}

export interface Freeze {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  readonly madeBy: string;
}

/** The freezes that have not ended, earliest first. */
export async function listFreezes(database: Connection, now: number): Promise<Freeze[]> {
  const rows: readonly Record<string, unknown>[] = await database('release_freezes')
    .whereNull('ended_at')
    .where('until_at', '>', now)
    .orderBy(['from_at', 'id']);
  return rows.map((row) => ({
    id: textColumn(row['id']),
    from: integerColumn(row['from_at']),
    until: integerColumn(row['until_at']),
    madeBy: textColumn(row['made_by']),
  }));
}

export async function insertFreeze(
  transaction: Transaction,
  { id, from, until, madeBy }: Freeze,
  at: number,
): Promise<void> {
  await insertRow(transaction, 'release_freezes', { id, from_at: from, until_at: until, made_by: madeBy, made_at: at });
}

/** Resolves to whether there was one. */
export async function endFreeze(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const open = (rows: { where: (which: object) => { whereNull: (column: string) => unknown } }): unknown =>
    rows.where({ id }).whereNull('ended_at');
  return (await changeRows(transaction, 'release_freezes', open, { ended_at: at })) === 1;
}

function columnsOf({ kind, name, version }: ReleaseKey) {
  return { kind, name, version };
}

const KINDS = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];

function rollOutOf(row: Record<string, unknown>): StoredRollOut {
  const why = nullableTextColumn(row['why']);
  return {
    kind: wordColumn(KINDS, row['kind']),
    name: textColumn(row['name']),
    version: integerColumn(row['version']),
    step: wordColumn(STORED_STEPS, row['step']),
    state: wordColumn(GATE_STATES, row['state']),
    why: why === null ? null : wordColumn(HALT_CAUSES, why),
    begunAt: integerColumn(row['begun_at']),
    stepAt: integerColumn(row['step_at']),
    changedAt: integerColumn(row['changed_at']),
    changedBy: nullableTextColumn(row['changed_by']),
  };
}
