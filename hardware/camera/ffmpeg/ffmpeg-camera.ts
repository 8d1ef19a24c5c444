/**
 * Cameras read through ffmpeg: V4L2 devices, network cameras, video files.
 *
 * ffmpeg runs for as long as the camera is connected, even without a stream: a network camera needs seconds to start and a
 * lens one second to settle, but a stream fails after one second of silence. Without a stream, pictures are read and
 * dropped without being assembled. The driver does not restart itself: a lost camera becomes `disconnected` and the lane's
 * supervisor connects again. After a damaged picture or silence, the next operation restarts ffmpeg.
 */
import type { Clock } from '../../host/clock.ts';
import { answerWithin } from '../../host/within-time.ts';
import type { SelfTestResult } from '../../device/device.ts';
import type { DeviceError } from '../../device/device-error.ts';
import type { Camera, CameraCapabilities, CameraControls, Frame, StreamOptions } from '../camera.ts';
import { cameraCore, cameraError } from '../camera-core.ts';
import type { CameraSettings } from '../camera-source.ts';
import { type FfmpegSource, ffmpegCall } from './ffmpeg-arguments.ts';
import { ArrivingPictures } from './arriving-pictures.ts';
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

/** Shorter than the supervisor's time limit for `connect`. */
const START_WITHIN_MS = 4_500;

export function ffmpegCamera(options: FfmpegCameraOptions): Camera {
  return new FfmpegCamera(options);
}

class FfmpegCamera implements Camera {
  readonly descriptor;
  readonly status: Camera['status'];
  readonly onStatus: Camera['onStatus'];
  readonly #options: FfmpegCameraOptions;
  readonly #core;
  readonly #pauseAfterRefusal;
  #capabilities: CameraCapabilities;
  #controls: CameraControls | undefined;
  #mode: VideoMode | undefined;
  #feed: PictureFeed | undefined;
  #pictures: ArrivingPictures | undefined;
  /** Number of times ffmpeg was ended. A start during which it changes was overtaken. */
  #endings = 0;
  #abandon: (reason: DeviceError) => void = () => undefined;
  #endWatch: () => void = () => undefined;

