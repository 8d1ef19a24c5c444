/** Invitations, passkeys and sign-in of the people of traders. WebAuthn, ceremonies and limits are those of the server's own people. */
import { z } from 'zod';
import type { PasskeyRequest } from '../../people/answers/webauthn.ts';
import { sealedCeremonySchema } from '../../people/ceremony.ts';
import { deviceLabel } from '../../people/device-label.ts';
import { plainCode } from '../../contract/crockford-base32.ts';
import { passkeyNameSchema } from '../../people/person-names.ts';
import { digestOf } from '../../people/session-token.ts';
import { networkOf } from '../../http/network-of.ts';
import {
  assertionResponseSchema,
  creationOptions,
  registrationResponseSchema,
  requestOptions,
  verifyAssertion,
  verifyCreation,
} from '../../people/webauthn.ts';
import type { Invitation } from '../api/portal-answers.ts';
import type { Refused } from '../front/messages.ts';
import {
  advanceTraderCounter,
  findTraderPasskey,
  insertTraderPasskey,
  listTraderPasskeys,
} from '../tables/trader-passkeys.ts';
import { insertPortalUse } from '../tables/portal-uses.ts';
import { findTraderPerson, markEnrolled, type StoredTraderPerson } from '../tables/trader-people.ts';
import { deleteTraderSession, deleteTraderSessionsOf, findTraderSession } from '../tables/trader-sessions.ts';
import type { PortalAnswered, PortalAsked } from '../front/portal-actions.ts';
import { isPresent } from './person-presence.ts';
import { type PortalParts, refused } from './portal-parts.ts';

export const nothingSchema = z.strictObject({});
export const invitationCodeSchema = z.strictObject({ code: z.string().max(64) });
export const newPasskeySchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  response: registrationResponseSchema,
  name: passkeyNameSchema,
});
export const assertionSchema = z.strictObject({ ceremony: sealedCeremonySchema, response: assertionResponseSchema });

const done = (value?: unknown): PortalAnswered => ({ kind: 'done', ...(value !== undefined && { value }) });

/** The person whom a typed code invites. Guesses are counted by address. */
async function invitedBy(
  { context, people, signals }: PortalParts,
  { code }: z.infer<typeof invitationCodeSchema>,
  { remoteAddress }: PortalAsked,
): Promise<StoredTraderPerson | Refused> {
  const subjects = [{ kind: 'trader-address', name: networkOf(remoteAddress) } as const];
  const admission = await people.rateLimit.admit(subjects);
  if (admission.kind === 'refused') {
    signals.note('trader-throttled');
    return { ...refused('rate-limited'), retryAfterS: admission.retryAfterS };
  }
  const person = await findTraderPerson(context.knex, digestOf(plainCode(code)));
  if (person === undefined || !isOpen(person, context.clock.wallMs())) {
    signals.note('trader-code-refused');
    return refused('invitation-refused');
  }
  await context.queue.run((transaction) => people.rateLimit.forgive(transaction, subjects));
  return person;
}

function isOpen({ codeUntil, enrolledAt, endedAt }: StoredTraderPerson, now: number): boolean {
  return enrolledAt === null && endedAt === null && now < codeUntil;
}

export async function showInvitation(
  parts: PortalParts,
  body: z.infer<typeof invitationCodeSchema>,
  asked: PortalAsked,
): Promise<PortalAnswered | Refused> {
  const person = await invitedBy(parts, body, asked);
  if ('kind' in person) return person;
  const { name, trader, codeUntil: until } = person;
  return done({ name, trader, until } satisfies Invitation);
}

export async function beginEnrolment(
  parts: PortalParts,
  body: z.infer<typeof invitationCodeSchema>,
  asked: PortalAsked,
): Promise<PortalAnswered | Refused> {
  const person = await invitedBy(parts, body, asked);
  if ('kind' in person) return person;
  const { sealed, challenge } = parts.people.ceremonies.begin({ kind: 'trader-enrol', personId: person.id });
  const options = await creationOptions(parts.party(), namedFor(person), challenge, []);
  return done({ ceremony: sealed, options });
}

/** The name that the authenticator shows beside the passkey. */
export function namedFor({ name, trader, userHandle }: StoredTraderPerson): {
  readonly id: string;
  readonly displayName: string;
  readonly userHandle: string;
} {
  return { id: `${name} (${trader})`, displayName: name, userHandle };
}

/** Makes the invited person's first passkey and signs them in. The invitation is used up in the same transaction. */
export async function enrol(
  { context, people, party, sessions, signals, commit, networkDigest }: PortalParts,
  body: z.infer<typeof newPasskeySchema>,
  { userAgent, remoteAddress }: PortalAsked,
): Promise<PortalAnswered | Refused> {
  const ceremony = people.ceremonies.open(body.ceremony, 'trader-enrol');
  const made = ceremony && (await verifyCreation(party(), ceremony.challenge, body.response));
  if (ceremony === undefined || made === undefined) {
    signals.note('trader-sign-in-refused');
    return refused('sign-in-failed');
  }
  const token = await commit(async (transaction) => {
    const now = Math.round(context.clock.wallMs());
    const person = await findTraderPerson(transaction, ceremony.about.personId);
    if (person === undefined || !isOpen(person, now)) return undefined;
    if (!(await people.ceremonies.use(transaction, ceremony))) return undefined;
    if (!(await markEnrolled(transaction, person.id, now))) return undefined;
    const times = { addedAt: now, usedAt: null, regressedAt: null };
    const isNew = await insertTraderPasskey(transaction, { ...made, person: person.id, name: body.name, ...times });
    if (!isNew) throw new TypeError('the authenticator returned a credential that already exists');
    const of = { person: person.id, trader: person.trader, network: networkDigest(remoteAddress), at: now };
    await insertPortalUse(transaction, { what: 'signed-in', ...of });
    return sessions.begin(transaction, person.id, deviceLabel(userAgent));
  });
  return token === undefined ? refused('invitation-refused') : { kind: 'done', token };
}

