/**
 * Length of a table of Gaussian noise that is read at random positions. Generating a number per sample would take longer
 * than the frame.
 */
const LENGTH = 1 << 17;

export interface SensorNoise {
  readonly table: Float32Array;
  /** Table length minus one; the length is a power of two. */
  readonly mask: number;
}

/** @param deviation standard deviation in 8-bit steps */
export function sensorNoise(deviation: number, random: () => number): SensorNoise {
  const table = new Float32Array(LENGTH);
  for (let i = 0; i < LENGTH; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    table[i] = radius * Math.cos(angle);
    table[i + 1] = radius * Math.sin(angle);
  }
  return { table, mask: LENGTH - 1 };
}
