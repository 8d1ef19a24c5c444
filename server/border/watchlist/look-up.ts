/**
 * The second look-up of a hit, at the source: with the document that the officer has in hand, because this server has no document
 * numbers. Only for the holder of a referral that a lane made for a hit, who has an evidence grant for this traveller, a few times. The
 * request is on record before it is sent; then its answer, or the true reason why there is none. The number is passed on and not kept.
 */
import { randomBytes } from 'node:crypto';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { matchReportSchema } from '../../contract/report.ts';
import { parseJson } from '../../contract/payload.ts';
import type { NamedDocument, SourceSettings } from '../../contract/watchlist-source.ts';
import type { WatchlistId, WatchlistQuery } from '../../contract/watchlist.ts';
import { findReferral, type StoredReferral } from '../referrals/tables/referrals.ts';
import type { LookUpResult, WatchlistCase } from './answers.ts';
import { askSource, type SourceAnswer } from './ask-source.ts';
import { countHits, insertLookUp, latestGrant, lookUpsOf, settleLookUp } from './look-up-table.ts';

export interface WatchlistDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;
  /** The connectors of this server, by list; read for each request. */
  readonly sources: () => ReadonlyMap<string, SourceSettings>;
}

/** A mistyped number, and a source that was away; more would be a search. */
export const MAX_LOOK_UPS = 5;
/** Age up to which an evidence grant shows that the officer works on this traveller now, ms. */
export const MAX_GRANT_MS = 3_600_000;
const RECENT_MS = 30 * 86_400_000;

export interface LookUpOf {
  readonly list: WatchlistId;
  readonly document: NamedDocument;
}

export type LookedUp = { readonly kind: 'recorded'; readonly case: WatchlistCase } | Refusal;

export async function lookUp(desk: WatchlistDesk, permit: Permit, id: string, of: LookUpOf): Promise<LookedUp> {
  const { context, sources } = desk;
  const { list, document } = of;
  const requestId = randomBytes(16).toString('hex');
  const begun = await begin(desk, permit, id, list, requestId);
  await context.ledger.settle();
  if (begun.kind === 'refused') return begun;
  const answer = await askSource(sources().get(list), { version: 1, requestId, list, document });
  const why = answer.kind === 'away' ? answer.why : null;
  await context.queue.run((transaction) => settleLookUp(transaction, requestId, { result: resultOf(answer), why }));
  await context.ledger.settle();
  return { kind: 'recorded', case: await caseOf(context, begun.referral) };
}

/** Judges and records the request in one transaction, so that two requests at once cannot exceed the limit. */
function begin(
  { context: { queue, clock } }: WatchlistDesk,
  permit: Permit,
  id: string,
  list: WatchlistId,
  requestId: string,
): Promise<{ readonly kind: 'begun'; readonly referral: StoredReferral } | Refusal> {
  return queue.run(async (transaction) => {
    const at = Math.round(clock.wallMs());
    const referral = await findReferral(transaction, id);
    if (referral === undefined) return refuse('not-found', 'no such referral');
    const person = permit.principal.personId;
    if (!isHeldBy(referral, person)) return refuse('not-your-referral', 'take the referral first');
    const hit = queriesIn(referral).find((query) => query.list === list && query.found === 'listed');
    if (hit === undefined)
      return refuse('invalid-message', 'names no list on which the lane found the document', 'list');
    const grant = await latestGrant(transaction, person, referral, at - MAX_GRANT_MS);
    if (grant === undefined) return refuse('grant-required', 'view the evidence of this traveller first');
    if ((await lookUpsOf(transaction, id)).length >= MAX_LOOK_UPS) {
      return refuse('rate-limited', 'this hit has been looked up often enough');
    }
    const { site, kioskId, transactionId } = referral;
    await insertLookUp(transaction, {
      id: requestId,
      referralId: id,
      list,
      by: person,
      at,
      grant,
      result: 'asked',
      why: null,
    });
    await recordAct(transaction, {
      person,
      session: permit.principal.sessionId,
      role: permit.duty.role,
      act: permit.act,
      result: 'done',
      at,
      target: { site, kioskId, transactionId, subject: id },
      details: { list, request: requestId, grant },
    });
    return { kind: 'begun', referral } as const;
  });
}

export async function watchlistCase({ context }: WatchlistDesk, id: string): Promise<LookedUp> {
  const referral = await findReferral(context.knex, id);
  if (referral === undefined) return refuse('not-found', 'no such referral');
  return { kind: 'recorded', case: await caseOf(context, referral) };
}

async function caseOf({ knex, clock }: WatchlistDesk['context'], referral: StoredReferral): Promise<WatchlistCase> {
  const serverTime = Math.round(clock.wallMs());
  const queries = queriesIn(referral);
  const hits = queries.filter(({ found }) => found === 'listed').map(({ list }) => list);
  const lookUps = (await lookUpsOf(knex, referral.id)).map(({ list, result, why, by, at, grant }) => {
    return { list, result, why, by, at, grant };
  });
  const left = Math.max(0, MAX_LOOK_UPS - lookUps.length);
  return { serverTime, queries, lookUps, left, recent: await countHits(knex, hits, serverTime - RECENT_MS) };
}

function isHeldBy({ standing }: StoredReferral, person: string): boolean {
  return 'holder' in standing && standing.holder.person === person;
}

function queriesIn({ payload }: StoredReferral): WatchlistQuery[] {
  return matchReportSchema.parse(parseJson(payload)?.json).watchlists ?? [];
}

function resultOf(answer: SourceAnswer): LookUpResult {
  if (answer.kind === 'away') return 'away';
  return answer.found === 'listed' ? 'confirmed' : 'not-confirmed';
}
