/**
 * Mean over a square of `2 radius + 1` px, cut off at the image's edges. It uses running sums, so the cost does not
 * depend on the radius.
 *
 * @param source float32 [height, width]
 * @param mean float32 [height, width], written; may be `source`
 * @param scratch float32 [height, width], overwritten; another array
 * @param sums float64 [width], overwritten
 */
export function boxMean(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
  mean: Float32Array,
  scratch: Float32Array,
  sums: Float64Array,
): void {
  for (let y = 0; y < height; y++) meanOfRow(source, y * width, width, radius, scratch);
  sums.fill(0, 0, width);
  const addRow = (row: number, sign: number): void => {
    const start = row * width;
    for (let x = 0; x < width; x++) sums[x] = sums[x]! + sign * scratch[start + x]!;
  };
  let rows = 0;
  for (let y = 0; y < Math.min(radius, height); y++, rows++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) {
      addRow(y + radius, 1);
      rows++;
    }
    if (y - radius - 1 >= 0) {
      addRow(y - radius - 1, -1);
      rows--;
    }
    const start = y * width;
    for (let x = 0; x < width; x++) mean[start + x] = sums[x]! / rows;
  }
}

function meanOfRow(source: Float32Array, start: number, width: number, radius: number, target: Float32Array): void {
  let sum = 0;
  let count = 0;
  for (let x = 0; x < Math.min(radius, width); x++, count++) sum += source[start + x]!;
  for (let x = 0; x < width; x++) {
    if (x + radius < width) {
      sum += source[start + x + radius]!;
      count++;
    }
    if (x - radius - 1 >= 0) {
      sum -= source[start + x - radius - 1]!;
      count--;
    }
    target[start + x] = sum / count;
  }
}
