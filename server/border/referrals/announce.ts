import type { StoredReferral } from './tables/referrals.ts';
import type { OutcomeView } from '../../records/reports/answers.ts';
import type { ReferralDesk } from './desk.ts';

/** Makes consoles that watch this place reload the referrals. */
export function announce(desk: ReferralDesk, { kioskId, site }: Pick<StoredReferral, 'kioskId' | 'site'>): void {
  desk.announcements.announce({ kind: 'referrals-changed', place: { kioskId, site } });
}

/** Announces a new test referral at its feed position, in the same way as the referral of a traveller. */
export function announceTest(
  { announcements }: Pick<ReferralDesk, 'announcements'>,
  place: Pick<StoredReferral, 'kioskId' | 'site'>,
  feedPosition: number,
): void {
  announcements.announce({ kind: 'held-back', feedPosition, place });
}

/** Announces the reports that were withheld until the decision. There are none for a test. */
export function announceDecided(
  { announcements }: Pick<ReferralDesk, 'announcements'>,
  { kioskId, site }: Pick<StoredReferral, 'kioskId' | 'site'>,
  outcomes: readonly OutcomeView[],
): void {
  if (outcomes.length > 0) announcements.announce({ kind: 'decided', outcomes, place: { kioskId, site } });
}
