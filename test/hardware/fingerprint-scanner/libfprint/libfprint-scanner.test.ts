import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type {
  FingerCapture,
  FingerprintScanner,
} from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { libfprintScanner } from '../../../../hardware/fingerprint-scanner/libfprint/libfprint-scanner.ts';
import { describeFingerprintScanner } from '../../../contracts/describe-fingerprint-scanner.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { missingLibfprint } from './libfprint-parts.ts';
import { readerProcesses } from './reader-processes.ts';
import type { VirtualReader } from './virtual-reader.ts';
import { fingerPicture, virtualRig } from './virtual-rig.ts';

const missing = missingLibfprint();
/** Time passes in steps: what happens in one is read before the next. */
const STEP_MS = 50;
/** Time until a finger is detected. Lifting it earlier counts as too short. */
const LANDS_AFTER_MS = 120;
const [GENERAL, TOO_SHORT] = [0, 1];

/** A finger that the reader detects once in each capture, until it is lifted. */
function fingerOn(scanner: FingerprintScanner, reader: VirtualReader, clock: Clock) {
  let present: (() => Promise<void>) | undefined;
  let cancelLanding: (() => void) | undefined;
  let capturing: Promise<void> = Promise.resolve();
  const isBusy = () => scanner.status().kind === 'busy';
  const show = () => {
    if (!isBusy() || present === undefined) return;
    capturing = new Promise((resolve) => {
      const leave = scanner.onStatus(({ kind }) => {
        if (kind === 'busy') return;
        leave();
        resolve();
      });
    });
    void present();
  };
  scanner.onStatus(show);
  return {
    touch(contact: 'good' | 'poor') {
      present = undefined;
      cancelLanding = clock.after(LANDS_AFTER_MS, () => {
        cancelLanding = undefined;
        present = contact === 'good' ? () => reader.show(fingerPicture()) : () => reader.retry(GENERAL);
        show();
      });
    },
    lift() {
      present = cancelLanding === undefined ? undefined : () => reader.retry(TOO_SHORT);
      cancelLanding?.();
      show();
      present = undefined;
    },
    /** Resolves when the reader has detected the finger, if one is there. */
    read: () => capturing,
  };
}

