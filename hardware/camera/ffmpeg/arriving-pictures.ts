/** The pictures of one run of ffmpeg: learns their rate, then dates them and delivers those that are wanted. */
import type { Clock } from '../../host/clock.ts';
import { allocateImage, type Image, wipeImage } from '../../device/image.ts';
import type { CameraCapabilities } from '../camera.ts';
import type { CameraCore } from '../camera-core.ts';
import {
  type Arrival,
  type DatedPicture,
  type FrameTimeline,
  frameTimeline,
  picturesInPace,
} from './frame-timeline.ts';
import type { PictureSink } from './nut-reader.ts';

export interface ArrivingPicturesOptions {
  readonly clock: Clock;
  readonly core: Pick<CameraCore, 'wanted' | 'deliver' | 'passedOver'>;
  /** `undefined` for a source that does not declare its rate. */
  readonly framesPerSecond: number | undefined;
  /** The clock of the timestamps, ms; `undefined` for a source without hardware timestamps. */
  readonly kernelMs: (() => number) | undefined;
  readonly firstSequence: number;
  /** Called once, when the pictures arrive at the pace of their timestamps. */
  readonly onStarted: (capabilities: CameraCapabilities) => void;
}

/**
 * Number of pictures that have to arrive at the pace of their timestamps before the camera counts as started. Their timestamps give the rate
 * of a source that does not declare it. More than one, because a short pause of this process looks like the end of the catching up.
 */
const FIRST_PICTURES = 5;
/**
 * If the receiver takes longer than this, pictures queue in the socket and in ffmpeg, and those due in that time are dropped.
 * If it is faster, a picture waits less than this, and no timestamp has to be trusted to detect that.
 */
const MIN_WORK_PERIODS = 0.5;

export class ArrivingPictures implements PictureSink {
  readonly #options: ArrivingPicturesOptions;
  readonly #arrivals: Arrival[] = [];
  #size: { readonly width: number; readonly height: number } | undefined;
  #periodMs = 0;
  #timeline: FrameTimeline | undefined;
  #dated: DatedPicture | undefined;
  #image: Image | undefined;
  #nextSequence: number;

  constructor(options: ArrivingPicturesOptions) {
    this.#options = options;
    this.#nextSequence = options.firstSequence;
  }

  get isStarted(): boolean {
    return this.#timeline !== undefined;
  }

  get nextSequence(): number {
    return this.#nextSequence;
  }

  onSize(width: number, height: number): void {
    this.#size = { width, height };
  }

  begin(ptsMs: number): Uint8Array | undefined {
    const { core } = this.#options;
    if (this.#timeline === undefined || this.#size === undefined) {
      this.#learnRate(ptsMs);
      return undefined;
    }
    const dated = this.#timeline.date(ptsMs);
    this.#dated = dated;
    this.#nextSequence = dated.sequence + 1;
    const since = core.wanted();
    if (since === undefined) return undefined;
    const queued = since.workedMs > MIN_WORK_PERIODS * this.#periodMs && dated.dueAtMs < since.dueSinceMs;
    if (queued || dated.catchingUp || dated.capturedAtMs < since.exposedSinceMs) {
      core.passedOver();
      return undefined;
    }
    this.#image = allocateImage(this.#size.width, this.#size.height, 'rgb');
    return this.#image.data;
  }

  end(): void {
    const { core } = this.#options;
    const [image, dated] = [this.#image, this.#dated];
    if (image === undefined || dated === undefined) return;
    this.#image = undefined;
    const { capturedAtMs, sequence } = dated;
    // The operation may have changed since the picture began.
    const since = core.wanted();
    if (since !== undefined && capturedAtMs < since.exposedSinceMs) return wipeImage(image);
    core.deliver({ image, capturedAtMs, sequence });
  }

  /** Wipes a picture that has not arrived completely. */
  drop(): void {
    if (this.#image !== undefined) wipeImage(this.#image);
    this.#image = undefined;
  }

  #learnRate(ptsMs: number): void {
    const { clock, core, kernelMs, firstSequence, onStarted } = this.#options;
    this.#arrivals.push({ ptsMs, arrivedMs: clock.monotonicMs() });
    core.passedOver();
    const framesPerSecond = this.#options.framesPerSecond ?? rateOf(this.#arrivals);
    if (framesPerSecond === undefined || this.#size === undefined) return;
    const periodMs = 1000 / framesPerSecond;
    if (picturesInPace(this.#arrivals, periodMs) < FIRST_PICTURES) return;
    this.#periodMs = periodMs;
    const kernelOffsetMs = kernelMs && clock.monotonicMs() - kernelMs();
    this.#timeline = frameTimeline({ clock, periodMs, firstSequence, kernelOffsetMs });
    onStarted({ ...this.#size, framesPerSecond, timestamps: kernelMs === undefined ? 'arrival' : 'hardware' });
  }
}

/** Frames per second from the median interval, or `undefined` when there are too few timestamps. */
function rateOf(arrivals: readonly Arrival[]): number | undefined {
  if (arrivals.length < FIRST_PICTURES) return undefined;
  const gaps = arrivals.slice(1).map(({ ptsMs }, index) => ptsMs - (arrivals[index]?.ptsMs ?? 0));
  const middle = gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  return middle > 0 ? Math.min(240, Math.max(1, 1000 / middle)) : 30;
}
