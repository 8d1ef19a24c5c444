/**
 * A camera over the document as a source of zones: reads its pictures with `ocr-b/` until two give the same text.
 *
 * A document that was present before the call is read too, from a picture taken after the call. The camera cannot tell
 * whose document it is unless the reader was empty in between, and travellers place documents before they are asked.
 */
import type { Camera, Frame } from '../camera/camera.ts';
import type { Clock } from '../host/clock.ts';
import type { Unsubscribe } from '../device/device.ts';
import { DeviceError } from '../device/device-error.ts';
import { wipeImage } from '../device/image.ts';
import { type ZoneReadingThread, zoneReadingThread } from './ocr-b/zone-reading-thread.ts';
import type { OpticalZone, OpticalZoneSource } from './optical-zone.ts';

/** A zone that has been visible this long without being read counts as unreadable: dirt, wear, or a hand over it. */
const UNREADABLE_AFTER_MS = 4_000;
/** Number of identical readings required: noise, glare and a moving hand do not cause the same error twice. */
const READINGS_NEEDED = 2;

/** `thread`: for tests. */
export function imageZoneSource(
  camera: Camera,
  clock: Clock,
  thread: ZoneReadingThread = zoneReadingThread(clock),
): OpticalZoneSource {
  let open = false;
  let waiting = false;
  let endStatus: Unsubscribe = () => undefined;

  async function watch(timeoutMs: number, signal: AbortSignal): Promise<OpticalZone> {
    const end = new AbortController();
    const votes = zoneVotes();
    const askedAtMs = clock.monotonicMs();
    let firstSeenMs: number | undefined;
    let outcome: OpticalZone | undefined;
    const settle = (settled: OpticalZone): void => {
      if (end.signal.aborted && settled.kind === 'zone') settled.mrz.fill(0);
      else outcome ??= settled;
      end.abort();
    };
    const noMore = (): void => settle({ kind: firstSeenMs === undefined ? 'no-document' : 'unreadable' });
    const cancelTimeout = clock.after(timeoutMs, noMore);
    const onAbort = (): void => end.abort();
    signal.addEventListener('abort', onAbort, { once: true });

    async function look(frame: Frame): Promise<void> {
      const reading = await thread.read(frame.image);
      if (end.signal.aborted || reading.kind !== 'read') {
        if ('mrz' in reading) reading.mrz.fill(0);
        if (reading.kind === 'no-zone') votes.reset();
      }
      if (end.signal.aborted) return;
      if (reading.kind === 'no-zone') firstSeenMs = undefined;
      else firstSeenMs ??= clock.monotonicMs();
      if (reading.kind === 'read') {
        const mrz = votes.add(reading.mrz);
        if (mrz !== undefined) settle({ kind: 'zone', mrz });
      } else if (firstSeenMs !== undefined && clock.monotonicMs() - firstSeenMs >= UNREADABLE_AFTER_MS) noMore();
    }

    try {
      await camera.stream(
        (frame) => {
          if (end.signal.aborted || thread.busy() || frame.capturedAtMs < askedAtMs) wipeImage(frame.image);
          else void look(frame);
        },
        { signal: end.signal },
      );
    } catch (error) {
      if (outcome?.kind === 'zone') outcome.mrz.fill(0);
      throw asOurs(error);
    } finally {
      end.abort();
      cancelTimeout();
      signal.removeEventListener('abort', onAbort);
      votes.reset();
    }
    if (signal.aborted || outcome === undefined) {
      if (outcome?.kind === 'zone') outcome.mrz.fill(0);
      throw failure('aborted', 'waiting for a zone was cancelled');
    }
    return outcome;
  }

  return {
    async open(lost, signal) {
      if (signal.aborted) throw failure('aborted', 'opening was cancelled');
      if (open) return;
      try {
        await camera.connect(signal);
      } catch (error) {
        throw asOurs(error);
      }
      thread.start();
      open = true;
      endStatus = camera.onStatus(({ kind }) => {
        if (kind !== 'disconnected' || !open) return;
        open = false;
        endStatus();
        lost(failure('disconnected', 'the camera of the zone was disconnected'));
      });
    },
    async awaitZone({ timeoutMs, signal }) {
      if (signal.aborted) throw failure('aborted', 'waiting for a zone was cancelled');
      if (!open) throw failure('not-connected', 'the camera of the zone is not open');
      if (waiting) throw failure('busy', 'another call already waits for a zone');
      waiting = true;
      try {
        return await watch(timeoutMs, signal);
      } finally {
        waiting = false;
      }
    },
    async close() {
      open = false;
      endStatus();
      await Promise.all([camera.disconnect(), thread.close()]);
    },
  };
}

interface ZoneVotes {
  /** Takes ownership of the text. Returns it once enough successive readings are equal. */
  add(mrz: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined;
  reset(): void;
}

function zoneVotes(): ZoneVotes {
  let last: Uint8Array<ArrayBuffer> | undefined;
  let count = 0;
  return {
    add(mrz) {
      const same = last !== undefined && Buffer.from(last.buffer, last.byteOffset, last.length).equals(mrz);
      last?.fill(0);
      last = mrz;
      count = same ? count + 1 : 1;
      if (count < READINGS_NEEDED) return undefined;
      last = undefined;
      count = 0;
      return mrz;
    },
    reset() {
      last?.fill(0);
      last = undefined;
      count = 0;
    },
  };
}

/** Converts the camera's error to one of the document reader. */
function asOurs(error: unknown): unknown {
  return error instanceof DeviceError ? failure(error.code, `the camera of the zone: ${error.message}`, error) : error;
}

function failure(code: DeviceError['code'], message: string, cause?: unknown): DeviceError {
  return new DeviceError('document-reader', code, message, { cause });
}
