/**
 * A camera that Chromium opens. Its page sends one picture per request, so pictures cannot queue: while the receiver works
 * at most one is in transit, and without a stream there is none.
 *
 * The driver does not restart itself. When the browser ends or the camera is unplugged, its status becomes `disconnected`
 * and the lane's supervisor connects again. A page that reloads or loses its connection has two seconds to return.
 */
import type { Clock } from '../../host/clock.ts';
import type { DeviceErrorCode } from '../../device/device-error.ts';
import { wipeImage } from '../../device/image.ts';
import type { Camera, CameraCapabilities, CameraControls } from '../camera.ts';
import { cameraCore, cameraError } from '../camera-core.ts';
import type { CameraSettings } from '../camera-source.ts';
import { chromiumPage, type OpenedPage, type OpenPage } from './chromium.ts';
import { pageClock } from './page-clock.ts';
import type { FromPage } from './page-messages.ts';
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

type Setting =
  | { readonly kind: 'lock'; readonly locked: boolean }
  | { readonly kind: 'shift'; readonly stops: number }
  | { readonly kind: 'torch'; readonly level: number };

interface Opened {
  readonly server: PageServer;
  page?: OpenedPage;
}

export function browserCamera(options: BrowserCameraOptions): Camera {
  const { clock, mode, program = 'chromium', openWithinMs = OPEN_WITHIN_MS } = options;
  const { setWithinMs = SET_WITHIN_MS } = options;
  const openPage = options.openPage ?? chromiumPage({ clock, program });
  const core = cameraCore(clock);
  let capabilities: CameraCapabilities = { ...mode, timestamps: 'hardware' };
  let controls: CameraControls | undefined;
  let opened: Opened | undefined;
  let link: PageLink | undefined;
  let time = pageClock();
  let pictures = pictureOpener(time);
  let cancelPing: () => void = () => undefined;
  let cancelReturn: () => void = () => undefined;
  let nextId = 0;
  /** Delays from capture to arrival of the latest pictures. The smallest is the delay of an unhindered picture. */
  let agesMs: number[] = [];
  const sentPings = new Map<number, number>();
  const settings = new Map<number, (done: boolean) => void>();
  /** Set while `connect` waits for the page. */
  let whileOpening: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;
  let pingsToGo = FIRST_PINGS;

  const ask = () => link?.say({ kind: 'next' });

  const close = async () => {
    cancelPing();
    cancelReturn();
    const ending = opened;
    opened = undefined;
    link = undefined;
    for (const settle of settings.values()) settle(false);
    settings.clear();
    await ending?.server.close();
    await ending?.page?.close();
  };
  const lose = (message: string, code: DeviceErrorCode = 'disconnected') => {
    const error = cameraError(code, message);
    if (whileOpening !== undefined) return whileOpening.reject(error);
    core.lost(code === 'disconnected' ? error : cameraError('disconnected', message, error));
    return void close();
  };

  const ping = () => {
    cancelPing();
    const id = nextId++;
    sentPings.clear();
    sentPings.set(id, clock.monotonicMs());
    link?.say({ kind: 'ping', id });
    cancelPing = clock.after(PING_EVERY_MS, ping);
  };

  const hear = (message: Exclude<FromPage, { kind: 'hello' }>) => {
    switch (message.kind) {
      case 'opened': {
        const { width, height, framesPerSecond, canLock, hasTorch, exposureStops } = message;
        capabilities = { width, height, framesPerSecond, timestamps: 'hardware' };
        controls = controlsOf(canLock, hasTorch, exposureStops);
        pingsToGo = FIRST_PINGS;
        ping();
        if (core.wanted() !== undefined) ask();
        return;
      }
      case 'pong': {
        const sentMs = sentPings.get(message.id);
        if (sentMs === undefined) return;
        time.note(sentMs, clock.monotonicMs(), message.atMs);
        pingsToGo -= 1;
        if (pingsToGo > 0) return ping();
        return whileOpening?.resolve();
      }
      case 'failed': {
        const { code, message: text } = FAILURES[message.name] ?? {
          code: 'unsupported',
          message: 'the browser could not open the camera',
        };
        return lose(text, code);
      }
      case 'ended':
        return lose('the camera was unplugged');
      case 'set':
        settings.get(message.id)?.(message.done);
        settings.delete(message.id);
        return;
    }
  };

  const change = (message: Setting) =>
    new Promise<void>((resolve, reject) => {
      const refuse = (code: DeviceErrorCode, text: string) => reject(cameraError(code, text));
      if (link === undefined) return refuse('disconnected', 'the camera’s page is not connected');
      const id = nextId++;
      const cancel = clock.after(setWithinMs, () => {
        settings.delete(id);
        refuse('timed-out', 'the camera’s page does not answer');
      });
      settings.set(id, (done) => {
        cancel();
        if (done) resolve();
        else refuse('unsupported', 'the camera does not take the setting');
      });
      return link.say({ ...message, id });
    });

  const controlsOf = (
    canLock: boolean,
    hasTorch: boolean,
    exposureStops: { readonly least: number; readonly most: number } | null,
  ): CameraControls | undefined => {
    if (!canLock) return undefined;
    const shiftExposure = async (stops: number): Promise<number> => {
      const taken = Math.min(exposureStops?.most ?? 0, Math.max(exposureStops?.least ?? 0, stops));
      await change({ kind: 'shift', stops: taken });
      return taken;
    };
    return {
      lockExposure: (locked) => change({ kind: 'lock', locked }),
      ...(exposureStops !== null && { shiftExposure }),
      ...(hasTorch && { setTorch: (level: number) => change({ kind: 'torch', level }) }),
    };
  };

  const serve = () =>
    servePage({
      clock,
      mode,
      onLink(next) {
        cancelReturn();
        link = next;
        pictures.newKey();
      },
      onMessage(from, message) {
        if (from === link) hear(message);
      },
      onPicture(from, message) {
        const since = core.wanted();
        const arrivedMs = clock.monotonicMs();
        const useful = from === link && since !== undefined;
        // Request the next picture before opening this one, so that no frame of the camera is missed. If the receiver is
        // slow, that picture is dropped.
        if (useful) ask();
        const picture = useful ? pictures.open(from.key, message, arrivedMs) : 'old';
        message.fill(0);
        if (picture === 'damaged') return core.damaged('the page sent a damaged picture');
        if (picture === 'old' || since === undefined) return undefined;
        const { image, capturedAtMs, sequence, datedByCapture } = picture;
        capabilities = { ...capabilities, timestamps: datedByCapture ? 'hardware' : 'arrival' };
        agesMs.push(arrivedMs - capturedAtMs);
        if (agesMs.length > AGES_KEPT) agesMs.shift();
        const dueAtMs = capturedAtMs + Math.min(...agesMs);
        if (capturedAtMs >= since.exposedSinceMs && dueAtMs >= since.dueSinceMs) {
          return core.deliver({ image, capturedAtMs, sequence });
        }
        wipeImage(image);
        return core.passedOver();
      },
      onUnlink(gone) {
        if (gone !== link) return;
        link = undefined;
        cancelReturn = clock.after(COME_BACK_WITHIN_MS, () => lose('the camera’s page has gone'));
      },
    });

  const open = async (signal: AbortSignal) => {
    time = pageClock();
    pictures = pictureOpener(time);
    agesMs = [];
    const waiting = new Promise<void>((resolve, reject) => {
      whileOpening = { resolve, reject };
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    waiting.catch(() => undefined);
    const cancel = clock.after(openWithinMs, () =>
      whileOpening?.reject(cameraError('timed-out', 'the camera’s page did not open the camera in time')),
    );
    try {
      const own: Opened = { server: await serve() };
      opened = own;
      signal.throwIfAborted();
      own.page = await openPage(own.server.url);
      void own.page.ended.then((how) => {
        if (opened !== own) return;
        if (how === 'not-found') lose('Chromium is not installed', 'unsupported');
        else lose('the browser has ended');
      });
      await waiting;
    } catch (thrown) {
      whileOpening = undefined;
      await close();
      throw thrown;
    } finally {
      cancel();
      whileOpening = undefined;
    }
  };

  const begin = async () => ask();

  return {
    descriptor: { kind: 'camera', driver: 'browser', model: 'chromium', firmware: 'unknown', simulated: false },
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
      await core.letGo();
      await close();
    },
    stream: (onFrame, stream) => core.stream(onFrame, stream, begin),
    selfTest: (signal) => core.selfTest(signal, begin),
  };
}
