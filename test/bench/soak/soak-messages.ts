import type { Sample } from './growth.ts';

/** From the program that runs the bench to the lane's process: its configuration, and the day. */
export interface SoakOrder {
  readonly folder: string;
  readonly serverUrl: string;
  /** The server's public key, base64. */
  readonly serverKey: string;
  readonly hours: number;
  readonly travellers: number;
  /** How much faster than the system's clock the lane's clock runs between travellers. */
  readonly speed: number;
}

/** From the lane's process. */
export type SoakNews =
  /** How far its clock is ahead of the system's, ms. */
  | { readonly kind: 'ahead'; readonly aheadMs: number }
  | { readonly kind: 'sample'; readonly sample: Sample }
  | { readonly kind: 'traveller'; readonly index: number; readonly traveller: string; readonly outcome: string }
  | { readonly kind: 'done' };
