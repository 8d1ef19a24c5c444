import { assertImage, type Image } from '../../hardware/device/image.ts';
import {
  IMAGE_SIDE_PX,
  INVERTED,
  CELL_PX,
  PLAUSIBLE_PERIOD_PX,
  MIN_PRINT_COHERENCE,
  MIN_PRINT,
  RESOLUTION_PPI,
} from './constants.ts';
import { enhance, type GaborSession } from './extraction/enhance.ts';
import { findMinutiae } from './extraction/find-minutiae.ts';
import { findPrint } from './extraction/mask.ts';
import { normalise } from './extraction/normalise.ts';
import { estimateOrientation } from './extraction/orientation.ts';
import { resample, workingSize } from './extraction/resample.ts';
import { estimateRidgePeriod } from './extraction/ridge-period.ts';
import { type ExtractionWorkspace, reserve } from './extraction/workspace.ts';
import { type FingerTemplate, fingerTemplate, type TemplateRole } from './finger-template.ts';
import { minutiaList } from './minutia-list.ts';
import { type FingerQuality, fingerQuality } from './quality/finger-quality.ts';
import { meanOverPrint } from './quality/print-cells.ts';
import { ridgePatternOf } from './ridge-pattern.ts';

/** Why the image has no template. */
export type UnusableReason =
  /** The length of the buffer differs from the header, or a side is not a whole number of at least 1. */
  | 'image-malformed'
  /** The image does not have one grey sample per pixel. */
  | 'not-grey'
  /** The resolution is not a number or outside the range of scanners. */
  | 'resolution-out-of-range'
  | 'image-too-small'
  | 'image-too-large'
  /** The image contains no ridges: empty, white, noise, a smear. */
  | 'no-finger'
  /** Light ridges on a dark background: the picture must be inverted first. */
  | 'inverted'
  /** The ridges are far too narrow or wide for the stated resolution. */
  | 'resolution-implausible'
  | 'print-too-small'
  | 'too-few-minutiae';

export type Extraction =
  | { readonly kind: 'template'; readonly template: FingerTemplate; readonly quality: FingerQuality }
  /** With the quality of the print, if there is one. */
  | { readonly kind: 'unusable'; readonly reason: UnusableReason; readonly quality?: FingerQuality };

/**
 * Extracts the template of one image. The steps have the order of the README's table.
 *
 * @throws FingerError `model-output`; ModelError
 */
export async function extract(
  image: Image,
  resolutionPpi: number,
  role: TemplateRole,
  workspace: ExtractionWorkspace,
  gabor: GaborSession,
): Promise<Extraction> {
  const fault = faultOf(image, resolutionPpi);
  if (fault !== undefined) return { kind: 'unusable', reason: fault };
  const { width, height } = workingSize(image, resolutionPpi);
  reserve(workspace, width, height);
  resample(image, resolutionPpi, workspace.image);
  normalise(workspace);
  estimateOrientation(workspace);
  const printCells = findPrint(workspace);
  if (printCells === 0) return { kind: 'unusable', reason: 'no-finger' };
  estimateRidgePeriod(workspace);
  const doubt = doubtOf(workspace);
  if (doubt !== undefined) return { kind: 'unusable', reason: doubt };
  await enhance(workspace, gabor);
  const minutiae = findMinutiae(workspace);
  const quality = fingerQuality(workspace, printCells, minutiae);
  if (printCells < MIN_PRINT.cells) return { kind: 'unusable', reason: 'print-too-small', quality };
  if (minutiae.length < MIN_PRINT.minutiae) return { kind: 'unusable', reason: 'too-few-minutiae', quality };
  const template = fingerTemplate(role, width, height, minutiaList(minutiae), ridgePatternOf(workspace));
  return { kind: 'template', template, quality };
}

function faultOf(image: Image, resolutionPpi: number): UnusableReason | undefined {
  if (![image.width, image.height].every((side) => Number.isInteger(side) && side >= 1)) return 'image-malformed';
  if (image.channelOrder !== 'grey') return 'not-grey';
  try {
    assertImage(image);
  } catch {
    return 'image-malformed';
  }
  if (!(resolutionPpi >= RESOLUTION_PPI.least && resolutionPpi <= RESOLUTION_PPI.most))
    return 'resolution-out-of-range';
  const { width, height } = workingSize(image, resolutionPpi);
  if (Math.min(width, height) < IMAGE_SIDE_PX.least) return 'image-too-small';
  if (Math.max(width, height) > IMAGE_SIDE_PX.most) return 'image-too-large';
  return undefined;
}

function doubtOf(workspace: ExtractionWorkspace): UnusableReason | undefined {
  const { cells } = workspace;
  if (meanOverPrint(workspace, cells.coherence) < MIN_PRINT_COHERENCE) return 'no-finger';
  const period = meanOverPrint(workspace, cells.period);
  if (period < PLAUSIBLE_PERIOD_PX.least || period > PLAUSIBLE_PERIOD_PX.most) return 'resolution-implausible';
  return isInverted(workspace) ? 'inverted' : undefined;
}

/** An untouched platen is not black. A print that fills the image shows no background and is never called inverted. */
function isInverted({ width, columns, rows, image, mask }: ExtractionWorkspace): boolean {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const inside = mask[row * columns + column]!;
      const at = (row * CELL_PX + CELL_PX / 2) * width + column * CELL_PX + CELL_PX / 2;
      sums[inside] = sums[inside]! + image[at]!;
      counts[inside] = counts[inside]! + 1;
    }
  }
  const [ground = 0, print = 0] = counts;
  if (ground === 0 || print === 0) return false;
  const groundLevel = sums[0]! / ground;
  return groundLevel <= INVERTED.groundMost && sums[1]! / print - groundLevel >= INVERTED.darkerBy;
}
