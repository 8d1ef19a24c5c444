/**
 * The probes of one attempt: frames that are embedded while the lane waits for the next frame, and at the end the
 * stored frames. Together they are one comparison. They exist unencrypted only in the analysis thread, until the
 * attempt or the traveller ends.
 */
import { type Image, lend } from '../../../hardware/device/image.ts';
import type { Comparison } from '../../../models/face/compare.ts';
import type { FaceAnalyser } from '../../../models/face/face-analyser.ts';
import { wipeObservation } from '../../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../../models/face/face-template.ts';
import { PROBES_EVERY_MS, PROBES_IN_TIME_MS, MAX_STREAM_PROBES } from './face-constants.ts';

type Match = Comparison & { kind: 'match' };

export interface Probes {
  /**
   * Whether a frame of a challenge is due as a probe: within the limits of number and distance, and only while frames
   * arrive in time for the challenge.
   */
  isDue(atMs: number): boolean;
  /**
   * Adds a frame of the stream. Resolves to `false`, without adding it, when there are enough or it does not show
   * exactly one face.
   */
  addFromStream(image: Image, atMs: number): Promise<boolean>;
  /** Adds a stored frame. Resolves to `false` when it does not show exactly one face. */
  addKept(image: Image): Promise<boolean>;
  /**
   * Compares all of them once. Probes that match each other are fused. If two do not match, each is compared and the
   * weakest result counts, because the person may have changed. Without probes the result is below the threshold.
   */
  compare(one: (probe: FaceTemplate) => Comparison): Comparison;
  /** Wipes the probes. The next frame begins another attempt. */
  wipe(): void;
}

export function createProbes(analyser: Pick<FaceAnalyser, 'analyse' | 'embed' | 'fuse'>): Probes {
  let probes: FaceTemplate[] = [];
  let lastProbeMs = Number.NEGATIVE_INFINITY;
  let lastFrameMs = Number.NEGATIVE_INFINITY;

  /** Detects the face again and embeds it. */
  async function add(image: Image): Promise<boolean> {
    const seen = await analyser.analyse(lend(image));
    if (seen.kind !== 'face') return false;
    try {
      probes.push(await analyser.embed(lend(image), seen));
      return true;
    } finally {
      wipeObservation(seen);
    }
  }

  return {
    isDue(atMs) {
      const inTime = atMs - lastFrameMs <= PROBES_IN_TIME_MS;
      lastFrameMs = atMs;
      return inTime && probes.length < MAX_STREAM_PROBES && atMs - lastProbeMs >= PROBES_EVERY_MS;
    },
    async addFromStream(image, atMs) {
      lastFrameMs = atMs;
      if (probes.length >= MAX_STREAM_PROBES || !(await add(image))) return false;
      lastProbeMs = atMs;
      return true;
    },
    addKept: add,
    compare(one) {
      if (probes.length === 0) return { kind: 'below-threshold' };
      const fused = analyser.fuse(probes);
      if (fused === undefined) return weakestOf(probes.map(one));
      try {
        return one(fused);
      } finally {
        fused.wipe();
      }
    },
    wipe() {
      for (const probe of probes) probe.wipe();
      probes = [];
      lastProbeMs = Number.NEGATIVE_INFINITY;
      lastFrameMs = Number.NEGATIVE_INFINITY;
    },
  };
}

function weakestOf(comparisons: readonly Comparison[]): Comparison {
  let weakest: Match | undefined;
  for (const comparison of comparisons) {
    if (comparison.kind === 'below-threshold') return comparison;
    if (weakest === undefined || isWeaker(comparison, weakest)) weakest = comparison;
  }
  return weakest ?? { kind: 'below-threshold' };
}

/** Strong matches have the same rate, the strictest proven one; the ratio still orders them. */
function isWeaker(one: Match, other: Match): boolean {
  if (one.falseMatchRate !== other.falseMatchRate) return one.falseMatchRate > other.falseMatchRate;
  return one.logLikelihoodRatio < other.logLikelihoodRatio;
}
