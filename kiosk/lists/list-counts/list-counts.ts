/** Counts the travellers' documents that partners' blind lists contain: compares them after the decision, and sends the sums of each month. */
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import { boundsOfMonth, monthOf } from '../../../server/contract/partner-pseudonyms.ts';
import { errorName } from '../../platform/base/error-name.ts';
import { ListComparisons, type ListComparisonsOptions } from './list-comparisons.ts';
import { sendSums, type SendSumsOptions } from './send-sums.ts';

export type ListCounter = Pick<ListComparisons, 'read' | 'decided'>;

export interface ListCounts extends ListCounter {
  /** Sends what is due, and erases the sums of agreements that the terms do not name. Never rejects. */
  look(): Promise<void>;
  /** Looks every minute until `close`. */
  follow(): void;
  /** Wipes the documents that wait, and writes the sums. */
  close(): Promise<void>;
}

export type ListCountsOptions = SendSumsOptions & ListComparisonsOptions;

const LOOK_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Long enough for the last documents of a month to be compared; random, so that the lanes do not all send at once. */
const SEND_AFTER_MS = HOUR_MS;
const SEND_WITHIN_MS = 12 * HOUR_MS;

export function openListCounts(options: ListCountsOptions): ListCounts {
  const { clock, log, lists, sums, random } = options;
  const queue = serialQueue();
  const comparisons = new ListComparisons(options);
  const sendAfterMs = SEND_AFTER_MS + random() * SEND_WITHIN_MS;
  let cancel: () => void = () => undefined;
  let tryAt = 0;
  let closed = false;

  const round = async (): Promise<void> => {
    const now = clock.wallMs();
    const month = monthOf(now);
    await comparisons.writeBefore(month);
    const named = lists();
    if (named === undefined) return;
    try {
      await sums.keepOnly(named.map(({ agreement }) => agreement.digest));
      if (now < tryAt || now < boundsOfMonth(month).from + sendAfterMs) return;
      tryAt = now + HOUR_MS;
      const sent = await sendSums(options, named, now);
      if (sent !== 'sent') log({ event: 'list-counts', state: sent });
    } catch (error) {
      log({ event: 'list-counts-failed', error: errorName(error) });
    }
  };
  const look = (): Promise<void> => queue.run(round);
  const again = (): void => {
    void look().then(() => {
      if (!closed) cancel = clock.after(LOOK_EVERY_MS, again);
    });
  };

  return {
    read: (...about) => comparisons.read(...about),
    decided: (id) => comparisons.decided(id),
    look,
    follow() {
      cancel = clock.after(LOOK_EVERY_MS, again);
    },
    async close() {
      closed = true;
      cancel();
      await queue.settled();
      await comparisons.close();
    },
  };
}
