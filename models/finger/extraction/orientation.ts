import { CELL_PX, ORIENTATION } from '../constants.ts';
import { gaussianBlur } from './gaussian.ts';
import type { ExtractionWorkspace } from './workspace.ts';

const TINY = 1e-6;

/**
 * Ridge direction and coherence of each cell from the structure tensor (Kass and Witkin 1987; Bazen and Gerez 2002) of
 * `normalised`. The fine scale is used where it is coherent, otherwise the coarse scale. Writes `smooth`,
 * `orientation` and `coherence`.
 */
export function estimateOrientation(workspace: ExtractionWorkspace): void {
  const { width, height, columns, rows, normalised, smooth, scratch, cells, cellScratch } = workspace;
  gaussianBlur(normalised, width, height, ORIENTATION.blurPx, smooth, scratch[0]);
  const [cosine, sine, energy, fineCosine, fineSine, fineEnergy, coarseEnergy, work] = cellScratch;
  poolGradients(workspace, cosine, sine, energy);
  const blur = (source: Float32Array, sigma: number, target: Float32Array): void =>
    gaussianBlur(source, columns, rows, sigma, target, work);
  blur(cosine, ORIENTATION.fineCells, fineCosine);
  blur(sine, ORIENTATION.fineCells, fineSine);
  blur(energy, ORIENTATION.fineCells, fineEnergy);
  blur(cosine, ORIENTATION.coarseCells, cosine);
  blur(sine, ORIENTATION.coarseCells, sine);
  blur(energy, ORIENTATION.coarseCells, coarseEnergy);
  const count = columns * rows;
  for (let at = 0; at < count; at++) {
    const fine = Math.hypot(fineCosine[at]!, fineSine[at]!) / (fineEnergy[at]! + TINY);
    const coarse = Math.hypot(cosine[at]!, sine[at]!) / (coarseEnergy[at]! + TINY);
    cells.coherence[at] = fine;
    cells.coarseCoherence[at] = coarse;
    const fineWeight = (fine * fine) / (fineEnergy[at]! + TINY);
    const coarseWeight = (0.5 * (1 - fine) ** 2 * coarse) / (coarseEnergy[at]! + TINY);
    fineCosine[at] = fineCosine[at]! * fineWeight + cosine[at]! * coarseWeight;
    fineSine[at] = fineSine[at]! * fineWeight + sine[at]! * coarseWeight;
  }
  blur(fineCosine, ORIENTATION.finalCells, fineCosine);
  blur(fineSine, ORIENTATION.finalCells, fineSine);
  for (let at = 0; at < count; at++) {
    // The tensor gives twice the direction of the gradient; ridges run across it.
    const direction = 0.5 * Math.atan2(fineSine[at]!, fineCosine[at]!) + Math.PI / 2;
    cells.orientation[at] = direction >= Math.PI ? direction - Math.PI : Math.max(0, direction);
  }
}

/** Sums the doubled-angle products of Sobel gradients of `smooth` over each cell. */
function poolGradients(
  { width, height, columns, rows, smooth }: ExtractionWorkspace,
  cosine: Float32Array,
  sine: Float32Array,
  energy: Float32Array,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sumCosine = 0;
      let sumSine = 0;
      let sumEnergy = 0;
      const bottom = Math.min(height - 1, (row + 1) * CELL_PX);
      const right = Math.min(width - 1, (column + 1) * CELL_PX);
      for (let y = Math.max(1, row * CELL_PX); y < bottom; y++) {
        for (let x = Math.max(1, column * CELL_PX); x < right; x++) {
          const at = y * width + x;
          const above = at - width;
          const below = at + width;
          const diagonal = smooth[below + 1]! - smooth[above - 1]!;
          const counter = smooth[above + 1]! - smooth[below - 1]!;
          const gx = diagonal + counter + 2 * (smooth[at + 1]! - smooth[at - 1]!);
          const gy = diagonal - counter + 2 * (smooth[below]! - smooth[above]!);
          sumCosine += gx * gx - gy * gy;
          sumSine += 2 * gx * gy;
          sumEnergy += gx * gx + gy * gy;
        }
      }
      const cell = row * columns + column;
      cosine[cell] = sumCosine;
      sine[cell] = sumSine;
      energy[cell] = sumEnergy;
    }
  }
}
