import type { SignalKind } from '../base/signal-kinds.ts';

type OfKiosks<Kind> = Kind extends `kiosk-${infer Fault}` ? Fault : never;

/** Closed. Why somebody was not taken for a kiosk, or not let in as one: the words of `server/signals` after `kiosk-`. */
export type KioskFault = OfKiosks<SignalKind>;
