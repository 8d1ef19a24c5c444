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
