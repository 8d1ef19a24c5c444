import type { SignalKind } from '../../platform/base/signal-kinds.ts';

type OfKiosks<Kind> = Kind extends `kiosk-${infer Fault}` ? Fault : never;

/** Reason why a client was not accepted as a kiosk: the signal kinds without their prefix `kiosk-`. Closed list. */
export type KioskFault = OfKiosks<SignalKind>;
