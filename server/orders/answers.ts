import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import type { OrderKind, OrderRefusal } from '../contract/order-vocabulary.ts';
import type { OrderPerson } from '../contract/order.ts';

/** An order as consoles show it. Times are the server's wall time, ms. */
export interface OrderView {
  /** Grows with each order. */
  readonly id: number;
  /** SHA-256 of the signed bytes, hex; the lane's report names it. */
  readonly digest: string;
  readonly kioskId: string;
  readonly transactionId: string | null;
  readonly kind: OrderKind;
  readonly persons: readonly OrderPerson[];
  readonly issuedAt: number;
  /** Until then the lane may obey it. */
  readonly expires: number;
  /** `expired`: no answer came in its time. One that comes later still replaces this. */
  readonly state: 'pending' | 'obeyed' | 'refused' | 'expired';
  readonly refusal: OrderRefusal | null;
  readonly settledAt: number | null;
}

/** An order that moves a gate, before the person who gives it has signed it. */
export interface OrderDraftView {
  /** Sealed; goes back to the server with what was signed. */
  readonly draft: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
  /** The server's wall time until which it is to be signed, ms. */
  readonly expires: number;
}
