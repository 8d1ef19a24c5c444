import type { Permit } from '../../platform/access/guarded-router.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { recordAct, type ActDraft } from '../../records/acts/record-act.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { People } from './people.ts';

/** Records an act on another person's account, done under a duty. */
export async function recordPermitted(
  { clock }: People,
  transaction: Transaction,
  { principal, duty, act }: Permit,
  subject: PersonId,
  details: NonNullable<ActDraft['details']> = {},
): Promise<void> {
  await recordAct(transaction, {
    person: principal.personId,
    session: principal.sessionId,
    role: duty.role,
    act,
    target: { subject },
    result: 'done',
    at: clock.wallMs(),
    details,
  });
}
