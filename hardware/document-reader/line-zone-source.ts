/** A swipe or page reader that sends the zone over a line. */
import type { Clock } from '../host/clock.ts';
import { DeviceError } from '../device/device-error.ts';
import { type LineDevice, type LineDevicePlace, openLineDevice } from '../device/line-device.ts';
import type { OpticalZone, OpticalZoneSource } from './optical-zone.ts';
import { zoneFramer } from './zone-framer.ts';

/** A longer pause ends a record. Readers send without pauses: 90 characters at 9,600 baud take 94 ms. */
const QUIET_MS = 300;

interface Waiting {
  readonly settle: (outcome: OpticalZone | DeviceError) => void;
}

export function lineZoneSource(place: LineDevicePlace, clock: Clock): OpticalZoneSource {
  const framer = zoneFramer();
  let device: LineDevice | undefined;
  let waiting: Waiting | undefined;
  let cancelQuiet: () => void = () => undefined;
  /** Set when a wait began in the middle of a record, which is then dropped up to its end. */
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
      if (signal.aborted) throw failure('aborted', 'opening was cancelled');
      if (device !== undefined) return;
      const onLost = (reason: DeviceError): void => {
        end(reason);
        lost(reason);
      };
      const opened = await openLineDevice('document-reader', place, { onBytes: hear, onLost }, signal);
      if (signal.aborted) {
        opened.close();
        throw failure('aborted', 'opening was cancelled');
      }
      device = opened;
    },
    awaitZone: ({ timeoutMs, signal }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(failure('aborted', 'waiting for a zone was cancelled'));
        if (device === undefined) return reject(failure('not-connected', 'the reader of the zone is not open'));
        if (waiting !== undefined) return reject(failure('busy', 'another call already waits for a zone'));
        stale = framer.begun();
        const onAbort = (): void => settle(failure('aborted', 'waiting for a zone was cancelled'));
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
