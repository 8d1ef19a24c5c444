/** Mandates: a person of one trader lets another trader file for it, a person of the other accepts, and either trader ends it at once. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Mandates, ShownMandate } from '../api/portal-answers.ts';
import { traderIdSchema } from '../api/vocabulary.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { normalise } from '../form/normalise.ts';
import type { Refused } from '../front/messages.ts';
import type { PortalAnswered } from '../front/portal-actions.ts';
import { isEori } from '../identifiers/check-digits.ts';
import { MANDATE_KINDS, partyDigest } from '../rules/representation.ts';
import {
  acceptMandate,
  countLasting,
  endMandate,
  findMandate,
  insertMandate,
  listMandates,
  type StoredMandate,
} from '../tables/mandates.ts';
import { findTraderPerson } from '../tables/trader-people.ts';
import { keptAfterYearOf } from '../tables/kept-years.ts';
import { type PortalParts, refused } from './portal-parts.ts';
import { isFresh } from '../../../people/portals/sign-in.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 365;
/** A representative that does not answer for this long gets a new offer. */
const ANSWER_MS = 14 * DAY_MS;
/** An offer that no one accepted is kept for this long, so that both traders can look it up. */
const UNANSWERED_KEPT_MS = 30 * DAY_MS;
/** Mandates and offers of one principal that last. */
const MAX_MANDATES = 50;
/** Lines of the list. */
const LINES = 200;

export const newMandateSchema = z.strictObject({
  representative: traderIdSchema,
  kind: z.enum(MANDATE_KINDS),
  dataSets: z
    .array(z.enum(DATA_SETS))
    .min(1)
    .refine((sets) => new Set(sets).size === sets.length, 'must name each data set once'),
  /** EORI number under which declarations name the principal. */
  identifier: z
    .string()
    .max(35)
    .transform((id) => (normalise({ id }).content as { readonly id?: string }).id ?? '')
    .refine(isEori, 'must be an EORI number'),
  days: z.int().min(1).max(MAX_DAYS),
});

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

export async function showMandates(
  { context, sessions }: PortalParts,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const now = context.clock.wallMs();
  const { trader } = open.person;
  const mandates: ShownMandate[] = [];
  for (const one of await listMandates(context.knex, trader, LINES)) {
    const ender = one.endedBy === null ? undefined : await findTraderPerson(context.knex, one.endedBy);
    mandates.push(shown(one, trader, ender?.trader, now));
  }
  return { kind: 'done', value: { mostDays: MAX_DAYS, mandates } satisfies Mandates };
}

function shown(one: StoredMandate, trader: string, ender: string | undefined, now: number): ShownMandate {
  const { id, principal, representative, kind, dataSets, givenAt, answerUntil, validUntil, acceptedAt, endedAt } = one;
  const sideOf = (who: string) => (who === principal ? 'principal' : 'representative');
  return {
    id,
    side: sideOf(trader),
    principal,
    representative,
    kind,
    dataSets,
    state: stateOf(one, now),
    givenAt,
    answerUntil,
    validUntil,
    acceptedAt,
    endedAt,
    endedBy: ender === undefined ? null : sideOf(ender),
  };
}

function stateOf({ acceptedAt, endedAt, answerUntil, validUntil }: StoredMandate, now: number): ShownMandate['state'] {
  if (endedAt !== null) return 'ended';
  if (now >= (acceptedAt === null ? answerUntil : validUntil)) return 'lapsed';
  return acceptedAt === null ? 'offered' : 'in-force';
}

/** The principal is the trader of the person who is signed in. */
export async function giveMandate(
  { context, sessions, fingerprintKey, commit }: PortalParts,
  { representative, kind, dataSets, identifier, days }: z.infer<typeof newMandateSchema>,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const { trader: principal, id: givenBy } = open.person;
  if (representative === principal) return refused('malformed-request');
  return commit(async (transaction): Promise<PortalAnswered | Refused> => {
    const givenAt = Math.round(context.clock.wallMs());
    if (!isFresh(open.session.signedInAt, givenAt)) return refused('proof-required');
    if ((await countLasting(transaction, principal, givenAt)) >= MAX_MANDATES) return refused('too-many');
    const validUntil = givenAt + days * DAY_MS;
    const answerUntil = Math.min(givenAt + ANSWER_MS, validUntil);
    await insertMandate(transaction, {
      id: randomBytes(16).toString('hex'),
      principal,
      representative,
      kind,
      dataSets,
      party: partyDigest(identifier, fingerprintKey),
      givenBy,
      givenAt,
      answerUntil,
      validUntil,
      keepUntil: answerUntil + UNANSWERED_KEPT_MS,
      acceptedBy: null,
      acceptedAt: null,
      endedBy: null,
      endedAt: null,
    });
    return { kind: 'done' };
  });
}

/** The session and the id in the address. */
async function openAndId(sessions: PortalParts['sessions'], session: string, parameter: string) {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const id = idSchema.safeParse(parameter);
  return id.success ? { open, id: id.data } : refused('not-found');
}

export async function acceptOffer(
  { context, sessions, commit }: PortalParts,
  parameter: string,
  session: string,
): Promise<PortalAnswered | Refused> {
  const asked = await openAndId(sessions, session, parameter);
  if ('code' in asked) return asked;
  const { open, id } = asked;
  const { trader: representative, id: by } = open.person;
  return commit(async (transaction): Promise<PortalAnswered | Refused> => {
    const at = Math.round(context.clock.wallMs());
    if (!isFresh(open.session.signedInAt, at)) return refused('proof-required');
    const offer = await findMandate(transaction, id);
    if (offer === undefined) return refused('not-found');
    const keepUntil = keptAfterYearOf(offer.validUntil);
    const isAccepted = await acceptMandate(transaction, { id, representative, by, at, keepUntil });
    return isAccepted ? { kind: 'done' } : refused('not-found');
  });
}

/** Ends a mandate or an offer, by either trader. It needs no fresh sign-in: it only takes a right away. */
export async function withdrawMandate(
  { context, sessions, commit }: PortalParts,
  parameter: string,
  session: string,
): Promise<PortalAnswered | Refused> {
  const asked = await openAndId(sessions, session, parameter);
  if ('code' in asked) return asked;
  const { open, id } = asked;
  const { trader, id: by } = open.person;
  return commit(async (transaction): Promise<PortalAnswered | Refused> => {
    const at = Math.round(context.clock.wallMs());
    return (await endMandate(transaction, { id, trader, by, at })) ? { kind: 'done' } : refused('not-found');
  });
}
