import type { PeerFault } from './peer.ts';

/** Closed. Why somebody was not taken for a kiosk. */
export type KioskFault =
  | PeerFault
  | 'unrecorded'
  | 'revoked'
  /** The certificate is one kiosk's, the message another's. */
  | 'other-kiosk'
  | 'unknown-kiosk'
  | 'disabled'
  | 'malformed-hello'
  | 'forged-hello'
  | 'stale-hello'
  | 'replayed-hello';
