import { CELL_PX, MASK, MINUTIAE } from '../constants.ts';
import { angleBetween, type Minutia, type MinutiaKind } from '../minutia.ts';
import { gaussianBlur } from './gaussian.ts';
import { fraction } from './mask.ts';
import { endsOf, repair, type Skeleton, traceFrom } from './skeleton.ts';
import { thin } from './thin.ts';
import type { ExtractionWorkspace } from './workspace.ts';

/**
 * Minutiae of the filtered print, the clearest first. Ridges and valleys are thinned in the same way: the skeleton of
 * ridges gives the endings, that of valleys the bifurcations. Reads `enhanced`, `mask`, `coherence`; writes `ridges`
 * and `valleys`.
 */
export function findMinutiae(workspace: ExtractionWorkspace): Minutia[] {
  const { width, height, columns, rows, cells, cellScratch, mask, maskScratch, ridges, valleys } = workspace;
  binarise(workspace);
  const [inner] = maskScratch;
  const edge = Math.round(MINUTIAE.edgePx / CELL_PX);
  fraction(workspace, mask, edge, 0.999, inner);
  const [clarity, work] = cellScratch;
  gaussianBlur(cells.coherence, columns, rows, MASK.coherenceCells, clarity, work);
  const found: Minutia[] = [];
  for (const [lines, kind] of [
    [ridges, 'ending'],
    [valleys, 'bifurcation'],
  ] as const) {
    thin(lines, width, height);
    const skeleton = { lines, width, height };
    repair(skeleton);
    for (const minutia of withoutBreaks(endsWithDirection(skeleton, kind))) {
      const column = Math.min(columns - 1, Math.floor(minutia.x / CELL_PX));
      const row = Math.min(rows - 1, Math.floor(minutia.y / CELL_PX));
      const atBorder = column < edge || row < edge || column >= columns - edge || row >= rows - edge;
      const cell = row * columns + column;
      if (!atBorder && inner[cell] === 1) found.push({ ...minutia, quality: Math.max(0, Math.min(1, clarity[cell]!)) });
    }
  }
  return withoutCrowds(found)
    .sort((one, other) => other.quality - one.quality)
    .slice(0, MINUTIAE.most);
}

function binarise({ width, height, columns, rows, mask, enhanced, ridges, valleys }: ExtractionWorkspace): void {
  const pixels = width * height;
  ridges.fill(0, 0, pixels);
  valleys.fill(0, 0, pixels);
  for (let y = 2; y < Math.min(height - 2, rows * CELL_PX); y++) {
    const row = Math.floor(y / CELL_PX) * columns;
    for (let x = 2; x < Math.min(width - 2, columns * CELL_PX); x++) {
      if (mask[row + Math.floor(x / CELL_PX)] === 0) continue;
      const at = y * width + x;
      if (enhanced[at]! < 0) ridges[at] = 1;
      else valleys[at] = 1;
    }
  }
}

function endsWithDirection(skeleton: Skeleton, kind: MinutiaKind): Minutia[] {
  const { width } = skeleton;
  const minutiae: Minutia[] = [];
  for (const end of endsOf(skeleton)) {
    const path = traceFrom(skeleton, end, MINUTIAE.tracePx + 4);
    if (path.length < MINUTIAE.traceLeastPx) continue;
    const far = path[Math.min(path.length - 1, MINUTIAE.tracePx)]!;
    const x = end % width;
    const y = Math.floor(end / width);
    const direction = Math.atan2(Math.floor(far / width) - y, (far % width) - x);
    minutiae.push({ x, y, direction, kind, quality: 0 });
  }
  return minutiae;
}

/** Removes pairs of ends that face each other: one ridge, broken by a scar, a crease or dryness. */
function withoutBreaks(minutiae: readonly Minutia[]): Minutia[] {
  const broken = new Set<Minutia>();
  minutiae.forEach((one, at) => {
    for (const other of minutiae.slice(at + 1)) {
      if (faces(one, other)) broken.add(one).add(other);
    }
  });
  return minutiae.filter((minutia) => !broken.has(minutia));
}

function faces(one: Minutia, other: Minutia): boolean {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const distance = Math.hypot(dx, dy);
  if (distance > MINUTIAE.facingPx) return false;
  if (Math.abs(angleBetween(one.direction, other.direction)) <= MINUTIAE.facingAngle) return false;
  if (distance < MINUTIAE.touchingPx) return true;
  const towards = Math.atan2(dy, dx);
  return (
    Math.abs(angleBetween(one.direction, towards)) > MINUTIAE.towardsAngle &&
    Math.abs(angleBetween(other.direction, towards + Math.PI)) > MINUTIAE.towardsAngle
  );
}

function withoutCrowds(minutiae: readonly Minutia[]): Minutia[] {
  return minutiae.filter(
    ({ x, y }) =>
      minutiae.filter((other) => Math.hypot(other.x - x, other.y - y) < MINUTIAE.crowdPx).length <= MINUTIAE.crowdMost,
  );
}
