/**
 * Cameras read through ffmpeg: V4L2 devices, network cameras, video files.
 *
 * ffmpeg runs for as long as the camera is connected, even without a stream: a network camera needs seconds to start and a
 * lens one second to settle, but a stream fails after one second of silence. Without a stream, pictures are read and
 * dropped without being assembled. The driver does not restart itself: a lost camera becomes `disconnected` and the lane's
 * supervisor connects again. After a damaged picture or silence, the next operation restarts ffmpeg.
 */
import type { Clock } from '../../host/clock.ts';
import type { DeviceError } from '../../device/device-error.ts';
import { allocateImage, type Image, wipeImage } from '../../device/image.ts';
import type { Camera, CameraCapabilities, CameraControls } from '../camera.ts';
import { cameraCore, cameraError } from '../camera-core.ts';
import type { CameraSettings } from '../camera-source.ts';
import { type FfmpegSource, ffmpegCall } from './ffmpeg-arguments.ts';
import {
  type Arrival,
  type DatedPicture,
  type FrameTimeline,
  frameTimeline,
  picturesInPace,
} from './frame-timeline.ts';
import { openPictureFeed, type PictureFeed } from './picture-feed.ts';
import { signInPause } from './sign-in-pause.ts';
import { v4l2Controls } from './v4l2-controls.ts';
import { assertDevice, negotiateMode, watchDevice } from './v4l2-device.ts';
import type { VideoMode } from './v4l2-modes.ts';

