const kernels = new Map<number, Float32Array>();

/** One half of a Gaussian with sum 1, from its middle outwards, truncated at 3 sigma. */
function halfKernel(sigma: number): Float32Array {
  const known = kernels.get(sigma);
  if (known !== undefined) return known;
  const kernel = Float32Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, at) =>
    Math.exp(-(at * at) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, value, at) => total + (at === 0 ? value : 2 * value), 0);
  for (let at = 0; at < kernel.length; at++) kernel[at] = kernel[at]! / sum;
  kernels.set(sigma, kernel);
  return kernel;
}

/**
 * Gaussian blur. Values beyond the edge repeat the edge.
 *
 * @param source float32 [height, width]
 * @param sigma in samples
 * @param target float32 [height, width], written; may be `source`
 * @param scratch float32 [height, width], overwritten; another array
 */
export function gaussianBlur(
  source: Float32Array,
  width: number,
  height: number,
  sigma: number,
  target: Float32Array,
  scratch: Float32Array,
): void {
  const kernel = halfKernel(sigma);
  const radius = kernel.length - 1;
  for (let y = 0; y < height; y++) blurRow(source, y * width, width, kernel, scratch);
  const last = height - 1;
  for (let y = 0; y < height; y++) {
    const to = y * width;
    const middle = kernel[0]!;
    for (let x = 0; x < width; x++) target[to + x] = middle * scratch[to + x]!;
    for (let at = 1; at <= radius; at++) {
      const weight = kernel[at]!;
      const above = Math.max(0, y - at) * width;
      const below = Math.min(last, y + at) * width;
      for (let x = 0; x < width; x++) {
        target[to + x] = target[to + x]! + weight * (scratch[above + x]! + scratch[below + x]!);
      }
    }
  }
}

function blurRow(source: Float32Array, start: number, width: number, kernel: Float32Array, target: Float32Array): void {
  const radius = kernel.length - 1;
  const last = width - 1;
  for (let x = 0; x < width; x++) {
    let sum = kernel[0]! * source[start + x]!;
    if (x >= radius && x + radius < width) {
      for (let at = 1; at <= radius; at++) sum += kernel[at]! * (source[start + x - at]! + source[start + x + at]!);
    } else {
      for (let at = 1; at <= radius; at++) {
        sum += kernel[at]! * (source[start + Math.max(0, x - at)]! + source[start + Math.min(last, x + at)]!);
      }
    }
    target[start + x] = sum;
  }
}
