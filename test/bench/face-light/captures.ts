/** A simulated capture of a photograph: the share of the light, and whether the camera amplifies it. */
export interface Capture {
  readonly name: string;
  /** 0..1; 1 is the unaltered photograph. */
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
      /** A gate's advice for a face in a good position; `undefined` when the frame is usable. */
      readonly advice: string | undefined;
      readonly signalToNoise: number | undefined;
      readonly luminance: number | undefined;
      readonly unifiedQuality: number;
      /** The comparison score with the unaltered photograph. */
      readonly score: number;
    };

export interface LightRequest {
  readonly file: string;
  /** Seed of the sensor's noise. */
  readonly seed: number;
}

/** One finding per capture; `undefined` when the unaltered photograph shows no face. */
export type LightAnswer = readonly Finding[] | undefined;
