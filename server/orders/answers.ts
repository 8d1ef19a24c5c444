import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import type { OrderKind, OrderRefusal } from '../contract/order-vocabulary.ts';
import type { OrderPerson } from '../contract/order.ts';

/** An order as consoles show it. Times are the server's wall time, ms. */
export interface OrderView {
  /** Increases with each order. */
  readonly id: number;
  /** SHA-256 of the signed bytes, hex; the lane's report contains it. */
  readonly digest: string;
  readonly kioskId: string;
  readonly transactionId: string | null;
  readonly kind: OrderKind;
  readonly persons: readonly OrderPerson[];
  readonly issuedAt: number;
  /** Wall ms until which the lane may obey it. */
  readonly expires: number;
  /** `expired`: no answer arrived in time. A later answer still replaces it. */
  readonly state: 'pending' | 'obeyed' | 'refused' | 'expired';
  readonly refusal: OrderRefusal | null;
  readonly settledAt: number | null;
}

/** An order that moves a gate, not signed by its person yet. */
export interface OrderDraftView {
  /** Sealed; the console returns it with the signature. */
  readonly draft: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
  /** Wall ms until which it must be signed. */
  readonly expires: number;
}
