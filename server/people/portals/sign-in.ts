/** Invitations, passkeys and sign-in of a portal's people. WebAuthn, ceremonies and limits are the same as for the server's own people. */
import { z } from 'zod';
import type { PasskeyRequest } from '../people/answers/webauthn.ts';
import { sealedCeremonySchema } from '../people/ceremony.ts';
import { deviceLabel } from '../people/device-label.ts';
import { plainCode } from '../../contract/crockford-base32.ts';
import { passkeyNameSchema } from '../people/person-names.ts';
import { digestOf } from '../people/session-token.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import {
  assertionResponseSchema,
  creationOptions,
  registrationResponseSchema,
  requestOptions,
  verifyAssertion,
  verifyCreation,
} from '../people/webauthn.ts';
import { advancePortalCounter, findPortalPasskey, insertPortalPasskey, listPortalPasskeys } from './passkey-table.ts';
import {
  done,
  type PortalAnswer,
  type PortalClient,
  type PortalPeopleParts,
  type PortalRefused,
  refused,
} from './portal-parts.ts';
import type { PortalPerson } from './portal-person.ts';
import { deletePortalSessionsOf } from './session-table.ts';

export const nothingSchema = z.strictObject({});
export const invitationCodeSchema = z.strictObject({ code: z.string().max(64) });
export const newPasskeySchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  response: registrationResponseSchema,
  name: passkeyNameSchema,
});
export const assertionSchema = z.strictObject({ ceremony: sealedCeremonySchema, response: assertionResponseSchema });

/** The person whom a typed code invites. Guesses are counted by address. */
export async function invitedBy<P extends PortalPerson>(
  { context, people, portal, signals }: PortalPeopleParts<P>,
  { code }: z.infer<typeof invitationCodeSchema>,
  { remoteAddress }: PortalClient,
): Promise<{ readonly kind: 'invited'; readonly person: P } | PortalRefused> {
  const subjects = [{ kind: portal.address, name: networkOf(remoteAddress) } as const];
  const admission = await people.rateLimit.admit(subjects);
  if (admission.kind === 'refused') {
    signals.note(portal.signals.throttled);
    return { ...refused('rate-limited'), retryAfterS: admission.retryAfterS };
  }
  const person = await portal.find(context.knex, digestOf(plainCode(code)));
  const isOpen =
    person !== undefined && isUnused(person, context.clock.wallMs()) && (await portal.isPresent(context.knex, person));
  if (!isOpen) {
    signals.note(portal.signals.code);
    return refused('invitation-refused');
  }
  await context.queue.run((transaction) => people.rateLimit.forgive(transaction, subjects));
  return { kind: 'invited', person };
}

function isUnused({ codeUntil, enrolledAt, endedAt }: PortalPerson, now: number): boolean {
  return enrolledAt === null && endedAt === null && now < codeUntil;
}

export async function beginEnrolment<P extends PortalPerson>(
  parts: PortalPeopleParts<P>,
  body: z.infer<typeof invitationCodeSchema>,
  asked: PortalClient,
): Promise<PortalAnswer> {
  const invited = await invitedBy(parts, body, asked);
  if (invited.kind === 'refused') return invited;
  const { portal, people, party } = parts;
  const { sealed, challenge } = people.ceremonies.begin({
    kind: portal.ceremonies.enrol,
    personId: invited.person.id,
  });
  const options = await creationOptions(party(), namedFor(parts, invited.person), challenge, []);
  return done({ ceremony: sealed, options });
}

/** The name that the authenticator shows beside the passkey. */
function namedFor<P extends PortalPerson>({ portal }: PortalPeopleParts<P>, person: P) {
  const { name, userHandle } = person;
  return { id: `${name} (${portal.organisationOf(person)})`, displayName: name, userHandle };
}

/** Makes the invited person's first passkey and signs them in. The invitation is used up in the same transaction. */
export async function enrol<P extends PortalPerson>(
  { context, people, portal, party, sessions, signals, commit }: PortalPeopleParts<P>,
  body: z.infer<typeof newPasskeySchema>,
  { userAgent, remoteAddress }: PortalClient,
): Promise<PortalAnswer> {
  const ceremony = people.ceremonies.open(body.ceremony, portal.ceremonies.enrol);
  const made = ceremony && (await verifyCreation(party(), ceremony.challenge, body.response));
  if (ceremony === undefined || made === undefined) {
    signals.note(portal.signals.refused);
    return refused('sign-in-failed');
  }
  const token = await commit(async (transaction) => {
    const now = Math.round(context.clock.wallMs());
    const person = await portal.find(transaction, ceremony.about.personId);
    if (person === undefined || !isUnused(person, now)) return undefined;
    if (!(await portal.isPresent(transaction, person))) return undefined;
    if (!(await people.ceremonies.use(transaction, ceremony))) return undefined;
    if (!(await portal.markEnrolled(transaction, person.id, now))) return undefined;
    const times = { addedAt: now, usedAt: null, regressedAt: null };
    const passkey = { ...made, person: person.id, name: body.name, ...times };
    const isNew = await insertPortalPasskey(transaction, portal.passkeys, passkey);
    if (!isNew) throw new TypeError('the authenticator returned a credential that already exists');
    await portal.used(transaction, { what: 'enrolled', person, remoteAddress, at: now });
    return sessions.begin(transaction, person.id, deviceLabel(userAgent));
  });
  return token === undefined ? refused('invitation-refused') : { kind: 'done', token };
}

