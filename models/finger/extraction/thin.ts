/** Tables of deletable neighbourhoods; the bits of a neighbourhood run clockwise from above. */
const TABLES = [deletable(0), deletable(1)] as const;

/**
 * Thins a picture to lines one pixel wide that preserve its connectivity (Guo and Hall, "Parallel thinning with
 * two-subiteration algorithms", CACM 32(3), 1989). The outermost pixels must be 0.
 *
 * @param picture uint8 [height, width] of 0 and 1, rewritten
 */
export function thin(picture: Uint8Array, width: number, height: number): void {
  let active = pixelsOf(picture, width, height);
  const doomed = new Int32Array(active.length);
  for (let changed = true; changed; ) {
    changed = false;
    for (const table of TABLES) {
      let count = 0;
      for (const at of active) {
        if (table[neighbourhood(picture, at, width)] === 1) doomed[count++] = at;
      }
      if (count === 0) continue;
      changed = true;
      for (let at = 0; at < count; at++) picture[doomed[at]!] = 0;
      let kept = 0;
      for (const at of active) if (picture[at] === 1) active[kept++] = at;
      active = active.subarray(0, kept);
    }
  }
}

/** The pixels that are 1, without the outermost. */
export function pixelsOf(picture: Uint8Array, width: number, height: number): Int32Array {
  let count = 0;
  for (let at = 0; at < width * height; at++) count += picture[at]!;
  const pixels = new Int32Array(count);
  let next = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) if (picture[at] === 1) pixels[next++] = at;
  }
  return pixels.subarray(0, next);
}

/** The eight neighbours as a byte, clockwise from above. */
export function neighbourhood(picture: Uint8Array, at: number, width: number): number {
  const above = at - width;
  const below = at + width;
  return (
    picture[above]! |
    (picture[above + 1]! << 1) |
    (picture[at + 1]! << 2) |
    (picture[below + 1]! << 3) |
    (picture[below]! << 4) |
    (picture[below - 1]! << 5) |
    (picture[at - 1]! << 6) |
    (picture[above - 1]! << 7)
  );
}

/** Guo and Hall's conditions A1, in one of the two subiterations, for every neighbourhood. */
function deletable(subiteration: 0 | 1): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, bits) => {
    const [p2, p3, p4, p5, p6, p7, p8, p9] = Array.from({ length: 8 }, (_unused, bit) => ((bits >> bit) & 1) === 1) as [
      boolean,
      boolean,
      boolean,
      boolean,
      boolean,
      boolean,
      boolean,
      boolean,
    ];
    const count = (...conditions: boolean[]): number => conditions.filter(Boolean).length;
    const pieces = count(!p2 && (p3 || p4), !p4 && (p5 || p6), !p6 && (p7 || p8), !p8 && (p9 || p2));
    const neighbours = Math.min(
      count(p9 || p2, p3 || p4, p5 || p6, p7 || p8),
      count(p2 || p3, p4 || p5, p6 || p7, p8 || p9),
    );
    const guarded = subiteration === 0 ? (p6 || p7 || !p9) && p8 : (p2 || p3 || !p5) && p4;
    return pieces === 1 && neighbours >= 2 && neighbours <= 3 && !guarded ? 1 : 0;
  });
}
