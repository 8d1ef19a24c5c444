/**
 * From a stream's own times to the lane's clock, and which pictures are old ones.
 *
 * A picture reaches us after an unknown delay that is never negative and now and then small. The smallest difference between arrival and
 * the stream's time over the last two to four seconds therefore places the stream on our clock; waiting in pipes adds to a single
 * picture's arrival and not to its date. Two half-windows follow the drift between the clocks.
 */
import type { Clock } from '../../clock/clock.ts';

export interface DatedPicture {
  /** Monotonic, ms; never before the picture before it. */
  readonly capturedAtMs: number;
  readonly sequence: number;
  /** When it would have reached us had nothing held it up, monotonic ms. */
  readonly dueAtMs: number;
}

export interface FrameTimeline {
  /** A picture with the time `ptsMs` arrives now. */
  date(ptsMs: number): DatedPicture;
}

export interface TimelineOptions {
  readonly clock: Clock;
  readonly periodMs: number;
  /** Of the first picture; default 0. */
  readonly firstSequence?: number;
  /**
   * Where the stream's times are the kernel's monotonic clock (V4L2): what to add to them for the lane's clock, ms. Not
   * believed when it places a picture in the future or more than a second ago.
   */
  readonly kernelOffsetMs?: number | undefined;
}

const HALF_WINDOW_MS = 2_000;
/** A stream whose times jump this much has started anew. */
const JUMP_MS = 2_000;
/** Longer than this says nothing about how many pictures were lost. */
const LONGEST_GAP_MS = 60_000;
/** A kernel date may be this much ahead: the two clocks are read at different moments. */
const AHEAD_MS = 2;
const OLDEST_MS = 1_000;

export function frameTimeline({ clock, periodMs, firstSequence = 0, kernelOffsetMs }: TimelineOptions): FrameTimeline {
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let smallest = Number.POSITIVE_INFINITY;
  let lastPtsMs: number | undefined;
  let lastCapturedMs = Number.NEGATIVE_INFINITY;
  let sequence = firstSequence;

  const stepsBetween = (oneMs: number, otherMs: number) => {
    const gapMs = otherMs - oneMs;
    return gapMs > 0 && gapMs < LONGEST_GAP_MS ? Math.max(1, Math.round(gapMs / periodMs)) : 1;
  };

  return {
    date(ptsMs) {
      const nowMs = clock.monotonicMs();
      const offset = nowMs - ptsMs;
      if (Math.abs(offset - Math.min(before, smallest)) > JUMP_MS && Math.abs(ptsMs - (lastPtsMs ?? ptsMs)) > JUMP_MS) {
        before = Number.POSITIVE_INFINITY;
        smallest = Number.POSITIVE_INFINITY;
        windowStartMs = nowMs;
      } else if (nowMs - windowStartMs > HALF_WINDOW_MS) {
        before = smallest;
        smallest = Number.POSITIVE_INFINITY;
        windowStartMs = nowMs;
      }
      smallest = Math.min(smallest, offset);
      const dueAtMs = ptsMs + Math.min(before, smallest);
      const kernelMs = kernelOffsetMs === undefined ? undefined : ptsMs + kernelOffsetMs;
      const believed = kernelMs !== undefined && kernelMs <= nowMs + AHEAD_MS && kernelMs >= nowMs - OLDEST_MS;
      const capturedAtMs = Math.max(Math.min(believed ? kernelMs : dueAtMs, nowMs), lastCapturedMs);
      if (lastPtsMs !== undefined) sequence += stepsBetween(lastPtsMs, ptsMs);
      lastPtsMs = ptsMs;
      lastCapturedMs = capturedAtMs;
      return { capturedAtMs, sequence, dueAtMs };
    },
  };
}
