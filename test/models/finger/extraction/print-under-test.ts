import type { Image } from '../../../../hardware/device/image.ts';
import { findPrint } from '../../../../models/finger/extraction/mask.ts';
import { normalise } from '../../../../models/finger/extraction/normalise.ts';
import { estimateOrientation } from '../../../../models/finger/extraction/orientation.ts';
import { resample, workingSize } from '../../../../models/finger/extraction/resample.ts';
import {
  createExtractionWorkspace,
  type ExtractionWorkspace,
  reserve,
} from '../../../../models/finger/extraction/workspace.ts';

/** Runs the steps up to the mask on an image. */
export function untilMask(image: Image, resolutionPpi = 500): { workspace: ExtractionWorkspace; printCells: number } {
  const workspace = createExtractionWorkspace();
  const { width, height } = workingSize(image, resolutionPpi);
  reserve(workspace, width, height);
  resample(image, resolutionPpi, workspace.image);
  normalise(workspace);
  estimateOrientation(workspace);
  return { workspace, printCells: findPrint(workspace) };
}

/** A plane wave: dark ridges at an angle to the x axis, radians. */
export function wave(direction: number, period: number): (at: number, width: number) => number {
  return (at, width) => {
    const x = at % width;
    const y = Math.floor(at / width);
    const across = y * Math.cos(direction) - x * Math.sin(direction);
    return Math.round(128 + 90 * Math.cos((2 * Math.PI * across) / period));
  };
}
