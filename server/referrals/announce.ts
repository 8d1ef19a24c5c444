import type { StoredReferral } from './tables/referrals.ts';
import type { OutcomeView } from '../reports/answers.ts';
import type { ReferralDesk } from './desk.ts';

/** Consoles that watch this place ask again. */
export function announce(desk: ReferralDesk, { kioskId, site }: Pick<StoredReferral, 'kioskId' | 'site'>): void {
  desk.announcements.announce({ kind: 'referrals-changed', place: { kioskId, site } });
}

/** A test of attention has appeared, at the position that it took: as where a traveller was referred. */
export function announceTest(
  { announcements }: Pick<ReferralDesk, 'announcements'>,
  place: Pick<StoredReferral, 'kioskId' | 'site'>,
  feedPosition: number,
): void {
  announcements.announce({ kind: 'held-back', feedPosition, place });
}

/** What had been held back of a traveller, once somebody has decided; of a test of attention there is nothing. */
export function announceDecided(
  { announcements }: Pick<ReferralDesk, 'announcements'>,
  { kioskId, site }: Pick<StoredReferral, 'kioskId' | 'site'>,
  outcomes: readonly OutcomeView[],
): void {
  if (outcomes.length > 0) announcements.announce({ kind: 'decided', outcomes, place: { kioskId, site } });
}
