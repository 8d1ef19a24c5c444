/** A zone that opens the specimen chips, and a page reader that sees it. */
import { type Clock, pause } from '../../../../hardware/host/clock.ts';
import { ascii } from '../../../../hardware/ber/write.ts';
import type { DeviceError } from '../../../../hardware/device/device-error.ts';
import { DeviceError as Failure } from '../../../../hardware/device/device-error.ts';
import type { OpticalZone, OpticalZoneSource } from '../../../../hardware/document-reader/optical-zone.ts';

/** ICAO 9303-4 appendix A, with the number of the worked example of ICAO 9303-11 appendix D. */
export const ZONE = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C<3UTO6908061F9406236ZE184226B<<<<<14',
].join('\n');

export interface FakeZoneSource extends OpticalZoneSource {
  /** The visible zone; `undefined`: none. */
  show(shown: { readonly kind: 'zone'; readonly text: string } | { readonly kind: 'unreadable' } | undefined): void;
  breakDown(reason: DeviceError): void;
}

export function fakeZoneSource(clock: Clock): FakeZoneSource {
  let shown: Parameters<FakeZoneSource['show']>[0];
  let changed = new AbortController();
  let lost: (reason: DeviceError) => void = () => undefined;

  const seen = (): OpticalZone | undefined => {
    if (shown?.kind !== 'zone') return shown;
    const mrz = new Uint8Array(new ArrayBuffer(Math.max(65, shown.text.length)), 0, shown.text.length);
    mrz.set(ascii(shown.text));
    return { kind: 'zone', mrz };
  };
  return {
    show(next) {
      shown = next;
      changed.abort();
      changed = new AbortController();
    },
    breakDown: (reason) => lost(reason),
    async open(onLost) {
      lost = onLost;
    },
    async awaitZone({ timeoutMs, signal }) {
      const until = clock.monotonicMs() + timeoutMs;
      for (;;) {
        if (signal.aborted) throw new Failure('document-reader', 'aborted', 'given up');
        const zone = seen();
        if (zone !== undefined) return zone;
        if (clock.monotonicMs() >= until) return { kind: 'no-document' };
        await pause(clock, until - clock.monotonicMs(), changed.signal, signal);
      }
    },
    async close() {},
  };
}
