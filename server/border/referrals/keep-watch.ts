/** Starts and ends watches, and hands one over with its open referrals. */
import type { Permit } from '../../platform/access/guarded-router.ts';
import type { SiteId } from '../../platform/access/vocabulary.ts';
import type { KioskId } from '../../contract/field.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { closeHandover, findHandover, insertHandover, type Handover } from './tables/handovers.ts';
import { openReferrals, updateReferral, type StoredReferral } from './tables/referrals.ts';
import { endWatch, insertWatch, watchesOf } from './tables/watches.ts';
import { announce } from './announce.ts';
import { actorOf, newId, record, refused, type Refused, type ReferralDesk } from './desk.ts';
import { actOn, type Actor } from './referral.ts';
import { isOpen, judgeStart, WATCHES_COUNT_MS, type Watch } from './watch.ts';
import type { LaneNote } from './vocabulary.ts';

type Done = { readonly kind: 'done' } | Refused;

const DONE = { kind: 'done' } as const;

/** Starts a watch of a site. No effect when the person already watches it. */
export async function startWatch(desk: ReferralDesk, permit: Permit, site: SiteId): Promise<Done> {
  const answer = await desk.queue.run((transaction) =>
    begin(transaction, permit, site, Math.round(desk.clock.wallMs())),
  );
  if (answer.kind === 'done') await told(desk, site);
  return answer;
}

/** Ends the caller's watch. No effect without one. */
export async function stopWatch(desk: ReferralDesk, permit: Permit): Promise<Done> {
  const site = await desk.queue.run(async (transaction) => {
    const at = Math.round(desk.clock.wallMs());
    const watch = await currentWatch(transaction, actorOf(permit), at);
    if (watch === undefined) return undefined;
    await endWatch(transaction, watch.id, at);
    const target = { site: watch.site, subject: watch.id };
    await record(transaction, permit, { act: 'watch.keep', target, at, details: { step: 'end' } });
    return target.site;
  });
  if (site !== undefined) await told(desk, site);
  return DONE;
}

export interface HandoverDraft {
  readonly site: SiteId;
  readonly notes: readonly { readonly kioskId: KioskId; readonly note: LaneNote }[];
}

/** Offers the caller's watch and held referrals to a successor. */
export async function offerHandover(desk: ReferralDesk, permit: Permit, draft: HandoverDraft): Promise<Done> {
  const { site } = draft;
  const answer = await desk.queue.run(async (transaction): Promise<Done> => {
    const at = Math.round(desk.clock.wallMs());
    const actor = actorOf(permit);
    const watch = await currentWatch(transaction, actor, at);
    if (watch?.site !== site) return refused('not-on-watch');
    const held = await heldBy(transaction, actor, site);
    const handover: Handover = {
      id: newId(),
      site,
      offeredBy: actor.person,
      offeredAt: at,
      notes: draft.notes,
      referrals: held.map(({ id }) => id),
      acceptedBy: null,
      acceptedAt: null,
      withdrawnAt: null,
    };
    await insertHandover(transaction, handover);
    const details = { step: 'offer', referrals: held.length, notes: draft.notes.length };
    const target = { site, subject: handover.id };
    await record(transaction, permit, { act: 'referral.hand-over', target, at, details });
    return DONE;
  });
  if (answer.kind === 'done') await told(desk, site);
  return answer;
}

/** Accepts an offer: the successor's watch starts, the other watch ends, and the held referrals move to the successor. */
export async function acceptHandover(desk: ReferralDesk, permit: Permit, id: string): Promise<Done> {
  const answer = await desk.queue.run((transaction) => accept(desk, transaction, permit, id));
  if (answer.kind === 'refused') return answer;
  for (const referral of answer.moved) announce(desk, referral);
  await told(desk, answer.site);
  return DONE;
}

