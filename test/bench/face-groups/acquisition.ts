import type { OurFace } from '../face-accuracy/analysis-messages.ts';
import { numbersBy } from './groupings.ts';
import type { Label } from './labels.ts';

/** Acquisition results of one group. */
export interface GroupAcquisition {
  readonly group: string;
  readonly images: number;
  /** Shares of the images in which no face was found, 0..1. */
  readonly failureToAcquire: { readonly frame: number; readonly portrait: number };
  /** Median over the frames with a face, 0..100; `null` without one. */
  readonly medianQuality: number | null;
  /** Share of the frames with a face for which a gate would give each advice, 0..1. */
  readonly advice: Readonly<Record<string, number>>;
}

/** Acquisition by group. @param groupOf the group of an image, or `undefined` to ignore it */
export function acquisitionOf(
  labels: readonly Label[],
  faces: readonly (OurFace | undefined)[],
  groupOf: (label: Label) => string | undefined,
): GroupAcquisition[] {
  return numbersBy(labels.length, (image) => groupOf(labels[image]!)).map(([group, images]) => {
    const own = images.map((image) => faces[image]);
    const seen = own.flatMap((face) => (face?.quality === undefined ? [] : [face.quality]));
    const advice = numbersBy(seen.length, (at) => seen[at]!.advice ?? 'none');
    const missing = (side: 'probe' | 'reference'): number =>
      own.filter((face) => face?.[side] === undefined).length / own.length;
    return {
      group,
      images: own.length,
      failureToAcquire: { frame: missing('probe'), portrait: missing('reference') },
      medianQuality: median(seen.map(({ unified }) => unified)),
      advice: Object.fromEntries(advice.map(([name, list]) => [name, list.length / seen.length])),
    };
  });
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
