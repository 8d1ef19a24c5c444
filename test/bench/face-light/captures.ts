/** How each photograph is taken again: the share of the light that is left, and whether the camera amplifies what it read. */
export interface Capture {
  readonly name: string;
  /** 0..1; 1 is the photograph as it is. */
  readonly light: number;
  readonly amplified: boolean;
}

export const CAPTURES: readonly Capture[] = [
  { name: 'as it is', light: 1, amplified: false },
  { name: '1/16 of the light', light: 1 / 16, amplified: false },
  { name: '1/64 of the light', light: 1 / 64, amplified: false },
  { name: '1/200, amplified', light: 1 / 200, amplified: true },
];

/** The product's result for one capture. */
export type Finding =
  | { readonly kind: 'not-found' }
  | {
      readonly kind: 'face';
      /** A gate's advice to a well placed face; `undefined` where the frame is usable. */
      readonly advice: string | undefined;
      readonly signalToNoise: number | undefined;
      readonly luminance: number | undefined;
      readonly unifiedQuality: number;
      /** The comparison score with the photograph as it is. */
      readonly score: number;
    };

export interface LightRequest {
  readonly file: string;
  /** Seed of the sensor's noise. */
  readonly seed: number;
}

/** One finding for each capture; `undefined` where the photograph as it is shows no face. */
export type LightAnswer = readonly Finding[] | undefined;
