/** Simulates automatic exposure and white balance: brings a face to medium brightness and removes coloured light. */
import type { Scene } from '../scene.ts';
import { type DecodedPhotograph, sampleAt } from './decoded-photograph.ts';

/** Skin from brows to chin, inter-eye distances. */
const FACE = { centreY: 0.5, radiusX: 0.75, radiusY: 1.1, step: 0.06 } as const;
const MEAN_TARGET = 142;
/** Ratio of the channels' means to their average in skin under white light, and how far the balance goes towards it. */
const SKIN_BALANCE = [1.24, 0.96, 0.8] as const;
const BALANCE_STRENGTH = 0.6;

const LIGHT_GAIN = { normal: 1, dim: 0.33, bright: 2 } as const;

/** For each channel, 256 entries: the output for each input value. */
export type ToneCurve = readonly [Uint8Array, Uint8Array, Uint8Array];

export function lightGain(light: Scene['light']): number {
  return LIGHT_GAIN[light ?? 'normal'];
}

export interface Exposure {
  readonly curve: ToneCurve;
  /** Mean colour of the face after the curve. */
  readonly skin: readonly [number, number, number];
}

export function toneCurveFor(photograph: DecodedPhotograph): Exposure {
  const sums = [0, 0, 0];
  let count = 0;
  const sample = new Float32Array(3);
  for (let y = -FACE.radiusY; y <= FACE.radiusY; y += FACE.step) {
    for (let x = -FACE.radiusX; x <= FACE.radiusX; x += FACE.step) {
      if ((x / FACE.radiusX) ** 2 + (y / FACE.radiusY) ** 2 > 1) continue;
      sampleAt(photograph, x, FACE.centreY + y, sample);
      for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (sample[c] ?? 0);
      count++;
    }
  }
  const means = sums.map((sum) => sum / count);
  const overall = means.reduce((a, b) => a + b, 0) / 3;
  const target = (channel: 0 | 1 | 2) => {
    const mean = means[channel] ?? overall;
    return mean * ((overall * SKIN_BALANCE[channel]) / mean) ** BALANCE_STRENGTH * (MEAN_TARGET / overall);
  };
  const curve = (channel: 0 | 1 | 2) => gammaThrough(means[channel] ?? overall, target(channel));
  return { curve: [curve(0), curve(1), curve(2)], skin: [target(0), target(1), target(2)] };
}

/** The power law that maps `from` to `to`: raises dark skin tones without overexposing highlights. */
function gammaThrough(from: number, to: number): Uint8Array {
  const gamma = Math.log(Math.min(250, to) / 255) / Math.log(Math.min(250, Math.max(2, from)) / 255);
  return Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * (value / 255) ** gamma));
}
