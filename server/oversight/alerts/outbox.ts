/**
 * Sends the messages that wait. Each attempt is counted before it is made and its result is noted after it, so a process that dies loses no
 * message and sends at most the running ones again, with the same id.
 */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { waitBefore } from './back-off.ts';
import { ChannelPaces } from './channel-pace.ts';
import { contentSchema } from './compose.ts';
import { deliver, type DeliveryParts } from './deliver.ts';
import {
  claimMessage,
  dueMessages,
  endMessage,
  giveUpTests,
  noteAttempt,
  type StoredMessage,
} from './message-table.ts';
import type { SentMessage } from './send-webhook.ts';
import { GIVE_UP_AFTER_MS, MAX_CHANNELS, type ChannelKind, type DeliveryResult } from './vocabulary.ts';

const LOOK_EVERY_MS = 1_000;
/** Attempts that run together: more than each channel needs that fails and one that delivers. */
const AT_ONCE = 2 * MAX_CHANNELS;
/** An attempt whose process died is repeated after this time at the earliest. It is longer than any attempt takes. */
const ABANDONED_AFTER_MS = 90_000;
/** A request that tests a channel ends within this time. */
const TEST_MS = 120_000;

export interface OutboxParts
  extends DeliveryParts,
    Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'> {
  /** From 0 to 1, for the back-off. */
  readonly chance: () => number;
  /** Counts attempts for the metrics. */
  readonly onAttempt?: (kind: ChannelKind, result: DeliveryResult) => void;
}

/** Looks now and every second. @returns a function that stops and resolves when the running attempts have ended */
export function startOutbox(parts: OutboxParts): () => Promise<void> {
  const { knex, queue, clock, events } = parts;
  const onFault = (error: unknown) => events.emit({ event: 'fault', where: 'alerts', error });
  const paces = new ChannelPaces(clock, parts.chance);
  const running = new Map<string, Promise<unknown>>();
  let isFirst = true;
  const begin = ({ channel }: StoredMessage, made: Promise<SentMessage | undefined>): Promise<void> => {
    paces.begin(channel);
    return made.then(
      (sent) => paces.end(channel, sent === undefined ? 'not-made' : isDelivered(sent) ? 'delivered' : 'failed'),
      (error: unknown) => {
        paces.end(channel, 'not-made');
        onFault(error);
      },
    );
  };
  const look = async (): Promise<void> => {
    const now = Math.round(clock.wallMs());
    if (isFirst) {
      isFirst = false;
      await queue.run((transaction) => giveUpTests(transaction, now - TEST_MS, now));
    }
    for (const message of await dueMessages(knex, now, { limit: AT_ONCE, without: paces.held() })) {
      const { id, channel } = message;
      if (running.has(id) || running.size >= AT_ONCE || !paces.mayBegin(channel)) continue;
      const ends = begin(message, attempt(parts, message, 'repeated'));
      running.set(
        id,
        ends.finally(() => running.delete(id)),
      );
    }
  };
  const stop = poll(clock, LOOK_EVERY_MS, look, onFault);
  return async () => {
    await stop();
    await Promise.all(running.values());
  };
}

/**
 * Makes one attempt. `undefined` when the message no longer waits or another process makes it.
 * @param mode `once`: a failure ends the message
 */
export async function attempt(
  parts: OutboxParts,
  message: StoredMessage,
  mode: 'repeated' | 'once',
): Promise<SentMessage | undefined> {
  const { queue, ledger, clock, events, chance } = parts;
  const { id, attempts } = message;
  const begunAt = Math.round(clock.wallMs());
  const provisional = begunAt + Math.max(waitBefore(attempts + 1, chance()), ABANDONED_AFTER_MS);
  const isClaimed = await queue.run((transaction) =>
    claimMessage(transaction, message, { at: begunAt, nextAt: provisional }),
  );
  if (!isClaimed) return undefined;
  const sent = await deliver(parts, message).catch((error: unknown): SentMessage => {
    events.emit({ event: 'fault', where: 'alerts', error });
    return { result: 'failed', status: null };
  });
  const { result, status, retryAfterMs = 0 } = sent;
  parts.onAttempt?.(kindOf(message), result);
  const at = Math.round(clock.wallMs());
  const attempted = { at, result, status };
  await queue.run(async (transaction) => {
    if (isDelivered(sent)) {
      return endMessage(transaction, id, 'delivered', attempted);
    }
    if (mode === 'once' || at >= message.madeAt + GIVE_UP_AFTER_MS) {
      return endMessage(transaction, id, 'given-up', attempted);
    }
    const nextAt = at + waitBefore(attempts + 1, chance(), retryAfterMs);
    return noteAttempt(transaction, id, { ...attempted, nextAt });
  });
  await ledger.settle();
  return sent;
}

function kindOf({ content }: StoredMessage): ChannelKind {
  return contentSchema.parse(JSON.parse(content)).kind;
}

function isDelivered({ result }: SentMessage): boolean {
  return result === 'delivered' || result === 'delivered-in-part';
}
