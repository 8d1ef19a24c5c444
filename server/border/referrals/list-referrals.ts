import type { Permit } from '../../platform/access/guarded-router.ts';
import { decidedSince, openReferrals, type StoredReferral } from './tables/referrals.ts';
import { viewingsOf } from '../../records/reports/viewings.ts';
import { safeguardingOf } from './tables/safeguarding.ts';
import type { ReferralsAnswer, ReferralView } from './answers.ts';
import type { ReferralDesk } from './desk.ts';
import { referralView } from './referral-view.ts';

/** Decided referrals stay listed for the length of a shift; after that they are only counted. */
const LISTED_MS = 8 * 3_600_000;

/** The referrals of the lanes within the permit's reach. */
export async function listReferrals(desk: ReferralDesk, permit: Permit): Promise<ReferralsAnswer> {
  const now = Math.round(desk.clock.wallMs());
  const { reach } = permit;
  // In this order no referral is missing; one that is decided between the two reads is in both
  const waiting = await openReferrals(desk.knex, reach);
  const decided = await decidedSince(desk.knex, { since: now - LISTED_MS, reach });
  const open = notDecided(waiting, decided);
  return {
    serverTime: now,
    open: await viewsOf(desk, open, permit, now),
    decided: await viewsOf(desk, decided, permit, now),
  };
}

/** The open referrals that are not among the decided ones, which were read later. */
export function notDecided<R extends Pick<StoredReferral, 'id'>>(open: readonly R[], decided: readonly R[]): R[] {
  const ids = new Set(decided.map(({ id }) => id));
  return open.filter(({ id }) => !ids.has(id));
}

export async function viewsOf(
  desk: ReferralDesk,
  referrals: readonly StoredReferral[],
  permit: Permit,
  now: number,
): Promise<ReferralView[]> {
  const ids = referrals.map(({ id }) => id);
  const records = await safeguardingOf(desk.knex, ids);
  const transactions = referrals.map(({ transactionId }) => transactionId);
  const viewings = (await viewingsOf(desk.knex, transactions)).reverse();
  return referrals.map((referral) => {
    const known = {
      records: records.filter(({ referralId }) => referralId === referral.id),
      viewings: viewings.filter(
        ({ kioskId, transactionId }) => kioskId === referral.kioskId && transactionId === referral.transactionId,
      ),
    };
    return referralView(referral, known, permit, now);
  });
}
