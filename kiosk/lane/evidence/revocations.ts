/** Polls the server for the list of revoked officers. */
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import {
  openRevocations,
  type Revocations,
  REVOCATIONS_INTERVAL_MS,
  REVOCATIONS_LIMIT_BYTES,
} from '../../../server/contract/revocations.ts';
import type { ServerLink } from '../../fleet/uplink/server-link.ts';

export interface RevocationsFeed {
  /** The newest list received, of any age. */
  latest(): Revocations | undefined;
  close(): Promise<void>;
}

export interface RevocationsFeedOptions {
  readonly clock: Clock;
  readonly link: ServerLink;
  /** The trusted keys now. */
  readonly serverKeys: () => readonly Uint8Array[];
}

export function followRevocations({ clock, link, serverKeys }: RevocationsFeedOptions): RevocationsFeed {
  const stop = new AbortController();
  let latest: Revocations | undefined;

  const ask = async (): Promise<void> => {
    const answer = await link.exchange('/v1/revocations', { method: 'GET' }, REVOCATIONS_LIMIT_BYTES, stop.signal);
    if (answer === undefined || !answer.ok) return;
    const read = openRevocations(answer.body, serverKeys());
    // A replayed older list must not undo later revocations
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