describe.skipIf(missing !== undefined)('the libfprint driver on the virtual image device', () => {
  describeFingerprintScanner('the libfprint driver', async () => {
    const { scanner, reader, clock, close } = virtualRig();
    const finger = fingerOn(scanner, reader, clock);
    const capture = (signal: AbortSignal) => scanner.capture({ position: 2, timeoutMs: 60_000, signal });
    return {
      device: scanner,
      clock,
      async pass(byMs: number) {
        for (let leftMs = byMs; leftMs > 0; leftMs -= STEP_MS) {
          await clock.advance(Math.min(STEP_MS, leftMs));
          await finger.read();
        }
      },
      endless: capture,
      use: () => capture(never()),
      whenCancelled: 'rejects',
      overlapping: false,
      captureWithinMs: 1_000,
      touch: finger.touch,
      lift: finger.lift,
      goSilent() {
        for (const pid of readerProcesses()) process.kill(pid, 'SIGSTOP');
      },
      close: async () => close(),
    };
  });

  const connected = async () => {
    const rig = virtualRig();
    onTestFinished(async () => {
      await rig.scanner.disconnect();
      rig.close();
    });
    await rig.scanner.connect(never());
    const capture = (): Promise<FingerCapture> =>
      rig.scanner.capture({ position: 2, timeoutMs: 10_000, signal: never() });
    return { ...rig, capture };
  };

  const during = <T>(capturing: Promise<T>, act: () => Promise<void>): Promise<T> => {
    void act();
    return capturing;
  };

  it.each([
    ['small', 192, 192],
    ['usual', 320, 400],
    ['with sides that are not multiples of four', 251, 333],
  ])('returns an image byte for byte: %s', async (_name, width, height) => {
    const { reader, capture } = await connected();
    const picture = fingerPicture(width, height);
    const captured = await during(capture(), () => reader.show(picture));
    if (captured.kind !== 'captured') throw new Error(`expected an image, got ${captured.kind}`);
    expect(captured).toMatchObject({ resolutionPpi: 500, image: { width, height, ownership: 'owned' } });
    expect(Buffer.compare(captured.image.data, picture.data)).toBe(0);
    expect(captured.image.data.buffer.byteLength).toBe(width * height);
  });

  it('asks for better contact where no minutiae can be found', async () => {
    const { reader, capture } = await connected();
    const wall = { width: 200, height: 200, data: new Uint8Array(40_000).fill(250) };
    expect(await during(capture(), () => reader.show(wall))).toEqual({ kind: 'poor-contact' });
  });

  it('captures many times in a row', async () => {
    const { reader, capture } = await connected();
    for (let seed = 0; seed < 5; seed++) {
      const picture = fingerPicture(256, 288, seed);
      const captured = await during(capture(), () => reader.show(picture));
      expect(captured.kind === 'captured' && Buffer.compare(captured.image.data, picture.data)).toBe(0);
    }
  });

  it.each([
    ['general', 0, 'poor-contact'],
    ['too short', 1, 'poor-contact'],
    ['centre the finger', 2, 'off-centre'],
    ['remove the finger', 3, 'lift-first'],
    ['too fast', 4, 'poor-contact'],
  ])('maps the retry "%s" to an outcome, and continues', async (_name, code, kind) => {
    const { reader, scanner, capture } = await connected();
    expect(await during(capture(), () => reader.retry(code))).toEqual({ kind });
    expect(scanner.status()).toEqual({ kind: 'ready' });
  });

  it('is faulted by a device error, and ready after the next image', async () => {
    const { reader, scanner, capture } = await connected();
    expect(await during(codeOf(capture()), () => reader.fail(0))).toBe('corrupt');
    expect(scanner.status()).toEqual({ kind: 'faulted', code: 'corrupt' });
    expect((await during(capture(), () => reader.show(fingerPicture()))).kind).toBe('captured');
    expect(scanner.status()).toEqual({ kind: 'ready' });
  });

  it('ends a capture whose reader is unplugged', async () => {
    const { reader, scanner, capture } = await connected();
    expect(await during(codeOf(capture()), () => reader.remove())).toBe('disconnected');
    expect(scanner.status()).toEqual({ kind: 'disconnected' });
  });

  it('is disconnected until it is plugged in and connected again', async () => {
    const { reader, scanner, capture, setPlugged } = await connected();
    const pulled = () => {
      setPlugged(false);
      return reader.remove();
    };
    expect(await during(codeOf(capture()), pulled)).toBe('disconnected');
    expect(await codeOf(capture())).toBe('disconnected');
    expect(await codeOf(scanner.connect(never()))).toBe('disconnected');
    setPlugged(true);
    await scanner.connect(never());
    expect((await scanner.selfTest(never())).kind).toBe('passed');
  });

  it('survives its reader process: a crash in a driver ends the call, not the program', async () => {
    const { scanner, reader, capture } = await connected();
    const capturing = codeOf(capture());
    for (const pid of readerProcesses()) process.kill(pid, 'SIGSEGV');
    expect(await capturing).toBe('disconnected');
    await scanner.connect(never());
    expect((await during(capture(), () => reader.show(fingerPicture()))).kind).toBe('captured');
  });

  it('leaves no process behind', async () => {
    const { scanner } = await connected();
    expect(readerProcesses()).toHaveLength(1);
    await scanner.disconnect();
    expect(readerProcesses()).toEqual([]);
  });

  it('accepts test devices only if configured', async () => {
    const { scanner, close } = virtualRig();
    const strict = libfprintScanner({ clock: systemClock });
    expect(await codeOf(strict.connect(never()))).toBe('disconnected');
    await scanner.disconnect();
    close();
  });

  it('reports that it is simulated only while a test device is open', async () => {
    const { scanner } = await connected();
    expect(scanner.descriptor).toMatchObject({ driver: 'libfprint', model: 'virtual-image', simulated: true });
    await scanner.disconnect();
    expect(scanner.descriptor).toMatchObject({ model: 'unknown', simulated: false });
  });
});
