/**
 * Converts a stream's timestamps to the lane's clock and detects old pictures.
 *
 * A picture arrives after an unknown delay that is never negative and sometimes small. The smallest difference between
 * arrival and timestamp over the last two to four seconds therefore gives the offset of the stream's clock. A picture that
 * waits in a pipe arrives late, but its timestamp is unaffected. Two half-windows follow the drift between the clocks.
 */
import type { Clock } from '../../host/clock.ts';

export interface DatedPicture {
  /** Monotonic, ms; never earlier than the previous picture's. */
  readonly capturedAtMs: number;
  readonly sequence: number;
  /** When it would have arrived without waiting, monotonic ms. */
  readonly dueAtMs: number;
  /** It arrives earlier than all pictures before it suggest: they waited, and this one may have waited too. Its date is too late. */
  readonly catchingUp: boolean;
}

export interface FrameTimeline {
  /** Dates a picture with the timestamp `ptsMs` that arrives now. */
  date(ptsMs: number): DatedPicture;
}

export interface TimelineOptions {
  readonly clock: Clock;
  readonly periodMs: number;
  /** Sequence number of the first picture; default 0. */
  readonly firstSequence?: number;
  /**
   * Offset from the kernel's monotonic clock (the timestamps of V4L2) to the lane's clock, ms. Ignored when it places a
   * picture in the future or more than a second in the past.
   */
  readonly kernelOffsetMs?: number | undefined;
}

/** A picture that makes up more than this share of a period shows that pictures waited and now arrive together. */
const CATCH_UP_PERIODS = 0.5;
const HALF_WINDOW_MS = 2_000;
/** A larger jump of the timestamps means that the stream restarted. */
const JUMP_MS = 2_000;
/** A longer gap does not tell how many pictures were lost. */
const LONGEST_GAP_MS = 60_000;
/** Tolerated lead of a kernel timestamp: the two clocks are read at different moments. */
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
      const earliest = Math.min(before, smallest);
      const catchingUp = Number.isFinite(earliest) && catchesUp(earliest, offset, periodMs);
      if (Math.abs(offset - earliest) > JUMP_MS && Math.abs(ptsMs - (lastPtsMs ?? ptsMs)) > JUMP_MS) {
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
      return { capturedAtMs, sequence, dueAtMs, catchingUp };
    },
  };
}

function catchesUp(earliestOffsetMs: number, offsetMs: number, periodMs: number): boolean {
  return earliestOffsetMs - offsetMs > CATCH_UP_PERIODS * periodMs;
}

export interface Arrival {
  readonly ptsMs: number;
  readonly arrivedMs: number;
}

/** Number of last pictures that arrived at the pace of their timestamps. ffmpeg reads the first ones together and then catches up. */
export function picturesInPace(arrivals: readonly Arrival[], periodMs: number): number {
  let earliest = Number.POSITIVE_INFINITY;
  let inPace = 0;
  for (const { ptsMs, arrivedMs } of arrivals) {
    const offset = arrivedMs - ptsMs;
    inPace = Number.isFinite(earliest) && catchesUp(earliest, offset, periodMs) ? 0 : inPace + 1;
    earliest = Math.min(earliest, offset);
  }
  return inPace;
}