/** No name is asked, so answers do not reveal which accounts exist. */
export async function beginSignIn<P extends PortalPerson>({
  people,
  portal,
  party,
}: PortalPeopleParts<P>): Promise<PortalAnswer> {
  const { sealed, challenge } = people.ceremonies.begin({ kind: portal.ceremonies.signIn });
  return done({ ceremony: sealed, options: await requestOptions(party(), challenge) } satisfies PasskeyRequest);
}

type Proved = { readonly token: string } | 'replayed' | 'regressed';

/** @param before digest of the browser's present session, which ends */
export async function signIn<P extends PortalPerson>(
  parts: PortalPeopleParts<P>,
  body: z.infer<typeof assertionSchema>,
  { userAgent, remoteAddress }: PortalClient,
  before: string,
): Promise<PortalAnswer> {
  const { context, people, portal, party, sessions, signals, commit } = parts;
  const fail = (about = ''): PortalRefused => {
    signals.note(portal.signals.refused, about);
    return refused('sign-in-failed');
  };
  const ceremony = people.ceremonies.open(body.ceremony, portal.ceremonies.signIn);
  const passkey = await findPortalPasskey(context.knex, portal.passkeys, body.response.id);
  if (ceremony === undefined || passkey === undefined || passkey.regressedAt !== null) return fail();
  const person = await portal.find(context.knex, passkey.person);
  if (person === undefined || !(await portal.isPresent(context.knex, person))) return fail();
  const organisation = portal.organisationOf(person);
  if (body.response.response.userHandle !== person.userHandle) return fail(organisation);
  const counter = await verifyAssertion(party(), ceremony.challenge, body.response, passkey);
  if (counter === undefined) return fail(organisation);
  const proved = await commit(async (transaction): Promise<Proved> => {
    if (!(await people.ceremonies.use(transaction, ceremony))) return 'replayed';
    const at = Math.round(context.clock.wallMs());
    if (!(await advancePortalCounter(transaction, portal.passkeys, { id: passkey.id, counter, at }))) {
      // A copy of the passkey may have begun sessions
      await deletePortalSessionsOf(transaction, portal.sessions, person.id);
      return 'regressed';
    }
    await sessions.endBefore(transaction, before);
    await portal.used(transaction, { what: 'signed-in', person, remoteAddress, at });
    return { token: await sessions.begin(transaction, person.id, deviceLabel(userAgent)) };
  });
  return typeof proved === 'string' ? fail(organisation) : { kind: 'done', token: proved.token };
}

/** More than a person carries, and few enough to protect the database. */
const PASSKEYS = 10;

export async function beginPasskey<P extends PortalPerson>(
  parts: PortalPeopleParts<P>,
  digest: string,
): Promise<PortalAnswer> {
  const { context, people, portal, party, sessions } = parts;
  const open = await sessions.find(digest);
  if (open === undefined) return refused('sign-in-required');
  if (!isFresh(open.session.signedInAt, context.clock.wallMs())) return refused('proof-required');
  const known = await listPortalPasskeys(context.knex, portal.passkeys, open.person.id);
  if (known.length >= PASSKEYS) return refused('too-many');
  const { sealed, challenge } = people.ceremonies.begin({
    kind: portal.ceremonies.addPasskey,
    sessionId: open.session.id,
  });
  const options = await creationOptions(party(), namedFor(parts, open.person), challenge, known);
  return done({ ceremony: sealed, options });
}

/** Limit and proof are checked again, because minutes or another session may lie between. */
export async function addPasskey<P extends PortalPerson>(
  { context, people, portal, party, sessions, commit }: PortalPeopleParts<P>,
  body: z.infer<typeof newPasskeySchema>,
  { remoteAddress }: PortalClient,
  digest: string,
): Promise<PortalAnswer> {
  const open = await sessions.find(digest);
  if (open === undefined) return refused('sign-in-required');
  const ceremony = people.ceremonies.open(body.ceremony, portal.ceremonies.addPasskey);
  const made =
    ceremony?.about.sessionId === open.session.id
      ? await verifyCreation(party(), ceremony.challenge, body.response)
      : undefined;
  if (ceremony === undefined || made === undefined) return refused('sign-in-failed');
  const { person } = open;
  return commit(async (transaction): Promise<PortalAnswer> => {
    const now = Math.round(context.clock.wallMs());
    if (!isFresh(open.session.signedInAt, now)) return refused('proof-required');
    if ((await listPortalPasskeys(transaction, portal.passkeys, person.id)).length >= PASSKEYS)
      return refused('too-many');
    if (!(await people.ceremonies.use(transaction, ceremony))) return refused('sign-in-failed');
    const times = { addedAt: now, usedAt: null, regressedAt: null };
    const passkey = { ...made, person: person.id, name: body.name, ...times };
    if (!(await insertPortalPasskey(transaction, portal.passkeys, passkey))) return refused('sign-in-failed');
    await portal.used(transaction, { what: 'passkey-added', person, remoteAddress, at: now });
    return done();
  });
}

/** An act that gives lasting access needs a sign-in within the last five minutes. */
const FRESH_MS = 300_000;

export function isFresh(signedInAt: number, now: number): boolean {
  return now >= signedInAt && now - signedInAt < FRESH_MS;
}