export interface FfmpegCameraOptions extends Omit<CameraSettings, 'source'> {
  readonly clock: Clock;
  readonly source: FfmpegSource;
  /** Default `v4l2-ctl`. */
  readonly v4l2ctl?: string;
  /** CLOCK_MONOTONIC, the clock of the kernel's timestamps, ms. */
  readonly kernelMs?: () => number;
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
/** Shorter than the supervisor's time limit for `connect`. */
const START_WITHIN_MS = 4_500;

export function ffmpegCamera(options: FfmpegCameraOptions): Camera {
  const { clock, source, mode: wanted, program = 'ffmpeg', v4l2ctl = 'v4l2-ctl', credentials } = options;
  const kernelMs = options.kernelMs ?? (() => Number(process.hrtime.bigint()) / 1e6);
  const core = cameraCore(clock);
  const pauseAfterRefusal = signInPause(clock);
  const timestamps = source.kind === 'v4l2' ? 'hardware' : 'arrival';
  let capabilities: CameraCapabilities = { ...wanted, timestamps };
  let controls: CameraControls | undefined;
  let mode: VideoMode | undefined;
  let feed: PictureFeed | undefined;
  /** Number of times ffmpeg was ended. A start during which it changes was overtaken. */
  let endings = 0;
  let abandon: (reason: DeviceError) => void = () => undefined;
  let nextSequence = 0;
  let endWatch: () => void = () => undefined;

  const endFeed = async () => {
    const ended = feed;
    feed = undefined;
    endings += 1;
    abandon(cameraError('disconnected', 'the camera was disconnected'));
    await ended?.close();
  };

  /** Starts ffmpeg. Resolves when the first pictures arrive; rejects with the reason when none do. */
  const startFeed = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    const startedAt = endings;
    let live = false;
    let size: { width: number; height: number } | undefined;
    let timeline: FrameTimeline | undefined;
    let dated: DatedPicture | undefined;
    let image: Image | undefined;
    const arrivals: Arrival[] = [];
    let started: () => void = () => undefined;
    let refuse: (reason: unknown) => void = () => undefined;
    const ready = new Promise<void>((resolve, reject) => {
      started = resolve;
      refuse = reject;
    });
    ready.catch(() => undefined);
    abandon = refuse;
    const cancelLimit = clock.after(START_WITHIN_MS, () =>
      refuse(cameraError('timed-out', 'the camera sends nothing')),
    );
    const onAbort = () => refuse(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const drop = () => {
      if (image !== undefined) wipeImage(image);
      image = undefined;
    };

    const learnRate = (ptsMs: number) => {
      arrivals.push({ ptsMs, arrivedMs: clock.monotonicMs() });
      core.passedOver();
      const framesPerSecond = mode?.framesPerSecond ?? rateOf(arrivals);
      if (framesPerSecond === undefined || size === undefined) return;
      if (picturesInPace(arrivals, 1000 / framesPerSecond) < FIRST_PICTURES) return;
      capabilities = { ...size, framesPerSecond, timestamps };
      timeline = frameTimeline({
        clock,
        periodMs: 1000 / framesPerSecond,
        firstSequence: nextSequence,
        kernelOffsetMs: source.kind === 'v4l2' ? clock.monotonicMs() - kernelMs() : undefined,
      });
      started();
    };

    const running = await openPictureFeed({
      clock,
      program,
      call: ffmpegCall(source, mode, credentials),
      sink: {
        onSize(width, height) {
          size = { width, height };
        },
        begin(ptsMs) {
          if (timeline === undefined) {
            learnRate(ptsMs);
            return undefined;
          }
          dated = timeline.date(ptsMs);
          nextSequence = dated.sequence + 1;
          const since = core.wanted();
          const workedLong =
            since !== undefined && since.workedMs * capabilities.framesPerSecond > MIN_WORK_PERIODS * 1000;
          const queued = workedLong && dated.dueAtMs < since.dueSinceMs;
          const old = since && (queued || dated.catchingUp || dated.capturedAtMs < since.exposedSinceMs);
          if (old !== false || size === undefined) {
            if (old === true) core.passedOver();
            return undefined;
          }
          image = allocateImage(size.width, size.height, 'rgb');
          return image.data;
        },
        end() {
          if (image === undefined || dated === undefined) return;
          const whole = image;
          image = undefined;
          // The operation may have changed since the picture began.
          const since = core.wanted();
          if (since !== undefined && dated.capturedAtMs < since.exposedSinceMs) return wipeImage(whole);
          core.deliver({ image: whole, capturedAtMs: dated.capturedAtMs, sequence: dated.sequence });
        },
      },
      onDamage() {
        if (timeline !== undefined && core.wanted() !== undefined) core.damaged('the camera sent a damaged picture');
      },
      onEnd(reason) {
        drop();
        refuse(reason);
        if (live && feed === own) ended(reason);
      },
    });
    const own: PictureFeed = {
      async close() {
        const closed = running.close();
        drop();
        await closed;
      },
    };
    try {
      if (startedAt !== endings) refuse(cameraError('disconnected', 'the camera was disconnected'));
      else feed = own;
      await ready;
      live = true;
    } catch (thrown) {
      if (feed === own) feed = undefined;
      await own.close();
      throw thrown;
    } finally {
      cancelLimit();
      signal.removeEventListener('abort', onAbort);
    }
  };

  /** ffmpeg has ended by itself. */
  const ended = (reason: DeviceError) => {
    feed = undefined;
    if (reason.code === 'corrupt') return core.damaged(reason.message);
    endWatch();
    core.lost(reason.code === 'disconnected' ? reason : cameraError('disconnected', reason.message, reason));
  };

  const open = async (signal: AbortSignal) => {
    pauseAfterRefusal.assertOver();
    nextSequence = 0;
    if (source.kind === 'v4l2') {
      await assertDevice(source.device);
      mode = await negotiateMode({ clock, device: source.device, wanted, ffmpeg: program, v4l2ctl }, signal);
      controls = await v4l2Controls(clock, source.device, v4l2ctl, signal);
    }
    try {
      await startFeed(signal);
    } catch (thrown) {
      pauseAfterRefusal.note(thrown);
      throw thrown;
    }
    pauseAfterRefusal.note(undefined);
    if (source.kind === 'v4l2') {
      endWatch = watchDevice(clock, source.device, () => {
        void endFeed();
        core.lost(cameraError('disconnected', 'the camera was unplugged'));
      });
    }
  };

  const begin = async (signal: AbortSignal) => {
    if (feed === undefined) await startFeed(signal);
  };
  /** After silence the state of ffmpeg is unknown, so it is ended. The next operation starts it again. */
  const endAfterSilence = () => {
    const status = core.status();
    if (status.kind === 'faulted') void endFeed();
  };

  return {
    descriptor: {
      kind: 'camera',
      driver: source.kind,
      model: 'ffmpeg',
      firmware: 'unknown',
      simulated: source.kind === 'file',
    },
    get capabilities() {
      return capabilities;
    },
    get controls() {
      return core.status().kind === 'disconnected' ? undefined : controls;
    },
    status: core.status,
    onStatus: core.onStatus,
    connect: (signal) => core.connect(signal, open),
    async disconnect() {
      endWatch();
      await core.letGo();
      await endFeed();
    },
    stream: (onFrame, stream) => core.stream(onFrame, stream, begin).finally(endAfterSilence),
    selfTest: (signal) => core.selfTest(signal, begin).finally(endAfterSilence),
  };
}

/** Frames per second from the median interval, or `undefined` when there are too few timestamps. */
function rateOf(arrivals: readonly Arrival[]): number | undefined {
  if (arrivals.length < FIRST_PICTURES) return undefined;
  const gaps = arrivals.slice(1).map(({ ptsMs }, index) => ptsMs - (arrivals[index]?.ptsMs ?? 0));
  const middle = gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  return middle > 0 ? Math.min(240, Math.max(1, 1000 / middle)) : 30;
}
