/** The selection rules that held for declarations, and their counts. */
import { z } from 'zod';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';
import type { RuleCount } from '../selection/rule-effects.ts';
import { CONTROL_OUTCOMES, CONTROL_ROUTES, MADE_CONTROLS } from '../selection/vocabulary.ts';
import type { Period } from './control-counts.ts';

export interface SelectedDeclaration {
  /** Id of the declaration. */
  readonly id: string;
  /** Wall ms. */
  readonly receivedAt: number;
  /** Version of the set. */
  readonly set: number;
  /** Ids of rules in force: officers see them. */
  readonly held: readonly string[];
  /** Ids of rules in trial. They have no effect and are counted only. */
  readonly trial: readonly string[];
  /** Whether channel, risk model or draw select it as well. */
  readonly otherwise: boolean;
}

export async function insertSelected(transaction: Transaction, selected: SelectedDeclaration): Promise<void> {
  const { id, receivedAt, set, held, trial, otherwise } = selected;
  await insertRow(transaction, 'selected_declarations', {
    id,
    received_at: receivedAt,
    rule_set: set,
    held: JSON.stringify(held),
    trial: JSON.stringify(trial),
    otherwise: Number(otherwise),
  });
}

/** The rules in force that held for these declarations, with the version of their set. */
export async function findHeld(
  database: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<SelectedDeclaration, 'set' | 'held'>>> {
  const rows: readonly Record<string, unknown>[] = await database('selected_declarations').whereIn('id', [...ids]);
  return new Map(
    rows.map((row) => [String(row['id']), { set: integerColumn(row['rule_set']), held: idsOf(row['held']) }]),
  );
}

const DAY_MS = 86_400_000;

export async function countSelected(database: Connection, { from, until }: Period): Promise<RuleCount[]> {
  const query = database('selected_declarations')
    .join('declaration_controls', 'declaration_controls.id', 'selected_declarations.id')
    .where('selected_declarations.received_at', '>=', from)
    .where('selected_declarations.received_at', '<', until);
  const groups = ['rule_set', 'held', 'trial', 'otherwise', 'route', 'place', 'made', 'outcome'] as const;
  // Both databases divide whole numbers without a remainder
  const day = database.raw(`(selected_declarations.received_at / ${DAY_MS})`);
  const rows: readonly Record<string, unknown>[] = await query
    .select([...groups, database.raw('? as day', [day])])
    .groupBy([...groups, day])
    .count({ rows: '*' });
  return rows.map((row) => ({
    day: integerColumn(row['day']),
    set: integerColumn(row['rule_set']),
    held: idsOf(row['held']),
    trial: idsOf(row['trial']),
    otherwise: integerColumn(row['otherwise']) === 1,
    isQueued: integerColumn(row['place']) > 0,
    route: row['route'] === null ? null : wordColumn(CONTROL_ROUTES, row['route']),
    result:
      nullableTextColumn(row['outcome']) === null
        ? null
        : {
            made: wordColumn(MADE_CONTROLS, row['made']),
            outcome: wordColumn(CONTROL_OUTCOMES, row['outcome']),
          },
    count: integerColumn(row['rows']),
  }));
}

/** Accepted declarations of each day. */
export async function countDays(database: Connection, { from, until }: Period): Promise<ReadonlyMap<number, number>> {
  const day = database.raw(`(received_at / ${DAY_MS})`);
  const rows: readonly Record<string, unknown>[] = await database('declaration_controls')
    .where('received_at', '>=', from)
    .where('received_at', '<', until)
    .select(database.raw('? as day', [day]))
    .groupBy(day)
    .count({ rows: '*' });
  return new Map(rows.map((row) => [integerColumn(row['day']), nullableIntegerColumn(row['rows']) ?? 0]));
}

const idsSchema = z.array(z.string());

function idsOf(column: unknown): readonly string[] {
  return idsSchema.parse(jsonColumn(column));
}
