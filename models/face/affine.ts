/**
 * An affine map of the plane, `x' = a x + b y + c`, `y' = d x + e y + f`, px to px.
 *
 * Coordinates count pixel centres: the centre of the top left pixel is (0, 0).
 */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The map from a crop of `side` px to the rotated square of `size` px about (`centreX`, `centreY`) of the image. */
export function squareRegion(centreX: number, centreY: number, size: number, angle: number, side: number): Affine {
  const scale = size / side;
  const a = Math.cos(angle) * scale;
  const d = Math.sin(angle) * scale;
  const half = (side - 1) / 2;
  return { a, b: -d, c: centreX - half * (a - d), d, e: a, f: centreY - half * (d + a) };
}

/** Source px that one output px spans. */
export function scaleOf({ a, b, d, e }: Affine): number {
  return Math.sqrt(Math.abs(a * e - b * d));
}
