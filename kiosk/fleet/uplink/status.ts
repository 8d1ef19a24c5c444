/**
 * Sends the lane's status to the server at each change and every few seconds. Lost messages are not repeated, because the
 * next is newer.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import {
  type BootId,
  type LaneStatus,
  STATUS_INTERVAL_MS,
  statusBytes,
  statusSigningInput,
} from '../../../server/contract/status.ts';
import { post } from './post.ts';
import { type RepeatedMessage, repeatMessage } from './repeated-message.ts';
import type { ServerLink } from './server-link.ts';

export type LaneCondition = Pick<
  LaneStatus,
  | 'rehearsal'
  | 'phase'
  | 'outOfService'
  | 'devices'
  | 'undelivered'
  | 'lastSequence'
  | 'forgedGrants'
  | 'forgedOrders'
  | 'unprovenAnswers'
  | 'keeping'
  | 'serverKey'
  | 'slowFramesPerS'
  | 'releases'
  | 'watchlists'
  | 'readinessCheck'
  | 'drifts'
  | 'masterLists'
  | 'release'
>;

export interface StatusReporterOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: SecureElement;
  readonly link: ServerLink;
  readonly condition: () => LaneCondition;
  readonly onReachable: (reachable: boolean) => void;
}

export function startStatusReporter(options: StatusReporterOptions): RepeatedMessage {
  const { kioskId, clock, secureElement, link, condition, onReachable } = options;
  const bootId = randomBytes(16).toString('hex') as BootId;
  let counter = 0;
  const send = async (signal: AbortSignal): Promise<void> => {
    counter += 1;
    const at = Math.round(clock.wallMs());
    const payload = statusBytes({ version: 1, kioskId, bootId, counter, at, ...condition() });
    const signature = await secureElement.sign(statusSigningInput(payload));
    const outcome = await post(link, '/v1/status', encodeEnvelope({ kioskId, payload, signature }), signal);
    onReachable(outcome.kind !== 'unreachable');
  };
  return repeatMessage({
    clock,
    random: EXACTLY,
    send: (signal) =>
      send(signal)
        .catch(() => onReachable(false))
        .then(() => STATUS_INTERVAL_MS),
  });
}

/** No jitter: a missing status is noticed after a fixed time. */
const EXACTLY = (): number => 0.5;
