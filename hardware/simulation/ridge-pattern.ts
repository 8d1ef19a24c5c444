import type { FingerPosition } from '../fingerprint-scanner/fingerprint-scanner.ts';
import { allocateImage, type Image } from '../image.ts';
import { seededRandom } from './seeded-random.ts';
import type { SpecimenId } from './specimens.ts';

export const PATTERN_WIDTH = 320;
export const PATTERN_HEIGHT = 400;
export const PATTERN_PPI = 500;

/** Ridges a person's fingers are apart, px at 500 ppi: about 0.45 mm. */
const RIDGE_PERIOD_PX = 9;
const BUMPS = 6;

/**
 * Dark ridges round a core, bent by a few bumps that depend on the finger alone. It looks like a finger to a person and
 * moves data through the lane; it is no fingerprint, and nothing about matching can be learnt from it.
 */
export function ridgePattern(specimen: SpecimenId, position: FingerPosition): Image {
  const random = seededRandom(seedOf(`${specimen} ${position}`));
  const coreX = PATTERN_WIDTH * (0.4 + 0.2 * random());
  const coreY = PATTERN_HEIGHT * (0.4 + 0.15 * random());
  const bumps = Array.from({ length: BUMPS }, () => ({
    x: PATTERN_WIDTH * random(),
    y: PATTERN_HEIGHT * random(),
    height: 40 * (random() - 0.5),
    spread: 40 + 50 * random(),
  }));
  const image = allocateImage(PATTERN_WIDTH, PATTERN_HEIGHT, 'grey');
  for (let y = 0; y < PATTERN_HEIGHT; y++) {
    for (let x = 0; x < PATTERN_WIDTH; x++) {
      let path = Math.hypot(x - coreX, (y - coreY) * (y > coreY ? 0.55 : 0.9));
      for (const bump of bumps) {
        path += bump.height * Math.exp(-((x - bump.x) ** 2 + (y - bump.y) ** 2) / (2 * bump.spread ** 2));
      }
      const ridge = 0.5 + 0.5 * Math.cos((2 * Math.PI * path) / RIDGE_PERIOD_PX);
      const edge = Math.hypot((x / PATTERN_WIDTH - 0.5) / 0.46, (y / PATTERN_HEIGHT - 0.5) / 0.48);
      const contact = Math.min(1, Math.max(0, (1 - edge) * 8));
      image.data[y * PATTERN_WIDTH + x] = Math.round(245 - contact * (40 + 150 * ridge));
    }
  }
  return image;
}

function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
