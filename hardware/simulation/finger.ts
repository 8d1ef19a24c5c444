import type { FingerPosition } from '../fingerprint-scanner/fingerprint-scanner.ts';
import type { Contact } from './ridges/impression.ts';
import type { SpecimenId } from './specimens.ts';

/** What touches the platen. A specimen has ten fingers; the scanner's caller says which one is asked for. */
export type Finger =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'finger';
      readonly specimen: SpecimenId;
      /**
       * How it lies there. Default `good`. `poor` is too faint for an image; `wrong-finger` is a good impression of the
       * finger beside the one asked for. Each touch is another impression.
       */
      readonly contact?: Contact | 'poor' | 'wrong-finger';
    };

/** The finger that people hold out by mistake: the next one of the same hand. */
export function besides(position: FingerPosition): FingerPosition {
  const next = position === 5 || position === 10 ? position - 1 : position + 1;
  return next as FingerPosition;
}
