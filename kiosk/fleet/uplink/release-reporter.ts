/**
 * Sends to the server which targets of the signed channel the lane holds: at each change, and periodically. A lost message is repeated
 * soon, because the next may be a quarter of an hour away.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import {
  LANE_RELEASES_EVERY_MS,
  type LaneReleases,
  laneReleasesBytes,
  laneReleasesSigningInput,
} from '../../../server/contract/lane-releases.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { BootId } from '../../../server/contract/status.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { post } from './post.ts';
import { type RepeatedMessage, repeatMessage } from './repeated-message.ts';
import type { ServerLink } from './server-link.ts';

export const LANE_RELEASES_PATH = '/v1/lane-releases';

const AGAIN_AFTER_MS = 30_000;

export type HeldReleases = Omit<LaneReleases, 'version' | 'kioskId' | 'bootId' | 'counter' | 'at'>;

export interface ReleaseReporterOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly random: () => number;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly held: () => HeldReleases;
  readonly log: LogEvent;
}

export function startReleaseReporter(options: ReleaseReporterOptions): RepeatedMessage {
  const { kioskId, clock, random, secureElement, link, held, log } = options;
  const bootId = randomBytes(16).toString('hex') as BootId;
  let counter = 0;
  const send = async (signal: AbortSignal): Promise<number> => {
    counter += 1;
    const at = Math.round(clock.wallMs());
    const payload = laneReleasesBytes({ version: 1, kioskId, bootId, counter, at, ...held() });
    const signature = await secureElement.sign(laneReleasesSigningInput(payload));
    const outcome = await post(link, LANE_RELEASES_PATH, encodeEnvelope({ kioskId, payload, signature }), signal);
    return outcome.kind === 'unreachable' ? AGAIN_AFTER_MS : LANE_RELEASES_EVERY_MS;
  };
  const failed = (error: unknown): number => {
    log({ event: 'step-failed', step: 'report-releases', error: errorName(error), code: 'none' });
    return AGAIN_AFTER_MS;
  };
  return repeatMessage({ clock, random, send: (signal) => send(signal).catch(failed) });
}
