/**
 * A camera that Chromium opens. Its page sends one picture per request, so pictures cannot queue: while the receiver works
 * at most one is in transit, and without a stream there is none.
 *
 * The driver does not restart itself. When the browser ends or the camera is unplugged, its status becomes `disconnected`
 * and the lane's supervisor connects again. A page that reloads or loses its connection has two seconds to return.
 */
import type { Clock } from '../../host/clock.ts';
import { answerWithin } from '../../host/within-time.ts';
import type { SelfTestResult } from '../../device/device.ts';
import type { DeviceErrorCode } from '../../device/device-error.ts';
import { wipeImage } from '../../device/image.ts';
import { pendingRequests } from '../../device/pending-requests.ts';
import type { Camera, CameraCapabilities, CameraControls, Frame, StreamOptions } from '../camera.ts';
import { cameraCore, cameraError } from '../camera-core.ts';
import type { CameraSettings } from '../camera-source.ts';
import { chromiumPage, type OpenedPage, type OpenPage } from './chromium.ts';
import { pageClock } from './page-clock.ts';
import type { FromPage, ToPage } from './page-messages.ts';
import { type PageLink, type PageServer, servePage } from './page-server.ts';
import { pictureOpener } from './picture-opener.ts';

export interface BrowserCameraOptions extends Omit<CameraSettings, 'source' | 'credentials'> {
  readonly clock: Clock;
  /** Default: starts Chromium. */
  readonly openPage?: OpenPage;
  /** How long `connect` waits for the browser, its page and the camera. Default 4,500: the lane's supervisor gives 5 s. */
  readonly openWithinMs?: number;
  /** How long a setting waits for the page's answer. Default 1,000. */
  readonly setWithinMs?: number;
}

const OPEN_WITHIN_MS = 4_500;
const COME_BACK_WITHIN_MS = 2_000;
const SET_WITHIN_MS = 1_000;
const PING_EVERY_MS = 1_000;
const AGES_KEPT = 32;
/** Clock queries sent to the page before the first picture. */
const FIRST_PINGS = 5;

/** Names of getUserMedia's exceptions (W3C Media Capture and Streams, §10.2.2). */
const FAILURES: Readonly<Record<string, { readonly code: DeviceErrorCode; readonly message: string }>> = {
  NotAllowedError: { code: 'not-permitted', message: 'the browser may not open the camera' },
  SecurityError: { code: 'not-permitted', message: 'the browser may not open the camera' },
  NotFoundError: { code: 'disconnected', message: 'the browser finds no camera' },
  NotReadableError: { code: 'busy', message: 'another program holds the camera' },
  AbortError: { code: 'disconnected', message: 'the browser could not open the camera' },
  OverconstrainedError: { code: 'unsupported', message: 'the camera has no such format' },
  NotSupportedError: { code: 'unsupported', message: 'the camera has a format that the page cannot send' },
};
const OTHER_FAILURE = { code: 'unsupported', message: 'the browser could not open the camera' } as const;

type Message = Exclude<FromPage, { kind: 'hello' }>;
type OpenedMessage = Extract<Message, { kind: 'opened' }>;
type Setting<T = ToPage> = T extends { kind: 'lock' | 'shift' | 'torch' } ? Omit<T, 'id'> : never;

interface Opened {
  readonly server: PageServer;
  page?: OpenedPage;
}

export function browserCamera(options: BrowserCameraOptions): Camera {
  return new BrowserCamera(options);
}

