/** Where a TPM is, and the transport to it. */
import type { Clock } from '../host/clock.ts';
import { openTpmFile } from './device-transport.ts';
import { openTpmSocket } from './socket-transport.ts';
import type { OpenLimits, TpmTransport } from './transport.ts';

export type TpmPlace =
  /** The resource manager of Linux. */
  | { readonly kind: 'device'; readonly path: string }
  /** The socket of a software TPM. */
  | { readonly kind: 'socket'; readonly path: string };

export const TPM_PLACE_FORMS = 'device:/dev/tpmrm0, or unix: with the absolute path of the socket of a software TPM';

/** Parses `device:` or `unix:` with an absolute path; otherwise `undefined`. */
export function tpmPlace(text: string): TpmPlace | undefined {
  const [, scheme, path = ''] = /^(device|unix):(\/[\x21-\x7e]+)$/.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  return { kind: scheme === 'device' ? 'device' : 'socket', path };
}

/**
 * Rejects with `DeviceError`: `disconnected` when there is no TPM, `not-permitted` without the right to open it, `timed-out` while
 * Linux waits for the answer of an earlier command, `aborted`.
 */
export function openTransport(place: TpmPlace, clock: Clock, limits: OpenLimits): Promise<TpmTransport> {
  return place.kind === 'device'
    ? openTpmFile(place.path, clock, limits)
    : openTpmSocket(place.path, clock, limits.signal);
}
