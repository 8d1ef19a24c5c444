import { randomBytes } from 'node:crypto';
import type { PersonId, Role, SiteId } from '../access/vocabulary.ts';
import type { KioskId, TransactionId } from '../contract/field.ts';
import { enter } from '../ledger/entry/enter.ts';
import { actDetailsSchema, type ActDetails } from '../ledger/entry/entry.ts';
import { insertAct, type RecordedAct } from './act-table.ts';
import type { Transaction } from '../database/connection.ts';

/** What an act was done to, by ids of ours. */
export interface ActTarget {
  readonly site?: SiteId;
  readonly kioskId?: KioskId;
  readonly transactionId?: TransactionId;
  /** A person, a proposal, an export: a slug. */
  readonly subject?: string;
}

export interface ActDraft {
  readonly person: PersonId;
  /** Of the duty that was exercised; `null` for what everybody may do with their own account. */
  readonly role: Role | null;
  readonly act: RecordedAct;
  readonly target?: ActTarget;
  /** `done`, or the code of a refusal. */
  readonly result: string;
  /** Wall ms. */
  readonly at: number;
  /** Closed words, ids of ours and numbers, at most eight: never what somebody typed. */
  readonly details?: ActDetails;
}

/**
 * Records an act: a row for those who audit, and an entry of the ledger, in the transaction of what was done. Returns its id.
 * Whoever answers waits for `LedgerGate.settle` after the commit, so that nothing is acknowledged that the log may lack. Throws
 * `ZodError` for details that are sentences.
 */
export async function recordAct(transaction: Transaction, draft: ActDraft): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const { person, role, act, target = {}, result } = draft;
  const at = Math.round(draft.at);
  const details = actDetailsSchema.parse(draft.details ?? {});
  const { site = null, kioskId = null, transactionId = null, subject = null } = target;
  const about = { role, act, site, kioskId, transactionId, subject, result, details, at };
  await enter(transaction, `act/${id}`, { type: 'act', version: 1, actId: id, actor: person, ...about });
  await insertAct(transaction, { id, person, ...about });
  return id;
}
