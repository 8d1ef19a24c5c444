/** A barcode scanner that sends codes over a serial line (USB COM, CDC-ACM, RS-232). */
import { createHash } from 'node:crypto';
import type { Clock } from '../../host/clock.ts';
import { deviceSession } from '../../device/device-session.ts';
import { type LineDevice, openLineDevice } from '../../device/line-device.ts';
import { AWAY_MS, type TokenReader, type TokenReading } from '../token-reader.ts';
import { wipeReading } from '../wipe-reading.ts';
import { codeFramer } from './code-framer.ts';

export interface SerialTokenReaderOptions {
  /** A character device, e.g. `/dev/serial/by-id/…`, whose name stays the same when the scanner is plugged in again. */
  readonly path: string;
  readonly clock: Clock;
}

/** A longer pause ends a code. Scanners send without pauses: 84 characters at 9,600 baud take 88 ms, 371 take 386 ms. */
const QUIET_MS = 300;

export function serialTokenReader({ path, clock }: SerialTokenReaderOptions): TokenReader {
  const session = deviceSession('token-reader', clock);
  const framer = codeFramer();
  let line: LineDevice | undefined;
  let cancelQuiet: () => void = () => undefined;
  let waiting: ((reading: TokenReading) => void) | undefined;
  /** Set when a read began in the middle of a code, which is then dropped up to its end. */
  let stale = false;
  /** SHA-256 of the last code returned, while it stays in front of the scanner. */
  let present: Buffer | undefined;
  let cancelAway: () => void = () => undefined;

  function letGoOfLine(): void {
    cancelQuiet();
    cancelAway();
    framer.reset();
    present = undefined;
    line?.close();
    line = undefined;
  }

  function hear(bytes: Uint8Array): void {
    cancelQuiet();
    framer.push(bytes, judge);
    if (!framer.begun()) return;
    cancelQuiet = clock.after(QUIET_MS, () => {
      const broken = framer.quiet();
      if (broken !== undefined) judge(broken);
    });
  }

  function judge(reading: TokenReading): void {
    const late = stale;
    stale = false;
    if (late || isThereStill(reading) || waiting === undefined) return wipeReading(reading);
    if (reading.kind === 'read') notice(digestOf(reading.text));
    waiting(reading);
  }

  function isThereStill(reading: TokenReading): boolean {
    if (present === undefined || reading.kind !== 'read') return false;
    const digest = digestOf(reading.text);
    if (!digest.equals(present)) return false;
    notice(digest);
    return true;
  }

  function notice(digest: Buffer): void {
    cancelAway();
    present = digest;
    cancelAway = clock.after(AWAY_MS, () => {
      present = undefined;
    });
  }

  function awaitCode(timeoutMs: number, signal: AbortSignal): Promise<TokenReading> {
    return new Promise((resolve, reject) => {
      const over = (): void => {
        waiting = undefined;
        cancelTimeout();
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        over();
        reject(signal.reason as Error);
      };
      const settle = (reading: TokenReading): void => {
        over();
        resolve(reading);
      };
      const cancelTimeout = clock.after(timeoutMs, () => settle({ kind: 'nothing' }));
      stale = framer.begun();
      waiting = settle;
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  return {
    descriptor: {
      kind: 'token-reader',
      driver: 'serial',
      model: 'barcode-scanner',
      // A scanner in serial mode does not identify itself
      firmware: 'unknown',
      simulated: false,
    },
    status: session.status,
    onStatus: session.onStatus,
    connect: (signal) =>
      session.connect(signal, async (opening) => {
        const onLost = (reason: Parameters<typeof session.lost>[0]): void => {
          letGoOfLine();
          session.lost(reason);
        };
        const opened = await openLineDevice('token-reader', { kind: 'path', path }, { onBytes: hear, onLost }, opening);
        if (opening.aborted) {
          opened.close();
          throw opening.reason;
        }
        line = opened;
      }),
    async disconnect() {
      await session.letGo();
      letGoOfLine();
    },
    // The line is one-way: a broken scanner cannot be distinguished from one that sees no code
    selfTest: (signal) => session.selfTest(signal, async () => undefined),
    read: ({ timeoutMs, signal }) => session.run(signal, (ending) => awaitCode(timeoutMs, ending), wipeReading),
  };
}

function digestOf(text: Uint8Array): Buffer {
  return createHash('sha256').update(text).digest();
}
