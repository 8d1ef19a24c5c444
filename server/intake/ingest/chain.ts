/** Rules of a kiosk's chain of reports, as a pure function over a report's neighbours. */
import { GENESIS_DIGEST } from '../../contract/report.ts';

export interface ChainLink {
  readonly sequence: number;
  readonly digest: string;
  readonly previous: string;
}

export interface ChainSurroundings {
  /** Highest stored sequence number; 0 when none. */
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
  /** A late report that fits between stored ones. */
  | { readonly kind: 'filled' }
  /** The same report is stored already. */
  | { readonly kind: 'duplicate' }
  /** Another report is stored under this sequence number. */
  | { readonly kind: 'forked' }
  /** Beyond any plausible loss of reports. */
  | { readonly kind: 'too-far' }
  /** `previous` does not match the preceding report, or the next report's `previous` does not match this one. */
  | { readonly kind: 'broken' };

/**
 * Maximum number of missing reports: at one report every 5 s, those of 58 days. Without a limit a forged sequence number could become the
 * head, and reports below it would raise no alarm.
 */
export const LONGEST_GAP = 1_000_000;

/** The place of a report in the chain. A missing neighbour is checked when it arrives. The first report, and only it, has no predecessor. */
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
