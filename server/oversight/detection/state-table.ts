/** The position of the stream and the engine's memory, as one row. */
import { z } from 'zod';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Position } from './stream/stream.ts';

const NAME = 'engine';

export const positionSchema = z.strictObject({
  entry: z.int().min(0),
  signals: z.record(z.string(), z.int()),
  latestAt: z.number(),
});

const stateSchema = z.strictObject({
  /** Raised by each save, so that two servers do not judge the same events. */
  save: z.int().min(1),
  position: positionSchema,
  /** Whether all entries of the past were read once. */
  isCurrent: z.boolean(),
  /** Time of the engine's latest turn. */
  turnedAt: z.number(),
  /** The engine's own JSON. */
  engine: z.unknown(),
});

export interface StoredState {
  readonly save: number;
  readonly position: Position;
  readonly isCurrent: boolean;
  readonly turnedAt: number;
  readonly engine: unknown;
}

export async function loadState(database: Connection): Promise<StoredState | undefined> {
  const row: { content: unknown } | undefined = await database('detection_state')
    .where({ name: NAME })
    .first('content');
  return row === undefined ? undefined : stateSchema.parse(JSON.parse(textColumn(row.content)));
}

/** Replaces the state that was loaded. `false`, without a change, when another server has saved since. */
export async function saveState(transaction: Transaction, state: StoredState, at: number): Promise<boolean> {
  const known = await loadState(transaction);
  if ((known?.save ?? 0) !== state.save - 1) return false;
  await transaction('detection_state')
    .insert({ name: NAME, saved_at: Math.round(at), content: JSON.stringify(state) })
    .onConflict('name')
    .merge();
  return true;
}
