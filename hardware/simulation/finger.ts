import type { FingerPosition } from '../fingerprint-scanner/fingerprint-scanner.ts';
import type { Contact } from './ridges/impression.ts';
import type { SpecimenId } from './specimens.ts';

/** The finger on the platen. A specimen has ten fingers; the scanner's caller requests one of them. */
export type Finger =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'finger';
      readonly specimen: SpecimenId;
      /**
       * Quality of the contact. Default `good`. `poor` is too faint for an image; `wrong-finger` is a good impression of
       * the finger next to the requested one. Each touch gives a new impression.
       */
      readonly contact?: Contact | 'poor' | 'wrong-finger';
    };

/** The finger presented by mistake: the next one of the same hand. */
export function besides(position: FingerPosition): FingerPosition {
  const next = position === 5 || position === 10 ? position - 1 : position + 1;
  return next as FingerPosition;
}
