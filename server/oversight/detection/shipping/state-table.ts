/** Up to where findings were shipped, and how that goes. One row. */
import { z } from 'zod';
import { DELIVERY_RESULTS } from '../../alerts/vocabulary.ts';
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { positionSchema } from '../state-table.ts';

const NAME = 'siem';

const stateSchema = z.strictObject({
  /** Raised by each save, so that two servers do not move the position over each other. */
  save: z.int().min(1),
  position: positionSchema,
  /** Events before this time are left out: it is a week before the first start. */
  since: z.number(),
  /** When all that was to be sent had been accepted, or shipping began. */
  currentAt: z.number(),
  /** Findings and events that the receiver has accepted. */
  shipped: z.int(),
  lastAt: z.number().nullable(),
  lastResult: z.enum(DELIVERY_RESULTS).nullable(),
  /** Attempts that failed since the last one that succeeded. */
  failures: z.int(),
});
export type ShippingState = z.infer<typeof stateSchema>;

export async function loadShipping(database: Connection): Promise<ShippingState | undefined> {
  const row: { content: unknown } | undefined = await database('shipping_state').where({ name: NAME }).first('content');
  return row === undefined ? undefined : stateSchema.parse(JSON.parse(textColumn(row.content)));
}

/** Replaces the state that was loaded. `false`, without a change, when another server has saved since. */
export async function saveShipping(transaction: Transaction, state: ShippingState, at: number): Promise<boolean> {
  const known = await loadShipping(transaction);
  if ((known?.save ?? 0) !== state.save - 1) return false;
  await transaction('shipping_state')
    .insert({ name: NAME, saved_at: Math.round(at), content: JSON.stringify(state) })
    .onConflict('name')
    .merge();
  return true;
}
