/** An administrator silences alerts for some hours, or ends a silence. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PersonId, Role } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { Answer } from '../../platform/base/answer.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { listSites } from '../../records/sites/site-table.ts';
import type { SilenceMade } from './answers.ts';
import { sitesSchema } from './change-schemas.ts';
import { findChannel } from './channel-table.ts';
import { makeMessage } from './make-messages.ts';
import { concerns } from './match.ts';
import { listRoutes } from './route-table.ts';
import { endSilence, insertSilence, silencesInForce } from './silence-table.ts';
import { LONGEST_SILENCE_MS, MAX_SILENCES, SILENCE_REASONS, SILENCEABLE_KINDS } from './vocabulary.ts';

const MINUTE_MS = 60_000;

export const silenceSchema = z.strictObject({
  kinds: z.union([
    z.literal('all'),
    z
      .array(z.enum(SILENCEABLE_KINDS))
      .min(1)
      .refine((kinds) => new Set(kinds).size === kinds.length, 'must not contain duplicates'),
  ]),
  sites: sitesSchema,
  reason: z.enum(SILENCE_REASONS),
  minutes: z
    .int()
    .min(5)
    .max(LONGEST_SILENCE_MS / MINUTE_MS),
});
export type WantedSilence = Answer<typeof silenceSchema>;

export interface SilenceActor {
  readonly person: PersonId;
  readonly session: string;
  readonly role: Role;
  readonly at: number;
}

/** Begins a silence at once, and reports it to the channel of each route that it can hold. */
export async function silence(
  transaction: Transaction,
  { kinds, sites, reason, minutes }: WantedSilence,
  { person, session, role, at }: SilenceActor,
  server: string,
): Promise<({ readonly kind: 'silenced' } & SilenceMade) | Refusal> {
  if ((await silencesInForce(transaction, at)).length >= MAX_SILENCES) {
    return { ...refuse('rate-limited', 'there are as many silences as may be in force'), retryAfterS: 60 };
  }
  const there = new Set<string>((await listSites(transaction)).map(({ id }) => id));
  if (sites !== 'all' && !sites.every((site) => there.has(site))) {
    return refuse('unknown-site', 'is not on record', 'sites');
  }
  const id = randomBytes(16).toString('hex');
  const until = at + minutes * MINUTE_MS;
  const scope = { kinds, sites };
  const open = { endedBy: null, endedAt: null, releasedAt: null };
  await insertSilence(transaction, { id, ...scope, reason, madeBy: person, since: at, until, ...open });
  for (const route of await listRoutes(transaction)) {
    const channel = await findChannel(transaction, route.channel);
    if (channel === undefined || !concerns(route, scope, SILENCEABLE_KINDS)) continue;
    const occasion = { kind: 'silence-begun', until, silence: { reason, ...scope } } as const;
    await makeMessage(transaction, { channel, route, occasion, server, at });
  }
  const details = { step: 'silenced', reason, minutes, kinds: kinds === 'all' ? 'all' : kinds.length };
  const act = {
    person,
    session,
    role,
    act: 'alerts.silence',
    target: { subject: id },
    result: 'done',
    at,
    details,
  } as const;
  await recordAct(transaction, act);
  return { kind: 'silenced', id, until };
}

export async function unsilence(
  transaction: Transaction,
  id: string,
  { person, session, role, at }: SilenceActor,
): Promise<{ readonly kind: 'ended' } | Refusal> {
  if (!(await endSilence(transaction, id, person, at))) return refuse('not-found', 'there is no such silence in force');
  const target = { subject: id };
  const details = { step: 'unsilenced' };
  await recordAct(transaction, { person, session, role, act: 'alerts.silence', target, result: 'done', at, details });
  return { kind: 'ended' };
}
