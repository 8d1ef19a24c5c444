import type { Attempt } from '../../contract/attempt.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { ATTEMPT_STATES, type AttemptState } from './judge-attempt.ts';

type Document = Pick<Attempt, 'epoch' | 'handle' | 'tried'>;

export interface StoredAttempt extends Document {
  readonly state: AttemptState;
}

/**
 * Resolves to the attempts of the document on its day. Locks their row until the end of the transaction, so that of two lanes only one at
 * a time reads and changes the count.
 */
export async function lockCount(transaction: Transaction, { epoch, handle, tried }: Document): Promise<number> {
  await transaction('attempt_counts')
    .insert({ epoch, handle, tried, made: 0 })
    .onConflict(['epoch', 'handle', 'tried'])
    .merge({ made: transaction.raw('?? + 0', ['attempt_counts.made']) });
  const row: { made: unknown } | undefined = await transaction('attempt_counts')
    .where({ epoch, handle, tried })
    .first('made');
  return integerColumn(row?.made ?? 0);
}

export async function addToCount(transaction: Transaction, { epoch, handle, tried }: Document): Promise<void> {
  await transaction('attempt_counts').where({ epoch, handle, tried }).increment('made', 1);
}

export async function findAttempt(
  transaction: Transaction,
  { kioskId, attemptId }: Pick<Attempt, 'kioskId' | 'attemptId'>,
): Promise<StoredAttempt | undefined> {
  const row: Record<'epoch' | 'handle' | 'tried' | 'state', unknown> | undefined = await transaction('attempts')
    .where({ kiosk_id: kioskId, attempt_id: attemptId })
    .first('epoch', 'handle', 'tried', 'state');
  if (row === undefined) return undefined;
  return {
    epoch: textColumn(row.epoch),
    handle: textColumn(row.handle),
    tried: wordColumn(['comparisons', 'finger'] as const, row.tried),
    state: wordColumn(ATTEMPT_STATES, row.state),
  };
}

export async function putAttempt(
  transaction: Transaction,
  { kioskId, attemptId, epoch, handle, tried }: Attempt,
  state: AttemptState,
  receivedAt: number,
): Promise<void> {
  await transaction('attempts')
    .insert({ kiosk_id: kioskId, attempt_id: attemptId, epoch, handle, tried, state, received_at: receivedAt })
    .onConflict(['kiosk_id', 'attempt_id'])
    .merge(['state']);
}

/** Erases the attempts and counts of days before `epoch` (`YYYY-MM-DD`). */
export async function eraseAttemptsBefore(transaction: Transaction, epoch: string): Promise<void> {
  await transaction('attempts').where('epoch', '<', epoch).delete();
  await transaction('attempt_counts').where('epoch', '<', epoch).delete();
}
