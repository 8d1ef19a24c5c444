import type { SpecimenId } from './specimens.ts';

/** What touches the platen. A specimen has ten fingers; the scanner's caller says which one is asked for. */
export type Finger =
  | { readonly kind: 'none' }
  | { readonly kind: 'finger'; readonly specimen: SpecimenId; readonly contact?: 'good' | 'poor' };