/** Withdraws the caller's own offer. */
export async function withdrawHandover(desk: ReferralDesk, permit: Permit, id: string): Promise<Done> {
  const answer = await desk.queue.run(async (transaction): Promise<Refused | { kind: 'withdrawn'; site: SiteId }> => {
    const at = Math.round(desk.clock.wallMs());
    const handover = await findHandover(transaction, id);
    if (handover === undefined) return refused('not-found');
    if (handover.offeredBy !== actorOf(permit).person) return refused('not-found');
    if (!(await closeHandover(transaction, id, at, null))) return refused('referral-changed');
    const target = { site: handover.site, subject: id };
    await record(transaction, permit, { act: 'referral.hand-over', target, at, details: { step: 'withdraw' } });
    return { kind: 'withdrawn', site: handover.site };
  });
  if (answer.kind === 'refused') return answer;
  await told(desk, answer.site);
  return DONE;
}

async function accept(
  desk: ReferralDesk,
  transaction: Transaction,
  permit: Permit,
  id: string,
): Promise<Refused | { readonly kind: 'accepted'; readonly site: SiteId; readonly moved: StoredReferral[] }> {
  const at = Math.round(desk.clock.wallMs());
  const actor = actorOf(permit);
  const handover = await findHandover(transaction, id);
  if (handover === undefined) return refused('not-found');
  const { site, offeredBy } = handover;
  if (offeredBy === actor.person) return refused('another-person-required');
  if (!(await closeHandover(transaction, id, at, actor.person))) return refused('referral-changed');
  const begun = await begin(transaction, permit, site, at);
  if (begun.kind === 'refused') return begun;
  const before: Actor = { person: offeredBy, role: 'officer' };
  const watch = await currentWatch(transaction, before, at);
  if (watch?.site === site) await endWatch(transaction, watch.id, at);
  const moved = await moveHeld(transaction, before, actor, site, at);
  const details = { step: 'accept', from: offeredBy, referrals: moved.length };
  await record(transaction, permit, { act: 'referral.hand-over', target: { site, subject: id }, at, details });
  return { kind: 'accepted', site, moved };
}

/** Moves all held referrals, including those taken after the offer. */
async function moveHeld(
  transaction: Transaction,
  before: Actor,
  actor: Actor,
  site: SiteId,
  at: number,
): Promise<StoredReferral[]> {
  const moved: StoredReferral[] = [];
  for (const referral of await heldBy(transaction, before, site)) {
    const outcome = actOn(referral, { kind: 'reassign', to: actor }, actor, referral.version, at);
    if (outcome.kind === 'refused') continue;
    if (await updateReferral(transaction, referral.id, referral.version, outcome.referral)) {
      moved.push({ ...referral, ...outcome.referral });
    }
  }
  return moved;
}

async function begin(transaction: Transaction, permit: Permit, site: SiteId, at: number): Promise<Done> {
  const actor = actorOf(permit);
  const past = await watchesOf(transaction, actor.person, at - WATCHES_COUNT_MS);
  const judgement = judgeStart(past, at);
  if (judgement.kind === 'break-due') return refused('relief-due');
  if (judgement.kind === 'watching') {
    return judgement.watch.site === site ? DONE : refused('watching-elsewhere');
  }
  const { endsAt } = judgement;
  const watch: Watch = { id: newId(), site, person: actor.person, startedAt: at, endsAt, endedAt: null };
  await insertWatch(transaction, watch, actor.role);
  const target = { site, subject: watch.id };
  await record(transaction, permit, { act: 'watch.keep', target, at, details: { step: 'begin' } });
  return DONE;
}

async function currentWatch(transaction: Transaction, { person }: Actor, at: number): Promise<Watch | undefined> {
  const past = await watchesOf(transaction, person, at - WATCHES_COUNT_MS);
  return past.find((watch) => isOpen(watch, at));
}

async function heldBy(transaction: Transaction, { person }: Actor, site: SiteId): Promise<StoredReferral[]> {
  const open = await openReferrals(transaction);
  return open.filter((one) => one.site === site && 'holder' in one.standing && one.standing.holder.person === person);
}

async function told(desk: ReferralDesk, site: SiteId): Promise<void> {
  desk.announcements.announce({ kind: 'referrals-changed', place: { site } });
  await desk.ledger.settle();
}
