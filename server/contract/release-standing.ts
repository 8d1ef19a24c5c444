/**
 * How fresh a lane's targets of the signed channel are. The lane judges it by its own clock, so a server that withholds releases cannot
 * hide it; the server judges the same from the lane's last message, so that a silent lane is found too. Pure.
 */
export const RELEASE_STANDINGS = [
  'current',
  /** No complete check against a repository for a day. */
  'unchecked',
  /** People have not signed again for a long time, or their signatures are withheld. */
  'renewal-due',
  /** A target in use is listed by a signature that has expired: the lane refers all travellers. */
  'too-old',
] as const;
export type ReleaseStanding = (typeof RELEASE_STANDINGS)[number];

const DAY_MS = 86_400_000;

/** A timestamp of the server expires after this time, so a lane without a check for longer has no proof that it is current. */
export const UNCHECKED_AFTER_MS = DAY_MS;

/** People sign the targets again at least this long before their signatures expire. */
export const RENEWAL_DUE_MS = 7 * DAY_MS;

export interface ReleaseTimes {
  /** Wall ms of the last complete check; 0: none yet. */
  readonly checkedAt: number;
  /** Wall ms at which the first of the signatures that list targets in use expires; `undefined` when none is in use. */
  readonly firstExpiry: number | undefined;
}

export function releaseStanding({ checkedAt, firstExpiry = Infinity }: ReleaseTimes, nowMs: number): ReleaseStanding {
  if (firstExpiry <= nowMs) return 'too-old';
  if (firstExpiry - nowMs < RENEWAL_DUE_MS) return 'renewal-due';
  return nowMs - checkedAt > UNCHECKED_AFTER_MS ? 'unchecked' : 'current';
}
