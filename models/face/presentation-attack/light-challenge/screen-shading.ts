import { SCREEN, SCREEN_PATCHES } from './constants.ts';

/** Light from each half of the screen on a patch of skin (Lambert), arbitrary unit. */
export interface HalvesOfLight {
  readonly left: number;
  readonly right: number;
}

/**
 * @param x horizontal distance from the middle between the eyes, inter-eye distances, to the image's right
 * @param y vertical distance from it, downwards
 * @param z distance behind it
 * @param normal unit vector; z is negative towards the camera
 */
export function halvesOfLight(
  x: number,
  y: number,
  z: number,
  [normalX, normalY, normalZ]: readonly [number, number, number],
): HalvesOfLight {
  let [left, right] = [0, 0];
  for (let row = 0; row < SCREEN_PATCHES; row++) {
    const patchY = SCREEN.top + ((row + 0.5) / SCREEN_PATCHES) * (SCREEN.bottom - SCREEN.top);
    for (let column = 0; column < SCREEN_PATCHES; column++) {
      const patchX = ((column + 0.5) / SCREEN_PATCHES) * SCREEN.halfWidth;
      // The traveller's left half is on the image's right.
      left += fromPatch(patchX - x, patchY - y, -SCREEN.faceZ - z, normalX, normalY, normalZ);
      right += fromPatch(-patchX - x, patchY - y, -SCREEN.faceZ - z, normalX, normalY, normalZ);
    }
  }
  return { left, right };
}

/** Cosine at the skin times cosine at the screen, divided by the squared distance. */
function fromPatch(dx: number, dy: number, dz: number, normalX: number, normalY: number, normalZ: number): number {
  const squared = dx * dx + dy * dy + dz * dz;
  const atSkin = Math.max(0, dx * normalX + dy * normalY + dz * normalZ);
  return (atSkin * -dz) / (squared * squared);
}
