/**
 * The darkest (`Math.min`) or lightest (`Math.max`) value within a square of `2 radius + 1` px, for a fractional
 * radius: interpolated between the two adjacent whole radii.
 *
 * @param source float32 [height, width]
 * @returns float32 [height, width]
 */
export function extremeAround(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
  extreme: (one: number, other: number) => number,
): Float32Array {
  const whole = Math.floor(radius);
  const inner = within(source, width, height, whole, extreme);
  const outer = within(source, width, height, whole + 1, extreme);
  return inner.map((value, at) => value + (radius - whole) * (outer[at]! - value));
}

function within(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
  extreme: (one: number, other: number) => number,
): Float32Array {
  const alongRows = source.map((value, at) => {
    const x = at % width;
    let most = value;
    for (let step = -Math.min(radius, x); step <= Math.min(radius, width - 1 - x); step++)
      most = extreme(most, source[at + step]!);
    return most;
  });
  return alongRows.map((value, at) => {
    const y = Math.floor(at / width);
    let most = value;
    for (let step = -Math.min(radius, y); step <= Math.min(radius, height - 1 - y); step++)
      most = extreme(most, alongRows[at + step * width]!);
    return most;
  });
}
