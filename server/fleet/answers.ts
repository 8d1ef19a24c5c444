import type { LaneProcessing } from '../reports/answers.ts';

/** A kiosk as those who run the fleet see it. Times are wall ms. */
export interface FleetKiosk {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly enrolledAt: number;
  readonly disabledAt: number | null;
  readonly evidenceUrl: string | null;
  /** Which key of the server the lane said last that it follows; `null` where it has said none. */
  readonly serverKey: 'in-use' | 'announced' | 'another' | null;
  /** Those that hold now. */
  readonly certificates: readonly { readonly serial: string; readonly use: string; readonly notAfter: number }[];
}

/** A one-time code that would still let a kiosk in; the code itself was told once. */
export interface OpenCode {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly madeBy: string;
  readonly expiresAt: number;
}

export interface FleetView {
  readonly serverTime: number;
  /** The server's signing key, in hex, and by what it is to be followed. */
  readonly serverKey: {
    readonly inUse: string;
    readonly announced: { readonly next: string; readonly nextFrom: number; readonly currentUntil: number } | null;
  };
  readonly kiosks: readonly FleetKiosk[];
  /** Soonest to expire first. */
  readonly codes: readonly OpenCode[];
}

/** By what each lane that works here decides, by its latest report of a traveller: digests, SHA-256 in hex. */
export interface RunsView {
  readonly serverTime: number;
  readonly lanes: readonly LaneRuns[];
}

export type LaneRuns = Pick<
  LaneProcessing,
  'kioskId' | 'site' | 'lane' | 'at' | 'policyDigest' | 'noticeDigest' | 'modelDigests'
>;
