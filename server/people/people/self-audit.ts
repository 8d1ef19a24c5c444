import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { OwnAct } from '../../records/acts/own-acts.ts';
import { recordAct, type ActDraft } from '../../records/acts/record-act.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { findPerson } from './tables/people.ts';
import type { People } from './people.ts';

/** A person, and their session; `null` for an enrolment, which needs none. */
export interface SelfActor {
  readonly personId: PersonId;
  readonly sessionId: string | null;
}

/** Records an act of a person on their own account. Development people are not audited. */
export async function recordSelfAudit(
  { clock }: People,
  transaction: Transaction,
  { personId: person, sessionId: session }: SelfActor,
  act: OwnAct,
  details: NonNullable<ActDraft['details']> = {},
): Promise<void> {
  if ((await findPerson(transaction, person))?.kind !== 'person') return;
  await recordAct(transaction, { person, session, role: null, act, result: 'done', at: clock.wallMs(), details });
}
