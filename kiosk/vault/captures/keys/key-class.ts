/** Purposes of epoch keys, and how long each wraps new data keys. */

export type KeyClass =
  /** Captures that await an officer: an hour, at most a day. */
  | 'referred'
  /** Captures of a decided referral: an hour at most. */
  | 'resolved'
  /** Captures of a traveller whom an officer cleared after a doubt: a day at most. */
  | 'after-doubt'
  /** Captures held by order of two people: 90 days at most. */
  | 'legal-hold'
  /** Travellers registered at this lane: as long as the policy allows. */
  | 'registered'
  /** Their faces, as protected records. */
  | 'registered-face'
  /** The lane's own data: one key for the lifetime of the lane. */
  | 'lane';

/** The order is part of the file format. */
export const KEY_CLASSES = [
  'referred',
  'registered',
  'lane',
  'registered-face',
  'resolved',
  'legal-hold',
  'after-doubt',
] as const satisfies readonly KeyClass[];

/** Ten minutes: at most 144 keys a day, and a copied key opens only the captures of ten minutes. */
export const EPOCH_MS = 600_000;

/** Start of the epoch that contains this wall time, ms. */
export function epochOf(keyClass: KeyClass, wallMs: number): number {
  return keyClass === 'lane' ? 0 : Math.floor(wallMs / EPOCH_MS) * EPOCH_MS;
}
