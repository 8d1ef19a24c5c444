/** The colours of a challenge, as sRGB and as linear light. */

/**
 * Seven colours of nearly equal relative luminance (0.396 to 0.403), none a saturated red, so that no order of them is
 * a flash in the sense of WCAG 2.3.1. `flash-safety.ts` checks it.
 */
export const LIGHT_COLOURS = {
  rose: '#ff8959',
  green: '#6cbc59',
  violet: '#b399ff',
  cyan: '#00bccb',
  magenta: '#e790b3',
  amber: '#c4a800',
  grey: '#aaaaaa',
} as const;
export type LightColour = keyof typeof LIGHT_COLOURS;

/** One state of the screen. Left and right are as the traveller who faces the screen sees them. */
export interface LightState {
  readonly left: LightColour;
  readonly right: LightColour;
}

export const RESTING_LIGHT: LightState = { left: 'grey', right: 'grey' };

/** Red, green and blue as light, 0..1 each (IEC 61966-2-1). */
export type LinearLight = readonly [number, number, number];

const LINEAR: Readonly<Record<LightColour, LinearLight>> = {
  rose: linearOfHex(LIGHT_COLOURS.rose),
  green: linearOfHex(LIGHT_COLOURS.green),
  violet: linearOfHex(LIGHT_COLOURS.violet),
  cyan: linearOfHex(LIGHT_COLOURS.cyan),
  magenta: linearOfHex(LIGHT_COLOURS.magenta),
  amber: linearOfHex(LIGHT_COLOURS.amber),
  grey: linearOfHex(LIGHT_COLOURS.grey),
};

export function lightOf(colour: LightColour): LinearLight {
  return LINEAR[colour];
}

/** `#rrggbb` as linear light. */
export function linearOfHex(hex: string): LinearLight {
  const at = (from: number): number => linearOfSample(Number.parseInt(hex.slice(from, from + 2), 16));
  return [at(1), at(3), at(5)];
}

/** One 8-bit sRGB sample, 0..255, as linear light, 0..1. */
export function linearOfSample(sample: number): number {
  const share = sample / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
