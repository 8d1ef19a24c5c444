import { randomBytes } from 'node:crypto';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { codeOpening } from './opening-writer.ts';
import { eraseOpenings, insertOpenings } from './openings.ts';
import { commitTo, entryPayload, SALT_BYTES } from './commitment.ts';
import type { EntryDraft } from './entry.ts';

const EVENT_BYTES = 16;

/**
 * Makes an entry in the transaction of the recorded event, so that both become durable together. The integrator adds it to the log after
 * the commit; a caller that must not answer earlier waits for `Integrator.settle`. `subject` is its search key: `report/7`.
 */
export async function enter(transaction: Transaction, subject: string, entry: EntryDraft): Promise<void> {
  await enterAll(transaction, [{ subject, entry }]);
}

export interface SubjectEntry {
  readonly subject: string;
  readonly entry: EntryDraft;
}

/** Like `enter`, for several entries in order. */
export async function enterAll(transaction: Connection, entries: readonly SubjectEntry[]): Promise<void> {
  const openings = entries.map(({ subject, entry }) => {
    const opening = { salt: randomBytes(SALT_BYTES), payload: entryPayload(entry) };
    const { type } = entry;
    const parts = { event: randomBytes(EVENT_BYTES), subject, type, entry: commitTo(entry, opening) };
    return { ...parts, ...opening, ...codeOpening(transaction, parts) };
  });
  await insertOpenings(transaction, openings);
}

/** Erases the content of these events' entries and enters the erasure, in one transaction. At most 256 events. */
export async function eraseEntries(
  transaction: Transaction,
  erasure: { readonly events: readonly Uint8Array[]; readonly cause: 'retention' | 'request'; readonly at: number },
): Promise<number> {
  const erased = await eraseOpenings(transaction, erasure.events);
  const events = erasure.events.map((event) => Buffer.from(event).toString('hex'));
  await enter(transaction, 'erasure', {
    type: 'erasure',
    version: 2,
    cause: erasure.cause,
    kioskId: null,
    receiptDigest: null,
    events,
    retentionClass: null,
    erased: null,
    at: erasure.at,
  });
  return erased;
}