  constructor(options: FfmpegCameraOptions) {
    const { clock, source, mode } = options;
    const simulated = source.kind === 'file';
    this.descriptor = { kind: 'camera', driver: source.kind, model: 'ffmpeg', firmware: 'unknown', simulated } as const;
    this.#options = options;
    this.#core = cameraCore(clock);
    ({ status: this.status, onStatus: this.onStatus } = this.#core);
    this.#pauseAfterRefusal = signInPause(clock);
    this.#capabilities = { ...mode, timestamps: source.kind === 'v4l2' ? 'hardware' : 'arrival' };
  }

  get capabilities(): CameraCapabilities {
    return this.#capabilities;
  }

  get controls(): CameraControls | undefined {
    return this.status().kind === 'disconnected' ? undefined : this.#controls;
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#core.connect(signal, (running) => this.#open(running));
  }

  async disconnect(): Promise<void> {
    this.#endWatch();
    await this.#core.letGo();
    await this.#endFeed();
  }

  stream(onFrame: (frame: Frame) => void, options: StreamOptions): Promise<void> {
    return this.#core.stream(onFrame, options, this.#begin).finally(() => this.#endAfterSilence());
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#core.selfTest(signal, this.#begin).finally(() => this.#endAfterSilence());
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { clock, source, mode: wanted, program = 'ffmpeg', v4l2ctl = 'v4l2-ctl' } = this.#options;
    this.#pauseAfterRefusal.assertOver();
    this.#pictures = undefined;
    if (source.kind === 'v4l2') {
      await assertDevice(source.device);
      this.#mode = await negotiateMode({ clock, device: source.device, wanted, ffmpeg: program, v4l2ctl }, signal);
      this.#controls = await v4l2Controls(clock, source.device, v4l2ctl, signal);
    }
    try {
      await this.#startFeed(signal);
    } catch (thrown) {
      this.#pauseAfterRefusal.note(thrown);
      throw thrown;
    }
    this.#pauseAfterRefusal.note(undefined);
    if (source.kind === 'v4l2') {
      this.#endWatch = watchDevice(clock, source.device, () => {
        void this.#endFeed();
        this.#core.lost(cameraError('disconnected', 'the camera was unplugged'));
      });
    }
  }

  /** Starts ffmpeg. Resolves when the first pictures arrive; rejects with the reason when none do. */
  async #startFeed(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const startedAt = this.#endings;
    const { clock, source, program = 'ffmpeg', credentials } = this.#options;
    const { pictures, ready, refuse } = this.#nextPictures();
    this.#abandon = refuse;
    const started = answerWithin(clock, START_WITHIN_MS, ready, signal);
    started.catch(() => undefined);
    let live = false;
    const running = await openPictureFeed({
      ...{ clock, program, call: ffmpegCall(source, this.#mode, credentials), sink: pictures },
      onDamage: () => {
        if (!pictures.isStarted || this.#core.wanted() === undefined) return;
        this.#core.damaged('the camera sent a damaged picture');
      },
      onEnd: (reason) => {
        pictures.drop();
        refuse(reason);
        if (live && this.#feed === own) this.#ended(reason);
      },
    });
    const own: PictureFeed = {
      async close() {
        const closed = running.close();
        pictures.drop();
        await closed;
      },
    };
    try {
      if (startedAt !== this.#endings) refuse(cameraError('disconnected', 'the camera was disconnected'));
      else this.#feed = own;
      const inTime = await started;
      signal.throwIfAborted();
      if (inTime === undefined) throw cameraError('timed-out', 'the camera sends nothing');
      live = true;
    } catch (thrown) {
      if (this.#feed === own) this.#feed = undefined;
      await own.close();
      throw thrown;
    }
  }

  /** `ready` resolves when they arrive in pace, and rejects for the reason that `refuse` gets. */
  #nextPictures() {
    const { clock, source, kernelMs = () => Number(process.hrtime.bigint()) / 1e6 } = this.#options;
    let onStarted: (capabilities: CameraCapabilities) => void = () => undefined;
    let refuse: (reason: DeviceError) => void = () => undefined;
    const ready = new Promise<true>((resolve, reject) => {
      refuse = reject;
      onStarted = (capabilities) => {
        this.#capabilities = capabilities;
        resolve(true);
      };
    });
    const pictures = new ArrivingPictures({
      ...{ clock, core: this.#core, onStarted },
      framesPerSecond: this.#mode?.framesPerSecond,
      kernelMs: source.kind === 'v4l2' ? kernelMs : undefined,
      firstSequence: this.#pictures?.nextSequence ?? 0,
    });
    this.#pictures = pictures;
    return { pictures, ready, refuse };
  }

  /** ffmpeg has ended by itself. */
  #ended(reason: DeviceError): void {
    this.#feed = undefined;
    if (reason.code === 'corrupt') return this.#core.damaged(reason.message);
    this.#endWatch();
    this.#core.lost(reason.code === 'disconnected' ? reason : cameraError('disconnected', reason.message, reason));
  }

  async #endFeed(): Promise<void> {
    const ended = this.#feed;
    this.#feed = undefined;
    this.#endings += 1;
    this.#abandon(cameraError('disconnected', 'the camera was disconnected'));
    await ended?.close();
  }

  readonly #begin = async (signal: AbortSignal): Promise<void> => {
    if (this.#feed === undefined) await this.#startFeed(signal);
  };

  /** After silence the state of ffmpeg is unknown, so it is ended. The next operation starts it again. */
  #endAfterSilence(): void {
    if (this.status().kind === 'faulted') void this.#endFeed();
  }
}