class BrowserCamera implements Camera {
  readonly descriptor = {
    kind: 'camera',
    driver: 'browser',
    model: 'chromium',
    firmware: 'unknown',
    simulated: false,
  } as const;
  readonly #options: BrowserCameraOptions;
  readonly #clock: Clock;
  readonly #core;
  readonly #openPage: OpenPage;
  readonly #pings = pendingRequests<number, number>();
  /** Whether the camera took the setting. */
  readonly #settings = pendingRequests<boolean>();
  #capabilities: CameraCapabilities;
  #controls: CameraControls | undefined;
  #opened: Opened | undefined;
  #link: PageLink | undefined;
  #time = pageClock();
  #pictures = pictureOpener(this.#time);
  #cancelPing: () => void = () => undefined;
  #cancelReturn: () => void = () => undefined;
  #pingsToGo = FIRST_PINGS;
  /** Delays from capture to arrival of the latest pictures. The smallest is the delay of an unhindered picture. */
  #agesMs: number[] = [];
  /** Set while `connect` waits for the page. */
  #whileOpening: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;
  readonly status: Camera['status'];
  readonly onStatus: Camera['onStatus'];

  constructor(options: BrowserCameraOptions) {
    const { clock, mode, program = 'chromium' } = options;
    this.#options = options;
    this.#clock = clock;
    this.#core = cameraCore(clock);
    this.#openPage = options.openPage ?? chromiumPage({ clock, program });
    this.#capabilities = { ...mode, timestamps: 'hardware' };
    ({ status: this.status, onStatus: this.onStatus } = this.#core);
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
    await this.#core.letGo();
    await this.#close();
  }

  stream(onFrame: (frame: Frame) => void, options: StreamOptions): Promise<void> {
    return this.#core.stream(onFrame, options, async () => this.#request());
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#core.selfTest(signal, async () => this.#request());
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { openWithinMs = OPEN_WITHIN_MS } = this.#options;
    this.#time = pageClock();
    this.#pictures = pictureOpener(this.#time);
    this.#agesMs = [];
    const waiting = new Promise<void>((resolve, reject) => {
      this.#whileOpening = { resolve, reject };
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    waiting.catch(() => undefined);
    const cancel = this.#clock.after(openWithinMs, () =>
      this.#whileOpening?.reject(cameraError('timed-out', 'the camera’s page did not open the camera in time')),
    );
    try {
      const own: Opened = { server: await this.#serve() };
      this.#opened = own;
      signal.throwIfAborted();
      own.page = await this.#openPage(own.server.url);
      void own.page.ended.then((how) => {
        if (this.#opened !== own) return;
        if (how === 'not-found') this.#lose('Chromium is not installed', 'unsupported');
        else this.#lose('the browser has ended');
      });
      await waiting;
    } catch (thrown) {
      this.#whileOpening = undefined;
      await this.#close();
      throw thrown;
    } finally {
      cancel();
      this.#whileOpening = undefined;
    }
  }

  #serve(): Promise<PageServer> {
    return servePage({
      clock: this.#clock,
      mode: this.#options.mode,
      onLink: (link) => {
        this.#cancelReturn();
        this.#link = link;
        this.#pictures.newKey();
      },
      onMessage: (from, message) => {
        if (from === this.#link) this.#hear(message);
      },
      onPicture: (from, message) => this.#take(from, message),
      onUnlink: (gone) => {
        if (gone !== this.#link) return;
        this.#link = undefined;
        this.#cancelReturn = this.#clock.after(COME_BACK_WITHIN_MS, () => this.#lose('the camera’s page has gone'));
      },
    });
  }

  async #close(): Promise<void> {
    this.#cancelPing();
    this.#cancelReturn();
    const ending = this.#opened;
    this.#opened = undefined;
    this.#link = undefined;
    this.#settings.settleAll(false);
    await ending?.server.close();
    await ending?.page?.close();
  }

  #lose(message: string, code: DeviceErrorCode = 'disconnected'): void {
    const error = cameraError(code, message);
    if (this.#whileOpening !== undefined) return this.#whileOpening.reject(error);
    this.#core.lost(code === 'disconnected' ? error : cameraError('disconnected', message, error));
    return void this.#close();
  }

  #request(): void {
    this.#link?.say({ kind: 'next' });
  }

  #ping(): void {
    this.#cancelPing();
    for (const [id] of this.#pings.all()) this.#pings.drop(id);
    const { id } = this.#pings.add(this.#clock.monotonicMs());
    this.#link?.say({ kind: 'ping', id });
    this.#cancelPing = this.#clock.after(PING_EVERY_MS, () => this.#ping());
  }

  #hear(message: Message): void {
    switch (message.kind) {
      case 'opened':
        return this.#hearOpened(message);
      case 'pong': {
        const sentMs = this.#pings.about(message.id);
        if (sentMs === undefined) return;
        this.#time.note(sentMs, this.#clock.monotonicMs(), message.atMs);
        this.#pingsToGo -= 1;
        return this.#pingsToGo > 0 ? this.#ping() : this.#whileOpening?.resolve();
      }
      case 'failed': {
        const { code, message: text } = FAILURES[message.name] ?? OTHER_FAILURE;
        return this.#lose(text, code);
      }
      case 'ended':
        return this.#lose('the camera was unplugged');
      case 'set':
        return void this.#settings.settle(message.id, message.done);
    }
  }

  #hearOpened({ width, height, framesPerSecond, canLock, hasTorch, exposureStops }: OpenedMessage): void {
    this.#capabilities = { width, height, framesPerSecond, timestamps: 'hardware' };
    this.#controls = canLock ? this.#controlsOf(hasTorch, exposureStops) : undefined;
    this.#pingsToGo = FIRST_PINGS;
    this.#ping();
    if (this.#core.wanted() !== undefined) this.#request();
  }

  #controlsOf(hasTorch: boolean, stops: OpenedMessage['exposureStops']): CameraControls {
    return {
      lockExposure: (locked) => this.#change({ kind: 'lock', locked }),
      ...(stops !== null && {
        shiftExposure: async (wanted: number) => {
          const taken = Math.min(stops.most, Math.max(stops.least, wanted));
          await this.#change({ kind: 'shift', stops: taken });
          return taken;
        },
      }),
      ...(hasTorch && { setTorch: (level: number) => this.#change({ kind: 'torch', level }) }),
    };
  }

  async #change(setting: Setting): Promise<void> {
    if (this.#link === undefined) throw cameraError('disconnected', 'the camera’s page is not connected');
    const { id, answer } = this.#settings.add(undefined);
    this.#link.say({ ...setting, id });
    const done = await answerWithin(this.#clock, this.#options.setWithinMs ?? SET_WITHIN_MS, answer);
    this.#settings.drop(id);
    if (done === undefined) throw cameraError('timed-out', 'the camera’s page does not answer');
    if (!done) throw cameraError('unsupported', 'the camera does not take the setting');
  }

  #take(from: PageLink, message: Uint8Array): void {
    const since = this.#core.wanted();
    const arrivedMs = this.#clock.monotonicMs();
    const useful = from === this.#link && since !== undefined;
    // Request the next picture before opening this one, so that no frame of the camera is missed. If the receiver is
    // slow, that picture is dropped.
    if (useful) this.#request();
    const picture = useful ? this.#pictures.open(from.key, message, arrivedMs) : 'old';
    message.fill(0);
    if (picture === 'damaged') return this.#core.damaged('the page sent a damaged picture');
    if (picture === 'old' || since === undefined) return;
    const { image, capturedAtMs, sequence, datedByCapture } = picture;
    this.#capabilities = { ...this.#capabilities, timestamps: datedByCapture ? 'hardware' : 'arrival' };
    this.#agesMs.push(arrivedMs - capturedAtMs);
    if (this.#agesMs.length > AGES_KEPT) this.#agesMs.shift();
    const dueAtMs = capturedAtMs + Math.min(...this.#agesMs);
    if (capturedAtMs >= since.exposedSinceMs && dueAtMs >= since.dueSinceMs) {
      return this.#core.deliver({ image, capturedAtMs, sequence });
    }
    wipeImage(image);
    return this.#core.passedOver();
  }
}