/** No name is asked, so answers do not reveal which accounts exist. */
export async function beginSignIn({ people, party }: PortalParts): Promise<PortalAnswered | Refused> {
  const { sealed, challenge } = people.ceremonies.begin({ kind: 'trader-sign-in' });
  return done({ ceremony: sealed, options: await requestOptions(party(), challenge) } satisfies PasskeyRequest);
}

type Proved = { readonly token: string } | 'replayed' | 'regressed';

/** @param before digest of the browser's present session, which ends */
export async function signIn(
  parts: PortalParts,
  body: z.infer<typeof assertionSchema>,
  { userAgent, remoteAddress }: PortalAsked,
  before: string,
): Promise<PortalAnswered | Refused> {
  const { context, people, party, sessions, signals, commit, networkDigest } = parts;
  const fail = (about = ''): Refused => {
    signals.note('trader-sign-in-refused', about);
    return refused('sign-in-failed');
  };
  const ceremony = people.ceremonies.open(body.ceremony, 'trader-sign-in');
  const passkey = await findTraderPasskey(context.knex, body.response.id);
  if (ceremony === undefined || passkey === undefined || passkey.regressedAt !== null) return fail();
  const person = await findTraderPerson(context.knex, passkey.person);
  if (person === undefined || !isPresent(person, people.config.mode)) return fail();
  if (body.response.response.userHandle !== person.userHandle) return fail(person.trader);
  const counter = await verifyAssertion(party(), ceremony.challenge, body.response, passkey);
  if (counter === undefined) return fail(person.trader);
  const proved = await commit(async (transaction): Promise<Proved> => {
    if (!(await people.ceremonies.use(transaction, ceremony))) return 'replayed';
    const at = Math.round(context.clock.wallMs());
    if (!(await advanceTraderCounter(transaction, { id: passkey.id, counter, at }))) {
      // A copy of the passkey may have begun sessions
      await deleteTraderSessionsOf(transaction, person.id);
      return 'regressed';
    }
    const replaced = await findTraderSession(transaction, before);
    if (replaced !== undefined) await deleteTraderSession(transaction, replaced.id);
    const of = { person: person.id, trader: person.trader, network: networkDigest(remoteAddress), at };
    await insertPortalUse(transaction, { what: 'signed-in', ...of });
    return { token: await sessions.begin(transaction, person.id, deviceLabel(userAgent)) };
  });
  return typeof proved === 'string' ? fail(person.trader) : { kind: 'done', token: proved.token };
}

/** More than a person carries, and few enough to protect the database. */
const PASSKEYS = 10;

export async function beginPasskey(
  { context, people, party, sessions }: PortalParts,
  digest: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(digest);
  if (open === undefined) return refused('sign-in-required');
  if (!isFresh(open.session.signedInAt, context.clock.wallMs())) return refused('proof-required');
  const known = await listTraderPasskeys(context.knex, open.person.id);
  if (known.length >= PASSKEYS) return refused('too-many');
  const { sealed, challenge } = people.ceremonies.begin({ kind: 'trader-add-passkey', sessionId: open.session.id });
  const options = await creationOptions(party(), namedFor(open.person), challenge, known);
  return done({ ceremony: sealed, options });
}

/** Limit and proof are checked again, because minutes or another session may lie between. */
export async function addPasskey(
  { context, people, party, sessions, commit, networkDigest }: PortalParts,
  body: z.infer<typeof newPasskeySchema>,
  { remoteAddress }: PortalAsked,
  digest: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(digest);
  if (open === undefined) return refused('sign-in-required');
  const ceremony = people.ceremonies.open(body.ceremony, 'trader-add-passkey');
  const made =
    ceremony?.about.sessionId === open.session.id
      ? await verifyCreation(party(), ceremony.challenge, body.response)
      : undefined;
  if (ceremony === undefined || made === undefined) return refused('sign-in-failed');
  return commit(async (transaction): Promise<PortalAnswered | Refused> => {
    const now = Math.round(context.clock.wallMs());
    if (!isFresh(open.session.signedInAt, now)) return refused('proof-required');
    if ((await listTraderPasskeys(transaction, open.person.id)).length >= PASSKEYS) return refused('too-many');
    if (!(await people.ceremonies.use(transaction, ceremony))) return refused('sign-in-failed');
    const times = { addedAt: now, usedAt: null, regressedAt: null };
    const passkey = { ...made, person: open.person.id, name: body.name, ...times };
    if (!(await insertTraderPasskey(transaction, passkey))) return refused('sign-in-failed');
    const { id, trader } = open.person;
    const of = { person: id, trader, network: networkDigest(remoteAddress), at: now };
    await insertPortalUse(transaction, { what: 'passkey-added', ...of });
    return done();
  });
}

/** An act that gives lasting access needs a sign-in within the last five minutes. */
const FRESH_MS = 300_000;

export function isFresh(signedInAt: number, now: number): boolean {
  return now >= signedInAt && now - signedInAt < FRESH_MS;
}
