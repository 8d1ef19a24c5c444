/** Keys that a person of a trader makes for programs: scoped, short-lived, and ended by the person at any time. */
import { z } from 'zod';
import { passkeyNameSchema } from '../../../people/people/person-names.ts';
import { TRADER_SCOPES } from '../api/vocabulary.ts';
import type { OwnKeys } from '../api/portal-answers.ts';
import type { Refused } from '../front/messages.ts';
import type { PortalAnswered } from '../front/portal-actions.ts';
import { endOwnKey, findOwnKey, insertOwnKey, listOwnKeys } from '../tables/own-keys.ts';
import { findTraderKey } from '../tables/trader-keys.ts';
import { type PortalParts, refused } from './portal-parts.ts';
import { isFresh } from '../../../people/portals/sign-in.ts';

const DAY_MS = 86_400_000;
/** One person renews a key alone, so it lives shorter than one of two administrators. */
const OWN_KEY_DAYS = 30;
const MAX_KEYS = 10;

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const newKeySchema = z.strictObject({
  /** SHA-256 of the key, hex. The page makes the key, so that the server does not see it before it is used. */
  digest: digestSchema,
  name: passkeyNameSchema,
  scopes: z
    .array(z.enum(TRADER_SCOPES))
    .min(1)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'must name each scope once'),
  days: z.int().min(1).max(OWN_KEY_DAYS),
});

export async function showKeys({ context, sessions }: PortalParts, session: string): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const keys = await listOwnKeys(context.knex, open.person.id, context.clock.wallMs());
  const value: OwnKeys = {
    mostDays: OWN_KEY_DAYS,
    keys: keys.map(({ digest, name, scopes, madeAt, validUntil, usedAt }) => {
      return { digest, name, scopes: [...scopes], madeAt, validUntil, usedAt };
    }),
  };
  return { kind: 'done', value };
}

export async function makeKey(
  { context, sessions, commit }: PortalParts,
  { digest, name, scopes, days }: z.infer<typeof newKeySchema>,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  return commit(async (transaction): Promise<PortalAnswered | Refused> => {
    const now = Math.round(context.clock.wallMs());
    if (!isFresh(open.session.signedInAt, now)) return refused('proof-required');
    const person = open.person.id;
    if ((await listOwnKeys(transaction, person, now)).length >= MAX_KEYS) return refused('too-many');
    // A digest of two administrators keeps its own terms
    if ((await findTraderKey(transaction, digest)) !== undefined) return refused('malformed-request');
    const times = { madeAt: now, validUntil: now + days * DAY_MS, usedAt: null, endedAt: null };
    return (await insertOwnKey(transaction, { digest, person, name, scopes, ...times }))
      ? { kind: 'done' }
      : refused('malformed-request');
  });
}

/** Ending needs no fresh sign-in: it only takes access away. */
export async function endKey(
  { context, sessions, commit }: PortalParts,
  parameter: string,
  session: string,
): Promise<PortalAnswered | Refused> {
  const open = await sessions.find(session);
  if (open === undefined) return refused('sign-in-required');
  const digest = digestSchema.safeParse(parameter);
  if (!digest.success || (await findOwnKey(context.knex, digest.data)) === undefined) return refused('not-found');
  return commit(async (transaction): Promise<PortalAnswered | Refused> => {
    const at = Math.round(context.clock.wallMs());
    const hasEnded = await endOwnKey(transaction, { person: open.person.id, digest: digest.data, at });
    return hasEnded ? { kind: 'done' } : refused('not-found');
  });
}
