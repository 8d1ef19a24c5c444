/** The light of the lane's screen in the simulation, and its effect on the scene. */

/** Light of each half of the screen: linear red, green and blue, 0..1. Left and right from the traveller's view. */
export interface ScreenLight {
  readonly left: LinearRgb;
  readonly right: LinearRgb;
}

export type LinearRgb = readonly [number, number, number];

/** Neutral grey, at which the photographs are shown unchanged. */
const RESTING = 0.402;
export const RESTING_SCREEN: ScreenLight = {
  left: [RESTING, RESTING, RESTING],
  right: [RESTING, RESTING, RESTING],
};

/** From the moment the screen shows a colour to the middle of the exposure that sees it, ms. */
export const SCREEN_LATENCY_MS = 40;
/** How long an exposure gathers light, ms. */
const EXPOSURE_MS = 16;
/** Length of the stored history, ms. */
const MEMORY_MS = 2_000;

/** The screen's light over time. */
export interface ScreenLightHistory {
  set(light: ScreenLight, atMs: number): void;
  /** Light gathered by an exposure with its middle at `atMs`; `undefined` while the screen shows its neutral light. */
  gathered(atMs: number): ScreenLight | undefined;
}

export function screenLightHistory(): ScreenLightHistory {
  let past: { light: ScreenLight; fromMs: number }[] = [];
  const lightAt = (atMs: number): ScreenLight => past.findLast(({ fromMs }) => fromMs <= atMs)?.light ?? RESTING_SCREEN;
  return {
    set(light, atMs) {
      const kept = past.findLastIndex(({ fromMs }) => fromMs < atMs - MEMORY_MS);
      past = [...past.slice(Math.max(0, kept)), { light, fromMs: atMs }];
    },
    gathered(atMs) {
      const from = atMs - SCREEN_LATENCY_MS - EXPOSURE_MS / 2;
      const parts = [0.125, 0.375, 0.625, 0.875].map((share) => lightAt(from + share * EXPOSURE_MS));
      if (parts.every((part) => part === RESTING_SCREEN)) return undefined;
      const mean = (half: keyof ScreenLight): LinearRgb => {
        const channel = (at: 0 | 1 | 2): number => parts.reduce((sum, part) => sum + part[half][at], 0) / parts.length;
        return [channel(0), channel(1), channel(2)];
      };
      return { left: mean('left'), right: mean('right') };
    },
  };
}

/** Light of a white screen on skin facing it, relative to the hall's. */
const CONTRAST = 0.3;
/** The same on the hall behind. */
const CONTRAST_ON_BACKGROUND = 0.04;
/** A 24-inch panel below the camera, inter-eye distances. */
const PANEL = { halfWidth: 4.2, top: 0.4, bottom: 5.2, distance: 10, columns: 3, rows: 3 } as const;
/** sRGB is nearly a power of light. */
const ENCODING = 1 / 2.3;

/**
 * Light of each half on a surface element, relative to the light of the full screen on one facing it. z towards the camera.
 */
export function panelLight(
  place: readonly [number, number, number],
  normal: readonly [number, number, number],
): readonly [left: number, right: number] {
  const onto = (side: 1 | -1): number => {
    let sum = 0;
    for (let row = 0; row < PANEL.rows; row++) {
      const dy = PANEL.top + ((row + 0.5) / PANEL.rows) * (PANEL.bottom - PANEL.top) - place[1];
      for (let column = 0; column < PANEL.columns; column++) {
        const dx = side * ((column + 0.5) / PANEL.columns) * PANEL.halfWidth - place[0];
        const dz = PANEL.distance - place[2];
        const squared = dx * dx + dy * dy + dz * dz;
        sum += (Math.max(0, dx * normal[0] + dy * normal[1] + dz * normal[2]) * dz) / (squared * squared);
      }
    }
    return sum / FACING;
  };
  return [onto(1), onto(-1)];
}
let FACING = 1;
const [facingLeft, facingRight] = panelLight([0, 0.5, 0], [0, 0, 1]);
FACING = facingLeft + facingRight;

/** Factor of the light for an sRGB-encoded sample of a channel. 1 while the screen shows its neutral light. */
export function gainOf([left, right]: readonly [number, number], light: ScreenLight, channel: 0 | 1 | 2): number {
  const lit = 1 + CONTRAST * (left * light.left[channel] + right * light.right[channel]);
  return (lit / (1 + CONTRAST * (left + right) * RESTING)) ** ENCODING;
}

export function backgroundGain(light: ScreenLight, channel: 0 | 1 | 2): number {
  const share = CONTRAST_ON_BACKGROUND / 2;
  return ((1 + share * (light.left[channel] + light.right[channel])) / (1 + 2 * share * RESTING)) ** ENCODING;
}
