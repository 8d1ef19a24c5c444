/** The rules of a kiosk's chain of reports, as a pure function over its neighbours. */
import { GENESIS_DIGEST } from '../contract/report.ts';

export interface ChainLink {
  readonly sequence: number;
  readonly digest: string;
  readonly previous: string;
}

export interface ChainSurroundings {
  /** The highest sequence held; 0 when none. */
  readonly head: number;
  readonly before: ChainLink | undefined;
  readonly same: ChainLink | undefined;
  readonly after: ChainLink | undefined;
}

export type Placement =
  /** The next report. */
  | { readonly kind: 'appended' }
  /** Accepted beyond the next: `from`..`to` are missing. */
  | { readonly kind: 'appended-past-gap'; readonly from: number; readonly to: number }
  /** A late report that fits between those held. */
  | { readonly kind: 'filled' }
  /** This very report is held. */
  | { readonly kind: 'duplicate' }
  /** Another report is held under this sequence. */
  | { readonly kind: 'forked' }
  /** So far beyond the last report held that no lane has lost what lies between. */
  | { readonly kind: 'too-far' }
  /** `previous`, or the next report's, does not fit. */
  | { readonly kind: 'broken' };

/**
 * What may be missing before a report: of a lane that makes a report every 5 s, those of 58 days. A report that leaves more out would
 * become the last one held, and whatever is kept back below it would raise no alarm of its own.
 */
export const LONGEST_GAP = 1_000_000;

/**
 * Where a report belongs. A neighbour that is missing cannot contradict; it is checked from the other side when it comes.
 * Only the first report has no predecessor, and the first report has none.
 */
export function placeReport(report: ChainLink, around: ChainSurroundings): Placement {
  if (around.same !== undefined) return { kind: around.same.digest === report.digest ? 'duplicate' : 'forked' };
  const isFirst = report.sequence === 1;
  if (isFirst !== (report.previous === GENESIS_DIGEST)) return { kind: 'broken' };
  if (around.before !== undefined && around.before.digest !== report.previous) return { kind: 'broken' };
  if (around.after !== undefined && around.after.previous !== report.digest) return { kind: 'broken' };
  if (report.sequence <= around.head) return { kind: 'filled' };
  if (report.sequence === around.head + 1) return { kind: 'appended' };
  if (report.sequence - around.head - 1 > LONGEST_GAP) return { kind: 'too-far' };
  return { kind: 'appended-past-gap', from: around.head + 1, to: report.sequence - 1 };
}
