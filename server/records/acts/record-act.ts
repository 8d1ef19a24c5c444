import { randomBytes } from 'node:crypto';
import type { PersonId, Role, SiteId } from '../../platform/access/vocabulary.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';
import { enter } from '../ledger/entry/enter.ts';
import { actDetailsSchema, type ActDetails } from '../ledger/entry/entry.ts';
import { insertAct, type RecordedAct } from './act-table.ts';
import type { Transaction } from '../../platform/database/connection.ts';

/** The target of an act, by the server's own ids. */
export interface ActTarget {
  readonly site?: SiteId;
  readonly kioskId?: KioskId;
  readonly transactionId?: TransactionId;
  /** Id of a person, a proposal or an export. */
  readonly subject?: string;
}

/** Acts that belong to the decision about a referred traveller. */
const DECISION_ACTS: ReadonlySet<RecordedAct> = new Set(['referral.decide', 'referral.second', 'referral.review']);

export interface ActDraft {
  readonly person: PersonId;
  /**
   * Id of the session in which the person acts. `null` for acts without one: of commands, of the server itself (`machine.ts`) and of an
   * enrolment. An act names the person whose request causes it in this moment, and no one else.
   */
  readonly session: string | null;
  /** Role of the exercised duty; `null` for acts on the person's own account. */
  readonly role: Role | null;
  readonly act: RecordedAct;
  readonly target?: ActTarget;
  /** `done`, or the code of a refusal. */
  readonly result: string;
  /** Wall ms. */
  readonly at: number;
  /** Closed words, the server's ids and numbers, at most eight; never typed text. */
  readonly details?: ActDetails;
}

/**
 * Records an act in the transaction of its effect: a row for auditors and a ledger entry. Returns its id. The caller waits for
 * `LedgerGate.settle` after the commit before it answers, so that every acknowledged act is in the log. Throws `ZodError` for details that
 * are not of these types.
 */
export async function recordAct(transaction: Transaction, draft: ActDraft): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const { person, session, role, act, target = {}, result } = draft;
  const at = Math.round(draft.at);
  const details = actDetailsSchema.parse(draft.details ?? {});
  const { site = null, kioskId = null, transactionId = null, subject = null } = target;
  const about = { session, role, act, site, kioskId, transactionId, subject, result, details, at };
  const decides = DECISION_ACTS.has(act);
  await enter(transaction, `act/${id}`, { type: 'act', version: 3, decides, actId: id, actor: person, ...about });
  await insertAct(transaction, { id, person, ...about });
  return id;
}
