/** Asks the server every few seconds whose grants no longer hold. What it does not hear it does not guess. */
import { type Clock, pause } from '../../hardware/clock/clock.ts';
import {
  openRevocations,
  type Revocations,
  REVOCATIONS_INTERVAL_MS,
  REVOCATIONS_LIMIT_BYTES,
} from '../../server/contract/revocations.ts';
import type { ServerLink } from '../uplink/server-link.ts';

export interface RevocationsFeed {
  /** The newest list heard, whatever its age. */
  latest(): Revocations | undefined;
  close(): Promise<void>;
}

export interface RevocationsFeedOptions {
  readonly clock: Clock;
  readonly link: ServerLink;
  /** Those that are believed now. */
  readonly serverKeys: () => readonly Uint8Array[];
}

export function followRevocations({ clock, link, serverKeys }: RevocationsFeedOptions): RevocationsFeed {
  const stop = new AbortController();
  let latest: Revocations | undefined;

  const ask = async (): Promise<void> => {
    const answer = await link.exchange('/v1/revocations', { method: 'GET' }, REVOCATIONS_LIMIT_BYTES, stop.signal);
    if (answer === undefined || !answer.ok) return;
    const read = openRevocations(answer.body, serverKeys());
    // A recorded list of earlier cannot bring back who has been revoked since
    if (read.kind === 'valid' && read.message.issuedAt > (latest?.issuedAt ?? -1)) latest = read.message;
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await ask();
      await pause(clock, REVOCATIONS_INTERVAL_MS, stop.signal);
    }
  };

  const finished = run();
  return {
    latest: () => latest,
    async close() {
      stop.abort();
      await finished;
    },
  };
}
