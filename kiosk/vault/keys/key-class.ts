/** What an epoch key is for, and for how long it wraps new data keys. */

export type KeyClass =
  /** Captures that wait for an officer: an hour, at most a day. */
  | 'referred'
  /** Captures of a referral that an officer has decided: an hour at most. */
  | 'resolved'
  /** Captures of a traveller whom an officer let go after a doubt: a day at most. */
  | 'after-doubt'
  /** Captures that two people have ordered to be kept: 90 days at most. */
  | 'legal-hold'
  /** Travellers registered at this lane: as long as policy lets them be. */
  | 'registered'
  /** Their faces, as protected records. */
  | 'registered-face'
  /** What the lane itself keeps: one key, for as long as there is a lane. */
  | 'lane';

/** As they are written down: places count. */
export const KEY_CLASSES = [
  'referred',
  'registered',
  'lane',
  'registered-face',
  'resolved',
  'legal-hold',
  'after-doubt',
] as const satisfies readonly KeyClass[];

/** Ten minutes: a day of referrals makes at most 144 keys, and a copy of one opens what ten minutes brought. */
export const EPOCH_MS = 600_000;

/** When the epoch that holds this wall time began, ms. */
export function epochOf(keyClass: KeyClass, wallMs: number): number {
  return keyClass === 'lane' ? 0 : Math.floor(wallMs / EPOCH_MS) * EPOCH_MS;
}
