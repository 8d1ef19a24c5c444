import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import type { Image } from '../../../hardware/device/image.ts';
import { distorted } from './damage/distorted.ts';
import { dry } from './damage/dry.ts';
import { wet } from './damage/wet.ts';

/** Kinds of simulated damage. */
export const DAMAGES = ['wet', 'dry', 'distorted'] as const;
export type Damage = (typeof DAMAGES)[number];

const MAKERS = { wet, dry, distorted } as const;

/**
 * The image of a wet, dry or distorted finger, at severity 0 (unchanged) to 1. The same seed and image give the same
 * result.
 */
export function damaged(image: Image, resolutionPpi: number, damage: Damage, severity: number, seed: number): Image {
  return MAKERS[damage](image, resolutionPpi, severity, seededRandom(seed));
}
