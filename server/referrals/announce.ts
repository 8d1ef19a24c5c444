import type { StoredReferral } from '../store/referrals.ts';
import type { ReferralDesk } from './desk.ts';

/** Consoles that watch this place ask again. */
export function announce(desk: ReferralDesk, { kioskId, site }: Pick<StoredReferral, 'kioskId' | 'site'>): void {
  desk.announcements.announce({ kind: 'referrals-changed', place: { kioskId, site } });
}
