import type { LaneProcessing } from '../reports/answers.ts';

/** A kiosk as people who run the fleet see it. Times are wall ms. */
export interface FleetKiosk {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly enrolledAt: number;
  readonly disabledAt: number | null;
  readonly evidenceUrl: string | null;
  /** The server key that the lane last reported to follow; `null` without a report. */
  readonly serverKey: 'in-use' | 'announced' | 'another' | null;
  /** Certificates that are valid now. */
  readonly certificates: readonly { readonly serial: string; readonly use: string; readonly notAfter: number }[];
}

/** A one-time code that is still valid. The code itself was shown once. */
export interface OpenCode {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly madeBy: string;
  readonly expiresAt: number;
}

export interface FleetView {
  readonly serverTime: number;
  /** The server's signing key in hex, and the statements by which lanes follow it. */
  readonly serverKey: {
    readonly inUse: string;
    readonly announced: { readonly next: string; readonly nextFrom: number; readonly currentUntil: number } | null;
  };
  readonly kiosks: readonly FleetKiosk[];
  /** Earliest expiry first. */
  readonly codes: readonly OpenCode[];
}

/** The models and policies by which each lane decides, from its latest report about a traveller: SHA-256 digests in hex. */
export interface RunsView {
  readonly serverTime: number;
  readonly lanes: readonly LaneRuns[];
}

export type LaneRuns = Pick<
  LaneProcessing,
  'kioskId' | 'site' | 'lane' | 'at' | 'policyDigest' | 'noticeDigest' | 'modelDigests'
>;
