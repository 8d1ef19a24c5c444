/**
 * A textured surface in space: a grid of vertices with their positions in the photograph of the texture.
 *
 * Unit: inter-eye distances. x to the right, y down, z away from the camera; the origin is the middle of the eyes, and
 * a flat picture has z = 0.
 */
export interface Surface {
  readonly columns: number;
  readonly rows: number;
  /** Float64 [rows * columns, 3]. */
  readonly vertices: Float64Array;
  /** Float64 [rows * columns, 2]: place in the photograph, px. */
  readonly texture: Float64Array;
}

/** Position of a face in its photograph. */
export interface FacePlace {
  /** Middle between the eyes, px. */
  readonly eyesX: number;
  readonly eyesY: number;
  readonly interEyePx: number;
  /** Unit vector from the right eye to the left one. */
  readonly alongX: number;
  readonly alongY: number;
  /** Nose tip and chin below the eyes, inter-eye distances. */
  readonly noseY: number;
  readonly chinY: number;
}

/** Depth of a head: an ellipsoid with a nose, independent of any network's mesh. Inter-eye distances. */
export interface HeadShape {
  readonly halfWidth: number;
  readonly depth: number;
  readonly noseHeight: number;
}

/** A grid over x in [-`half`, `half`] and y in [`top`, `bottom`], with the depth `depthAt`. */
export function surface(
  place: FacePlace,
  half: number,
  top: number,
  bottom: number,
  depthAt: (x: number, y: number) => number,
): Surface {
  const columns = 49;
  const rows = 57;
  const vertices = new Float64Array(columns * rows * 3);
  const texture = new Float64Array(columns * rows * 2);
  for (let at = 0; at < columns * rows; at++) {
    const x = -half + (2 * half * (at % columns)) / (columns - 1);
    const y = top + ((bottom - top) * Math.floor(at / columns)) / (rows - 1);
    vertices.set([x, y, depthAt(x, y)], 3 * at);
    const { eyesX, eyesY, interEyePx, alongX, alongY } = place;
    texture.set(
      [eyesX + interEyePx * (alongX * x - alongY * y), eyesY + interEyePx * (alongY * x + alongX * y)],
      2 * at,
    );
  }
  return { columns, rows, vertices, texture };
}

/** A head: half an ellipsoid from ear to ear with a nose and a rim that falls back. */
export function headSurface(place: FacePlace, { halfWidth, depth, noseHeight }: HeadShape): Surface {
  const middleY = (place.chinY - 1.1) / 2;
  const halfHeight = place.chinY - middleY + 0.15;
  const bump = (x: number, y: number, width: number, height: number): number =>
    Math.exp(-((x / width) ** 2) - (y / height) ** 2);
  return surface(place, halfWidth * 0.999, middleY - halfHeight, middleY + halfHeight, (x, y) => {
    const inside = 1 - (x / halfWidth) ** 2 - ((y - middleY) / halfHeight) ** 2;
    if (inside < 0) return Number.NaN; // no vertex there: its triangles are not drawn
    const skull = -depth * Math.sqrt(inside);
    const tip = 0.75 * bump(x, y - place.noseY, 0.2, 0.2);
    const ridge = 0.45 * bump(x, y - 0.6 * place.noseY, 0.16, 0.35);
    const sockets = 0.12 * (bump(x - 0.5, y, 0.25, 0.18) + bump(x + 0.5, y, 0.25, 0.18));
    return skull - noseHeight * (tip + ridge) + sockets + depth;
  });
}

/** A picture on a flat sheet, or on one bent about its upright axis (`bend` = 1 / radius, per inter-eye distance). */
export function pictureSurface(place: FacePlace, bend = 0): Surface {
  return surface(place, 2.1, -2.2, 2.9, (x) =>
    bend === 0 ? 0 : (1 - Math.sqrt(Math.max(0, 1 - (x * bend) ** 2))) / bend,
  );
}
