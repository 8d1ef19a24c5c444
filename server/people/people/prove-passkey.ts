import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { advanceCounter, findPasskey } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import type { CeremonyOf } from './ceremony.ts';
import type { People } from './people.ts';
import { verifyAssertion, type AssertionResponse } from './webauthn.ts';

/** A verified assertion whose challenge and counter have not been checked yet. */
export interface HeldAssertion {
  readonly ceremony: CeremonyOf<
    'sign-in' | 'step-up' | 'order' | 'site-order' | 'degradation' | 'degradation-approval'
  >;
  readonly passkeyId: string;
  readonly personId: PersonId;
  readonly counter: number;
}

/** Verifies an authenticator's signature; `undefined` when it is invalid. */
export async function holdAssertion(
  people: People,
  ceremony: HeldAssertion['ceremony'],
  response: AssertionResponse,
): Promise<HeldAssertion | undefined> {
  const passkey = await findPasskey(people.knex, response.id);
  if (passkey === undefined || passkey.regressedAt !== null) return undefined;
  const person = await findPerson(people.knex, passkey.personId);
  if (person === undefined || person.disabledAt !== null) return undefined;
  // An authenticator that selects the account itself returns its user handle.
  const said = response.response.userHandle ?? undefined;
  if (said === undefined ? ceremony.about.kind === 'sign-in' : said !== person.userHandle) return undefined;
  const counter = await verifyAssertion(people.party, ceremony.challenge, response, passkey);
  return counter === undefined ? undefined : { ceremony, passkeyId: passkey.id, personId: person.id, counter };
}

export type TakenAssertion =
  | { readonly kind: 'taken' }
  /** The challenge was already answered. */
  | { readonly kind: 'replayed' }
  /** The counter decreased. The passkey is blocked and the person's sessions, which a copy may have begun, have ended. */
  | { readonly kind: 'regressed'; readonly ended: readonly string[] };

/** Takes an assertion, once. */
export async function takeAssertion(
  people: People,
  transaction: Transaction,
  { ceremony, passkeyId, personId, counter }: HeldAssertion,
): Promise<TakenAssertion> {
  if (!(await people.ceremonies.use(transaction, ceremony))) return { kind: 'replayed' };
  const at = people.clock.wallMs();
  if (await advanceCounter(transaction, { id: passkeyId, counter, at })) return { kind: 'taken' };
  return { kind: 'regressed', ended: await deleteSessionsOf(transaction, personId) };
}

/** Reports a rejected assertion as a possible attack, once the report is durable. */
export function noteTaken(people: People, taken: TakenAssertion | undefined, personId: PersonId): void {
  if (taken?.kind === 'replayed') people.signals.note('challenge-replayed', personId);
  if (taken?.kind !== 'regressed') return;
  people.signals.note('passkey-counter-regressed', personId);
  people.endings.announce(taken.ended);
}
