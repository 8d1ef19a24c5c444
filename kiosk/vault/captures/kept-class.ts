import { LONGEST_RETENTION_MS, type RetentionClass } from '../../../server/contract/retention.ts';

/** The retention classes of captures on the disk. Each has separate epoch keys. */
export const KEPT_CLASSES = [
  'referred',
  'resolved',
  'after-doubt',
  'legal-hold',
] as const satisfies readonly RetentionClass[];
export type KeptClass = (typeof KEPT_CLASSES)[number];

/** Upper bound of the time from the first capture to the decision, with all extensions, ms. */
const LONGEST_PASSAGE_MS = 2 * 3_600_000;

/**
 * Longest time, ms, from now or from the capture, that any policy keeps a referral's capture. The end in its row is not
 * authenticated; a later end means that the row was changed.
 */
export const LONGEST_REFERRAL_MS = LONGEST_RETENTION_MS.referred + LONGEST_PASSAGE_MS;

/**
 * Additional data for wrapping a capture's key. A referral's key is wrapped at the capture, before the end is known. The
 * key of a held or resolved capture is bound to its class and end, so that a row with another end does not open.
 */
export function keyContextOf(capture: {
  readonly captureId: string;
  readonly keptAs: KeptClass;
  readonly eraseAt: number;
}): Uint8Array<ArrayBuffer> {
  const { captureId, keptAs, eraseAt } = capture;
  return keptAs === 'referred'
    ? keyContext(captureId)
    : new TextEncoder().encode(`postern/kept-key/v1/${captureId}/${keptAs}/${eraseAt}`);
}

/** Context of a capture that is sealed but not stored yet. */
export function keyContext(captureId: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`postern/capture-key/v1/${captureId}`);
}
