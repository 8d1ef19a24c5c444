/** Sends the counts by randomised answers about groups to the server: when a batch is complete, and a few times a day. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { groupCountsBytes, groupCountsSigningInput, type GroupMonth } from '../../../server/contract/group-counts.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { post } from './post.ts';
import { type RepeatedMessage, repeatMessage } from './repeated-message.ts';
import type { ServerLink } from './server-link.ts';

export const GROUP_COUNTS_PATH = '/v1/group-counts';

const EVERY_MS = 6 * 3_600_000;
const AGAIN_AFTER_MS = 60_000;

export interface GroupReporterOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly random: () => number;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
  readonly reported: () => readonly GroupMonth[];
  readonly log: LogEvent;
}

/** Without a complete batch nothing is sent. */
export function startGroupReporter(options: GroupReporterOptions): RepeatedMessage {
  const { kioskId, clock, random, secureElement, link, reported, log } = options;
  const send = async (signal: AbortSignal): Promise<number> => {
    const months = [...reported()];
    if (months.length === 0) return EVERY_MS;
    const payload = groupCountsBytes({ version: 1, kioskId, at: Math.round(clock.wallMs()), months });
    const signature = await secureElement.sign(groupCountsSigningInput(payload));
    const outcome = await post(link, GROUP_COUNTS_PATH, encodeEnvelope({ kioskId, payload, signature }), signal);
    return outcome.kind === 'unreachable' ? AGAIN_AFTER_MS : EVERY_MS;
  };
  const failed = (error: unknown): number => {
    log({ event: 'step-failed', step: 'report-groups', error: errorName(error), code: 'none' });
    return AGAIN_AFTER_MS;
  };
  return repeatMessage({ clock, random, send: (signal) => send(signal).catch(failed) });
}
