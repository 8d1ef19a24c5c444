/**
 * The probes of one attempt: frames of the traveller who is being looked at, embedded while the lane waits for the next frame. At the end they
 * are one comparison. They are plain in the analysis thread alone, until the attempt or the traveller ends.
 */
import { type Image, lend } from '../../hardware/image.ts';
import type { Comparison } from '../../models/face/compare.ts';
import type { FaceAnalyser } from '../../models/face/face-analyser.ts';
import { wipeObservation } from '../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../models/face/face-template.ts';
import { PROBES_EVERY_MS, PROBES_IN_TIME_MS, PROBES_MOST } from './face-constants.ts';

type Match = Comparison & { kind: 'match' };

export interface Probes {
  /** Whether a frame of a challenge is due: not too many, not too close, and only while frames come in time for the challenge. */
  isDue(atMs: number): boolean;
  /** Detects the face in this frame anew and embeds it; the newest are kept. A frame without one face adds nothing. */
  add(image: Image, atMs: number): Promise<void>;
  /**
   * One comparison of all of them. Frames that agree with each other are fused into one probe. Where two do not, each is compared and the
   * weakest counts: the person may have changed. None: below the threshold.
   */
  compare(one: (probe: FaceTemplate) => Comparison): Comparison;
  /** Wipes them: the next frame begins another attempt. */
  wipe(): void;
}

export function createProbes(analyser: Pick<FaceAnalyser, 'analyse' | 'embed' | 'fuse'>): Probes {
  let probes: FaceTemplate[] = [];
  let lastProbeMs = Number.NEGATIVE_INFINITY;
  let lastFrameMs = Number.NEGATIVE_INFINITY;

  return {
    isDue(atMs) {
      const inTime = atMs - lastFrameMs <= PROBES_IN_TIME_MS;
      lastFrameMs = atMs;
      return inTime && probes.length < PROBES_MOST && atMs - lastProbeMs >= PROBES_EVERY_MS;
    },
    async add(image, atMs) {
      lastFrameMs = atMs;
      const seen = await analyser.analyse(lend(image));
      if (seen.kind !== 'face') return;
      try {
        probes.push(await analyser.embed(lend(image), seen));
        if (probes.length > PROBES_MOST) probes.shift()?.wipe();
        lastProbeMs = atMs;
      } finally {
        wipeObservation(seen);
      }
    },
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

/** Strong matches share the strictest rate that is proven; the ratio still tells them apart. */
function isWeaker(one: Match, other: Match): boolean {
  if (one.falseMatchRate !== other.falseMatchRate) return one.falseMatchRate > other.falseMatchRate;
  return one.logLikelihoodRatio < other.logLikelihoodRatio;
}
