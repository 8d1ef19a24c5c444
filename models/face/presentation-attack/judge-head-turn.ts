import {
  FRAMES_MIN,
  MISSED_SHARE_MAX,
  PARALLAX_CORRELATION_MIN,
  PARALLAX_RATIO_MIN,
  RELIEF_RATIO_MIN,
  YAW_RANGE_MIN_DEGREES,
} from './constants.ts';
import type { HeadTurnMeasures, HeadTurnOutcome, TurnPrompt } from './head-turn-outcome.ts';
import { promptResponse } from './prompt-response.ts';
import { median, regress } from './regression.ts';

/** The stored values of one fitted frame. */
export interface FittedFrame {
  readonly atMs: number;
  /** Degrees since the first frame, positive to the traveller's own left. */
  readonly yaw: number;
  /** Horizontal parallax, share of the depth. */
  readonly parallax: number;
  /** The parallax in the depth that no picture bent about an upright axis has. */
  readonly relief: number;
  readonly residual: number;
  readonly tracks: number;
}

/** Number of frames that could not be fitted, by reason. */
export interface UnfittedFrames {
  readonly faceLost: number;
  readonly several: number;
  readonly tooFewTracks: number;
}

/**
 * Decides from the stored values of a sequence. A point of depth z (smaller is nearer) on a head that turns by yaw to
 * its own left moves by `-z sin(yaw)` to the right in the image, in addition to the motion of its plane. The slope of
 * the measured parallax on `-sin(yaw)` is therefore 1 for a head with the depth of the mesh and 0 for a picture of
 * one, however the picture is tilted, shifted or enlarged. Part of the depth is the depth of a cylinder, so a picture
 * wrapped around one shows half of it. The relief is the part that no cylinder has, with its own slope.
 */
export function judgeHeadTurn(
  fitted: readonly FittedFrame[],
  unfitted: UnfittedFrames,
  prompt: TurnPrompt,
): HeadTurnOutcome {
  const { faceLost, several, tooFewTracks } = unfitted;
  const total = fitted.length + faceLost + several + tooFewTracks;
  if (several > 0) return { kind: 'undecidable', why: 'several-faces' };
  if (total < FRAMES_MIN || faceLost > MISSED_SHARE_MAX * total) return { kind: 'undecidable', why: 'face-lost' };
  if (fitted.length < FRAMES_MIN) return { kind: 'undecidable', why: 'too-few-tracks' };

  const response = promptResponse(fitted, prompt);
  const measures = measure(fitted, response.promptedTurnDegrees);
  if (!(measures.yawRangeDegrees >= YAW_RANGE_MIN_DEGREES)) return { kind: 'undecidable', why: 'not-turned', measures };
  if (!(measures.parallaxRatio >= PARALLAX_RATIO_MIN)) return { kind: 'plane', measures };
  if (!(measures.parallaxCorrelation >= PARALLAX_CORRELATION_MIN)) {
    return { kind: 'undecidable', why: 'inconsistent', measures };
  }
  if (!(measures.reliefRatio >= RELIEF_RATIO_MIN)) return { kind: 'plane', measures };
  if (response.fault !== undefined) return { kind: 'undecidable', why: response.fault, measures };
  return { kind: 'head', measures };
}

function measure(fitted: readonly FittedFrame[], promptedTurnDegrees: number): HeadTurnMeasures {
  const turns = fitted.map(({ yaw }) => -Math.sin((yaw * Math.PI) / 180));
  const { slope, correlation } = regress(
    turns,
    fitted.map(({ parallax }) => parallax),
  );
  const yaws = fitted.map(({ yaw }) => yaw);
  return {
    parallaxRatio: slope,
    parallaxCorrelation: correlation,
    reliefRatio: regress(
      turns,
      fitted.map(({ relief }) => relief),
    ).slope,
    yawRangeDegrees: Math.max(...yaws) - Math.min(...yaws),
    promptedTurnDegrees,
    frames: fitted.length,
    tracks: median(fitted.map(({ tracks }) => tracks)),
    residual: median(fitted.map(({ residual }) => residual)),
  };
}
