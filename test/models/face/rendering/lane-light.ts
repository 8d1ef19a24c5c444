import type { ShownLight } from '../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import {
  type LightState,
  lightOf,
  RESTING_LIGHT,
} from '../../../../models/face/presentation-attack/light-challenge/light-state.ts';
import type { Placed } from './lit-render.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The light in a lane: the room's, from above and one side, and the screen's. */
export interface LaneLight {
  /** The diffuse light of the room, and its directed light. Their sum on skin is about 1. */
  readonly even: number;
  readonly directed: number;
  /** Unit vector towards the light; z is negative towards the camera. */
  readonly direction: readonly [number, number, number];
  readonly tint: readonly [number, number, number];
  /** Light of a white screen on a face that looks at it, divided by the room's. */
  readonly contrast: number;
  readonly screen: { readonly halfWidth: number; readonly top: number; readonly bottom: number };
  readonly distance: number;
}

export function laneLight(random: SeededRandom, contrast: number): LaneLight {
  const side = (random.between(-60, 60) * Math.PI) / 180;
  const direction = [0.7 * Math.sin(side), -0.7, -0.7 * Math.cos(side)] as const;
  const length = Math.hypot(...direction);
  return {
    even: 0.55,
    directed: 0.75,
    direction: [direction[0] / length, direction[1] / length, direction[2] / length],
    tint: [Math.exp(0.1 * random.normal()), Math.exp(0.1 * random.normal()), Math.exp(0.1 * random.normal())],
    contrast,
    screen: {
      halfWidth: random.between(2.4, 4.4),
      top: random.between(0.2, 0.8),
      bottom: random.between(4, 6),
    },
    distance: random.between(9, 12.5),
  };
}

/** Linear light of both halves of the screen. */
export interface Halves {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** The light of the screen, averaged over an exposure with its middle at `atMs` and the latency `lateMs`. */
export function screenLight({ states }: ShownLight, atMs: number, lateMs: number, exposureMs: number): Halves {
  const out = { left: new Float64Array(3), right: new Float64Array(3) };
  const samples = 6;
  for (let sample = 0; sample < samples; sample++) {
    const at = atMs - lateMs + ((sample + 0.5) / samples - 0.5) * exposureMs;
    let state: LightState = RESTING_LIGHT;
    for (const shown of states) if (shown.atMs <= at) state = shown.state;
    for (const half of ['left', 'right'] as const) {
      const light = lightOf(state[half]);
      for (let channel = 0; channel < 3; channel++) out[half][channel]! += light[channel]! / samples;
    }
  }
  return out;
}

/** Light on each vertex of a placed surface: float32 [n, 3]. */
export function shadeSurface({ places, normals }: Placed, light: LaneLight, halves: Halves, albedo = 1): Float32Array {
  const out = new Float32Array(places.length);
  const facing = halfLight(0, 0.5, 0, 0, 0, -1, light, 1) + halfLight(0, 0.5, 0, 0, 0, -1, light, -1);
  for (let at = 0; at < places.length; at += 3) {
    const z = places[at + 2]!;
    if (Number.isNaN(z)) continue;
    const [nx, ny, nz] = [normals[at]!, normals[at + 1]!, normals[at + 2]!];
    const [dx, dy, dz] = light.direction;
    const room = light.even + light.directed * Math.max(0, nx * dx + ny * dy + nz * dz);
    const [x, y] = [places[at]!, places[at + 1]!];
    const fromLeft = (light.contrast * halfLight(x, y, z, nx, ny, nz, light, 1)) / facing;
    const fromRight = (light.contrast * halfLight(x, y, z, nx, ny, nz, light, -1)) / facing;
    for (let channel = 0; channel < 3; channel++) {
      const shown = fromLeft * halves.left[channel]! + fromRight * halves.right[channel]!;
      out[at + channel] = albedo * (room * light.tint[channel]! + shown);
    }
  }
  return out;
}

/** `side` 1: the traveller's left half, on the image's right. */
function halfLight(
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
  { screen, distance }: LaneLight,
  side: 1 | -1,
): number {
  let sum = 0;
  const [columns, rows] = [3, 3];
  for (let row = 0; row < rows; row++) {
    const dy = screen.top + ((row + 0.5) / rows) * (screen.bottom - screen.top) - y;
    for (let column = 0; column < columns; column++) {
      const dx = side * ((column + 0.5) / columns) * screen.halfWidth - x;
      const dz = -distance - z;
      const squared = dx * dx + dy * dy + dz * dz;
      sum += (Math.max(0, dx * nx + dy * ny + dz * nz) * -dz) / (squared * squared);
    }
  }
  return sum;
}
