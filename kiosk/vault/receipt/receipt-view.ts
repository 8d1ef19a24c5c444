import type { KioskId } from '../../../server/contract/field.ts';

/** The state of the traveller's receipt, as the screen shows it. */
export type ReceiptView =
  | { readonly kind: 'offered' }
  | { readonly kind: 'wanted' }
  | {
      readonly kind: 'made';
      /** For a QR code. */
      readonly text: string;
      /** The parts for people: the lane, the time of issue and the time by which the captures are erased; wall time, ms. */
      readonly kioskId: KioskId;
      readonly issuedAt: number;
      readonly goneBy: number;
    }
  /** The signature failed. */
  | { readonly kind: 'missed' };
