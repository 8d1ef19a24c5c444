/** From a one-time code to a person who can sign in. The last step uses up the code, so a crash in between costs nothing. */
import { randomBytes } from 'node:crypto';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
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
import { recordSelfAudit } from './self-audit.ts';
import type { People } from './people.ts';
import { addressSubject } from './sign-in-rate-limit.ts';

export type EnrolmentRefusal =
  | { readonly kind: 'refused'; readonly code: 'enrolment-code-refused' | 'person-exists' | 'person-required' }
  | { readonly kind: 'refused'; readonly code: 'rate-limited'; readonly retryAfterS: number };

/** The person to be enrolled. */
export interface Candidate {
  readonly id: PersonId;
  readonly displayName: string;
  readonly userHandle: string;
}

/** Looks up the typed code. Guesses are counted by address; a hit would need 2⁹⁹ of them. */
export async function findCode(
  people: People,
  typed: string,
  remoteAddress: string | undefined,
): Promise<{ readonly kind: 'found'; readonly code: EnrolmentCode } | EnrolmentRefusal> {
  const subjects = [addressSubject(remoteAddress)];
  const admission = await people.rateLimit.admit(subjects);
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
  await people.queue.run((transaction) => people.rateLimit.forgive(transaction, subjects));
  return { kind: 'found', code };
}

/** The person who may enrol with a code, and the data for the ceremony. */
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

/** The person that a code is for. A first administrator chooses a name that is not taken. */
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

/** An invitation issued by one administrator makes no key for a person who has, had or is proposed for a duty. */
async function isCodeOfEnough(
  database: Connection,
  { purpose, personId }: EnrolmentCode,
  now: number,
): Promise<boolean> {
  return purpose !== 'invitation' || (personId !== null && (await mayOneInvite(database, personId, now)));
}

type EnrolmentAbout = Extract<CeremonyAbout, { kind: 'enrol-passkey' | 'enrol-password' }>;

/**
 * Uses up the code and makes sure that the person exists. `undefined` when the code has been used, has expired or was replaced, or when the
 * name has been taken since.
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
  await recordSelfAudit(people, transaction, { personId: id, sessionId: null }, 'account.enrol', {
    purpose: code.purpose,
  });
  return id;
}
