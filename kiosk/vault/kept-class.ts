import { LONGEST_RETENTION_MS, type RetentionClass } from '../../server/contract/retention.ts';

/** Under which classes of the retention policy captures lie on the disk; each has epoch keys of its own. */
export const KEPT_CLASSES = [
  'referred',
  'resolved',
  'after-doubt',
  'legal-hold',
] as const satisfies readonly RetentionClass[];
export type KeptClass = (typeof KEPT_CLASSES)[number];

/** More than a traveller with all extensions takes from the first capture to the decision, ms. */
const LONGEST_PASSAGE_MS = 2 * 3_600_000;

/**
 * Longer than this from now, or from when it was captured, no policy keeps a capture of a referral, ms. What its row says of its end is
 * bound to nothing: a row that says more was changed.
 */
export const LONGEST_REFERRAL_MS = LONGEST_RETENTION_MS.referred + LONGEST_PASSAGE_MS;

/**
 * Additional data under which a capture's key is wrapped. A referral's is wrapped when it is made, before anybody knows until when it is kept;
 * what is held or resolved is bound to its class and end, so that a row that was given another does not open.
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

/** Of a capture that is sealed and not kept yet. */
export function keyContext(captureId: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`postern/capture-key/v1/${captureId}`);
}
