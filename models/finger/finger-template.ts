import { buildCylinders, wipeCylinders } from './comparison/cylinders.ts';
import type { Impression } from './comparison/evidence.ts';
import { IMAGE_SIDE_PX, MINUTIAE, WORKING_PPI } from './constants.ts';
import { FingerError } from './finger-error.ts';
import type { Minutia } from './minutia.ts';
import { type MinutiaList, minutiaList, wipeMinutiaList } from './minutia-list.ts';
import { type RidgePattern, wipeRidgePattern } from './ridge-pattern.ts';

/** `reference`: what the traveller is compared with (the chip's finger). `probe`: the traveller at the gate. */
export type TemplateRole = 'reference' | 'probe';

/** The template of one finger. It cannot be posted to another thread, printed or converted to JSON. */
export interface FingerTemplate {
  readonly role: TemplateRole;
  /** Whether the template has a ridge pattern, or minutiae only. */
  readonly hasPattern: boolean;
  /** Sides of the image at 500 ppi, px. */
  readonly width: number;
  readonly height: number;
  /** @throws FingerError `template-unusable` once wiped */
  impression(): Impression;
  /** Overwrites all of it with zeros. Safe to repeat. */
  wipe(): void;
}

/** Takes ownership of minutiae and pattern: the template wipes them. */
export function fingerTemplate(
  role: TemplateRole,
  width: number,
  height: number,
  minutiae: MinutiaList,
  pattern: RidgePattern | null,
): FingerTemplate {
  const impression: Impression = { minutiae, cylinders: buildCylinders(minutiae), pattern };
  let wiped = false;
  return {
    role,
    hasPattern: pattern !== null,
    width,
    height,
    impression: () => {
      if (wiped) throw new FingerError('template-unusable', 'the template has been wiped');
      return impression;
    },
    wipe: () => {
      wipeMinutiaList(minutiae);
      wipeCylinders(impression.cylinders);
      if (pattern !== null) wipeRidgePattern(pattern);
      wiped = true;
    },
  };
}

/**
 * A template from minutiae of another source (ISO/IEC 19794-2, another extractor). It is compared without a picture
 * and with the calibration for minutiae. The best hundred are kept.
 *
 * @param minutiae in px of an image of `widthPx` by `heightPx` at `resolutionPpi`, directions as in
 *   `Minutia.direction` (ISO/IEC 19794-2 counts counter-clockwise: its importer changes the sign, and adds half a turn
 *   if the direction is opposite)
 * @throws FingerError `minutiae-malformed`
 */
export function templateFromMinutiae(
  role: TemplateRole,
  minutiae: readonly Minutia[],
  widthPx: number,
  heightPx: number,
  resolutionPpi: number,
): FingerTemplate {
  const scale = WORKING_PPI / resolutionPpi;
  const width = Math.round(widthPx * scale);
  const height = Math.round(heightPx * scale);
  const sized = [width, height].every((side) => side >= 1 && side <= IMAGE_SIDE_PX.most);
  const placed = minutiae.every(
    ({ x, y, direction, quality }) =>
      x >= 0 && y >= 0 && x <= widthPx && y <= heightPx && Number.isFinite(direction) && quality >= 0 && quality <= 1,
  );
  if (!sized || !placed) throw new FingerError('minutiae-malformed', 'minutiae must lie inside an image of one finger');
  const best = [...minutiae].sort((one, other) => other.quality - one.quality).slice(0, MINUTIAE.most);
  const scaled = best.map((minutia) => ({ ...minutia, x: minutia.x * scale, y: minutia.y * scale }));
  return fingerTemplate(role, width, height, minutiaList(scaled), null);
}
