/** From a one-time code to a person who can sign in. The code is used up with the last step and not before: a crash in between costs nothing. */
import { randomBytes } from 'node:crypto';
import { personIdSchema, type PersonId } from '../access/vocabulary.ts';
import type { Connection, Transaction } from '../database/connection.ts';
import {
  deleteEnrolmentCodesOf,
  findEnrolmentCode,
  takeEnrolmentCode,
  type EnrolmentCode,
} from './tables/enrolment-codes.ts';
import { findPerson, insertPerson } from './tables/people.ts';
import type { CeremonyAbout } from './ceremony.ts';
import { mayOneInvite } from './alone-enough.ts';
import { digestsOf } from './enrolment-code.ts';
import { recordOwn } from './own-act.ts';
import type { People } from './people.ts';
import { addressSubject } from './sign-in-paces.ts';

export type EnrolmentRefusal =
  | { readonly kind: 'refused'; readonly code: 'enrolment-code-refused' | 'person-exists' | 'person-required' }
  | { readonly kind: 'refused'; readonly code: 'rate-limited'; readonly retryAfterS: number };

/** Who is to be enrolled. */
export interface Candidate {
  readonly id: PersonId;
  readonly displayName: string;
  readonly userHandle: string;
}

/** The code that was typed. Guesses of an address are counted; they would need 2⁹⁹ of them. */
export async function findCode(
  people: People,
  typed: string,
  remoteAddress: string | undefined,
): Promise<{ readonly kind: 'found'; readonly code: EnrolmentCode } | EnrolmentRefusal> {
  const subjects = [addressSubject(remoteAddress)];
  const admission = await people.paces.admit(subjects);
  if (admission.kind === 'refused') {
    people.signals.note('sign-in-throttled');
    return { kind: 'refused', code: 'rate-limited', retryAfterS: admission.retryAfterS };
  }
  const now = people.clock.wallMs();
  const [whole, halves] = digestsOf(typed);
  const code =
    (await findEnrolmentCode(people.knex, whole, now)) ?? (await findEnrolmentCode(people.knex, halves, now));
  if (code === undefined) {
    people.signals.note('enrolment-code-refused');
    return { kind: 'refused', code: 'enrolment-code-refused' };
  }
  await people.queue.run((transaction) => people.paces.forgive(transaction, subjects));
  return { kind: 'found', code };
}

/** Whoever may enrol by a code, and what a ceremony says of them. */
export async function candidateOf(
  people: People,
  asked: { readonly code: string; readonly person?: SaidPerson | undefined },
  remoteAddress: string | undefined,
): Promise<
  | { readonly kind: 'candidate'; readonly person: Candidate; readonly about: Omit<EnrolmentAbout, 'kind' | 'secret'> }
  | EnrolmentRefusal
> {
  const found = await findCode(people, asked.code, remoteAddress);
  if (found.kind === 'refused') return found;
  const candidate = await personOf(people, found.code, asked.person);
  if (candidate.kind === 'refused') return candidate;
  const { id, displayName, userHandle } = candidate.person;
  return { ...candidate, about: { codeDigest: found.code.digest, person: { id, displayName }, userHandle } };
}

interface SaidPerson {
  readonly id: PersonId;
  readonly displayName: string;
}

/** The person whom a code is for; a first administrator is who they say, unless somebody is called so already. */
async function personOf(
  people: People,
  code: EnrolmentCode,
  said: SaidPerson | undefined,
): Promise<{ readonly kind: 'candidate'; readonly person: Candidate } | EnrolmentRefusal> {
  if (code.personId !== null) {
    const person = await findPerson(people.knex, code.personId);
    const isHeld = await isCodeOfEnough(people.knex, code, people.clock.wallMs());
    if (person === undefined || person.disabledAt !== null || !isHeld) {
      return { kind: 'refused', code: 'enrolment-code-refused' };
    }
    return { kind: 'candidate', person };
  }
  if (said === undefined) return { kind: 'refused', code: 'person-required' };
  if ((await findPerson(people.knex, said.id)) !== undefined) return { kind: 'refused', code: 'person-exists' };
  return { kind: 'candidate', person: { ...said, userHandle: randomBytes(32).toString('base64url') } };
}

/** An invitation is one person's code: it makes no key for a person who has, had or is proposed for a duty. */
async function isCodeOfEnough(
  database: Connection,
  { purpose, personId }: EnrolmentCode,
  now: number,
): Promise<boolean> {
  return purpose !== 'invitation' || (personId !== null && (await mayOneInvite(database, personId, now)));
}

type EnrolmentAbout = Extract<CeremonyAbout, { kind: 'enrol-passkey' | 'enrol-password' }>;

/**
 * Uses the code up and makes sure that the person is there. `undefined` when the code was used meanwhile, has run out or was
 * replaced, or when somebody else has taken the name.
 */
export async function useCode(
  people: People,
  transaction: Transaction,
  ceremony: { readonly id: string; readonly expiresAt: number; readonly about: EnrolmentAbout },
): Promise<PersonId | undefined> {
  const now = people.clock.wallMs();
  const { codeDigest, person, userHandle } = ceremony.about;
  const code = await findEnrolmentCode(transaction, codeDigest, now);
  if (code === undefined) return undefined;
  const id = personIdSchema.parse(person.id);
  const known = await findPerson(transaction, id);
  if (code.personId === null ? known !== undefined : known === undefined || known.disabledAt !== null) return undefined;
  if (!(await isCodeOfEnough(transaction, code, now))) return undefined;
  if (code.personId === null && (await people.access.missingAdministrators(transaction, now)) === 0) return undefined;
  if (!(await people.ceremonies.use(transaction, ceremony))) return undefined;
  if (!(await takeEnrolmentCode(transaction, codeDigest, now))) return undefined;
  if (code.personId === null) {
    const { displayName } = person;
    const times = { createdAt: now, createdBy: null, disabledAt: null };
    await insertPerson(transaction, { id, kind: 'person', displayName, userHandle, ...times });
    await people.access.giveFirstAdministrator(transaction, id, now);
  } else {
    await deleteEnrolmentCodesOf(transaction, id);
  }
  await recordOwn(people, transaction, id, 'account.enrol', { purpose: code.purpose });
  return id;
}
