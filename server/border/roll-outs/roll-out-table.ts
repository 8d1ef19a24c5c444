import { RELEASE_KINDS, type ReleaseKind } from '../../contract/release.ts';
import { GATE_STATES, ROLL_OUT_STEPS } from '../../contract/roll-out.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, named, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
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

const KINDS = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];

const rollOuts = table({
  kind: word(KINDS),
  name: text,
  version: integer,
  step: word(STORED_STEPS),
  state: word(GATE_STATES),
  why: nullable(word(HALT_CAUSES)),
  begunAt: integer,
  stepAt: integer,
  changedAt: integer,
  changedBy: nullable(text),
});

export type StoredRollOut = RecordOf<typeof rollOuts>;
export type ReleaseKey = Pick<StoredRollOut, 'kind' | 'name' | 'version'>;

export async function beginRollOut(
  transaction: Transaction,
  { kind, name, version }: ReleaseKey,
  step: 'shadow' | 'laboratory',
  at: number,
): Promise<void> {
  await insertRowIfNew(
    transaction,
    'roll_outs',
    rollOuts.row({ kind, name, version, step, state: 'open', begunAt: at, stepAt: at, changedAt: at }),
  );
}

/** Newest first. */
export function listRollOuts(database: Connection): Promise<StoredRollOut[]> {
  return rollOuts.all(
    database('roll_outs').orderBy([
      { column: 'begun_at', order: 'desc' },
      { column: 'kind', order: 'asc' },
      { column: 'name', order: 'asc' },
      { column: 'version', order: 'asc' },
    ]),
  );
}

export function findRollOut(database: Connection, key: ReleaseKey): Promise<StoredRollOut | undefined> {
  return rollOuts.one(database('roll_outs').where(columnsOf(key)).first());
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

const freezes = table({
  id: text,
  from: named('from_at', integer),
  until: named('until_at', integer),
  madeBy: text,
});

export type Freeze = RecordOf<typeof freezes>;

/** The freezes that have not ended, earliest first. */
export function listFreezes(database: Connection, now: number): Promise<Freeze[]> {
  return freezes.all(
    database('release_freezes').whereNull('ended_at').where('until_at', '>', now).orderBy(['from_at', 'id']),
  );
}

export async function insertFreeze(transaction: Transaction, freeze: Freeze, at: number): Promise<void> {
  await insertRow(transaction, 'release_freezes', { ...freezes.row(freeze), made_at: at });
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
