/** Reference signals: the output of an ideal camera for a surface with known normals under a known challenge. */
import { FACE_REGIONS } from '../../../../../models/face/presentation-attack/light-challenge/face-regions.ts';
import { drawLightChallenge } from '../../../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type { ShownLight } from '../../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { lightOf, RESTING_LIGHT } from '../../../../../models/face/presentation-attack/light-challenge/light-state.ts';
import type {
  FaceShape,
  LitFrame,
} from '../../../../../models/face/presentation-attack/light-challenge/measure-light.ts';
import { halvesOfLight } from '../../../../../models/face/presentation-attack/light-challenge/screen-shading.ts';
import { seededRandom } from '../../rendering/seeded-random.ts';

const COUNT = FACE_REGIONS.length;

export function shownFor(seed: number): ShownLight {
  const random = seededRandom(seed);
  const { leadMs, states } = drawLightChallenge(() => random.between(0, 1));
  let atMs = leadMs;
  const entries = states.map((state) => {
    const entry = { state, atMs };
    atMs += state.forMs;
    return entry;
  });
  return { states: [...entries, { state: RESTING_LIGHT, atMs }] };
}

/** Regions on the front of a ball with a width of two inter-eye distances. */
export function ballShape(): FaceShape {
  const places = new Float64Array(3 * COUNT);
  const normals = new Float64Array(3 * COUNT);
  for (let region = 0; region < COUNT; region++) {
    const x = 0.85 * Math.cos(2.4 * region) * Math.sqrt((region + 0.5) / COUNT);
    const y = 0.85 * Math.sin(2.4 * region) * Math.sqrt((region + 0.5) / COUNT);
    const z = -Math.sqrt(1 - x * x - y * y);
    places.set([x, y, z + 1], 3 * region);
    normals.set([x, y, z], 3 * region);
  }
  return { places, normals };
}

export interface SeenOptions {
  readonly shape: FaceShape;
  /** `head`: lit according to its normals; `plane`: like a flat sheet at its position, tilted by `tilt`. */
  readonly as: 'head' | 'plane';
  readonly shown: ShownLight;
  readonly latencyMs: number;
  readonly contrast?: number;
  readonly noise?: number;
  /** Noise of the first four regions, like hair. Default: that of all regions. */
  readonly hair?: number;
  readonly framesPerSecond?: number;
  readonly tilt?: number;
}

export function seen(options: SeenOptions): LitFrame[] {
  const { shape, as, shown, latencyMs, contrast = 0.2, noise = 0, framesPerSecond = 30, tilt = 0 } = options;
  const { hair = noise } = options;
  const random = seededRandom(17);
  const facing = halvesOfLight(0, 0, 0, [0, 0, -1]);
  const endMs = (shown.states.at(-1)?.atMs ?? 0) + 300;
  const flat = [Math.sin(tilt), 0, -Math.cos(tilt)] as const;
  return Array.from({ length: Math.floor((endMs * framesPerSecond) / 1_000) }, (_, frame) => {
    const atMs = (frame * 1_000) / framesPerSecond;
    const state = shown.states.findLast((one) => one.atMs <= atMs - latencyMs)?.state ?? RESTING_LIGHT;
    const light = new Float64Array(3 * COUNT);
    for (let region = 0; region < COUNT; region++) {
      const at = (axis: number, of: Float64Array): number => of[3 * region + axis] ?? 0;
      const normal =
        as === 'plane' ? flat : ([at(0, shape.normals), at(1, shape.normals), at(2, shape.normals)] as const);
      const z = as === 'plane' ? 0 : at(2, shape.places);
      const halves = halvesOfLight(at(0, shape.places), at(1, shape.places), z, normal);
      for (let channel = 0; channel < 3; channel++) {
        const reach = (half: 'left' | 'right'): number =>
          (halves[half] / (facing.left + facing.right)) * (lightOf(state[half])[channel] ?? 0);
        const drift = 0.05 * Math.sin(atMs / 900 + region);
        light[3 * region + channel] =
          Math.log(0.2 + 0.1 * channel) +
          Math.log(1 + contrast * (reach('left') + reach('right'))) +
          drift +
          (region < 4 ? hair : noise) * random.normal();
      }
    }
    return { atMs, light };
  });
}
