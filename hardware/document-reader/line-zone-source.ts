/** A swipe or page reader that types the zone down a line. */
import type { Clock } from '../clock/clock.ts';
import { DeviceError } from '../device-error.ts';
import { type LineDevice, type LineDevicePlace, openLineDevice } from '../line-device.ts';
import type { OpticalZone, OpticalZoneSource } from './optical-zone.ts';
import { zoneFramer } from './zone-framer.ts';

/** A record is typed without pauses: 90 characters at 9,600 baud take 94 ms. */
const QUIET_MS = 300;

interface Waiting {
  readonly settle: (outcome: OpticalZone | DeviceError) => void;
}

export function lineZoneSource(place: LineDevicePlace, clock: Clock): OpticalZoneSource {
  const framer = zoneFramer();
  let device: LineDevice | undefined;
  let waiting: Waiting | undefined;
  let cancelQuiet: () => void = () => undefined;
  /** What was being typed when somebody began to wait is dropped up to its end. */
  let stale = false;

  function end(reason: DeviceError): void {
    cancelQuiet();
    framer.reset();
    device?.close();
    device = undefined;
    waiting?.settle(reason);
  }

  function hear(bytes: Uint8Array): void {
    cancelQuiet();
    let framed = framer.push(bytes);
    if (stale && framed !== undefined) {
      stale = false;
      wipe(framed);
      framed = undefined;
    }
    if (framed !== undefined) give(framed);
    if (framer.begun()) cancelQuiet = clock.after(QUIET_MS, pauseCame);
  }

  function pauseCame(): void {
    const framed = framer.quiet();
    const theirs = stale;
    stale = false;
    if (framed === undefined) return;
    if (theirs) wipe(framed);
    else give(framed);
  }

  function give(framed: OpticalZone): void {
    if (waiting === undefined) wipe(framed);
    else waiting.settle(framed);
  }

  return {
    async open(lost, signal) {
      if (signal.aborted) throw failure('aborted', 'opening was given up');
      if (device !== undefined) return;
      const onLost = (reason: DeviceError): void => {
        end(reason);
        lost(reason);
      };
      const opened = await openLineDevice('document-reader', place, { onBytes: hear, onLost }, signal);
      if (signal.aborted) {
        opened.close();
        throw failure('aborted', 'opening was given up');
      }
      device = opened;
    },
    awaitZone: ({ timeoutMs, signal }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(failure('aborted', 'waiting for a zone was given up'));
        if (device === undefined) return reject(failure('not-connected', 'the reader of the zone is not open'));
        if (waiting !== undefined) return reject(failure('busy', 'somebody waits for a zone already'));
        stale = framer.begun();
        const onAbort = (): void => settle(failure('aborted', 'waiting for a zone was given up'));
        const cancelTimeout = clock.after(timeoutMs, () => settle({ kind: 'no-document' }));
        const settle = (outcome: OpticalZone | DeviceError): void => {
          waiting = undefined;
          cancelTimeout();
          signal.removeEventListener('abort', onAbort);
          if (outcome instanceof DeviceError) reject(outcome);
          else resolve(outcome);
        };
        waiting = { settle };
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    async close() {
      end(failure('disconnected', 'the reader of the zone was closed'));
    },
  };
}

function wipe(zone: OpticalZone): void {
  if (zone.kind === 'zone') zone.mrz.fill(0);
}

function failure(code: DeviceError['code'], message: string): DeviceError {
  return new DeviceError('document-reader', code, message);
}
