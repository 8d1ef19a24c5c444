/**
 * Delivers reports from the outbox to the server: in order, one at a time, repeated until a valid receipt is stored. A
 * refusal never drops a report; if only people can resolve it, delivery stops and reports that.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Mode } from '../../../hardware/host/mode.ts';
import { pause } from '../../../hardware/host/clock.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import type { BelievedKey } from '../../../server/contract/key-succession.ts';
import { openReceipt } from '../../../server/contract/receipt.ts';
import { isMarkedFor } from '../../../server/contract/rehearsal.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { WireErrorCode } from '../../../server/contract/wire-error.ts';
import { backoffMs, LONGEST_WAIT_MS } from './backoff.ts';
import type { Outbox, OutboxReport } from './outbox.ts';
import { type PostOutcome, post } from './post.ts';
import type { ServerLink } from './server-link.ts';

export type DeliveryState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'delivering' }
  | { readonly kind: 'waiting'; readonly why: 'unreachable' | 'receipt-invalid' | WireErrorCode };

export interface Delivery {
  /** Signals a new report to deliver. */
  wake(): void;
  state(): DeliveryState;
  /** Stops after the message in flight; undelivered reports stay in the outbox. */
  close(): Promise<void>;
}

export interface DeliveryOptions {
  readonly kioskId: KioskId;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly link: ServerLink;
  /** The server's keys: the one pinned at enrolment, and its successors. */
  readonly serverKeys: () => readonly BelievedKey[];
  readonly random: () => number;
  readonly onState: (state: DeliveryState) => void;
  readonly send?: typeof post;
}

export function startDelivery(options: DeliveryOptions): Delivery {
  const { kioskId, mode, clock, outbox, link, serverKeys, random, onState, send = post } = options;
  const stop = new AbortController();
  let state: DeliveryState = { kind: 'idle' };
  let wakeUp: (() => void) | undefined;
  let failures = 0;

  const become = (next: DeliveryState): void => {
    const changed = JSON.stringify(next) !== JSON.stringify(state);
    state = next;
    if (changed) onState(next);
  };

  /** Resolves to `undefined` when the report is delivered, otherwise to the reason. */
  const deliver = async (report: OutboxReport): Promise<(DeliveryState & { kind: 'waiting' })['why'] | undefined> => {
    const outcome: PostOutcome = await send(link, '/v1/reports', encodeEnvelope({ kioskId, ...report }), stop.signal);
    if (outcome.kind === 'unreachable') return 'unreachable';
    if (outcome.kind === 'refused') return outcome.code;
    const expected = { kioskId, sequence: report.sequence, digest: report.digest };
    const holds = serverKeys().some(({ publicKey, until }) => {
      const opened = openReceipt(outcome.body, publicKey, expected);
      return opened.kind === 'valid' && isMarkedFor(mode, opened.receipt) && opened.receipt.receivedAt <= until;
    });
    if (!holds) return 'receipt-invalid';
    await outbox.markDelivered(report.sequence, outcome.body, clock.wallMs());
    return undefined;
  };

  const rest = async (): Promise<void> => {
    const woken = new AbortController();
    wakeUp = () => woken.abort();
    if (state.kind === 'waiting') {
      await pause(clock, backoffMs(failures, random()), stop.signal);
    } else {
      await pause(clock, LONGEST_WAIT_MS, stop.signal, woken.signal);
    }
    wakeUp = undefined;
  };

  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const report = await outbox.next();
      if (report === undefined) {
        become({ kind: 'idle' });
      } else {
        if (state.kind === 'idle') become({ kind: 'delivering' });
        const trouble = await deliver(report);
        if (trouble === undefined) {
          failures = 0;
          become({ kind: 'delivering' });
          continue;
        }
        failures += 1;
        become({ kind: 'waiting', why: trouble });
      }
      await rest();
    }
  };

  const finished = run();
  return {
    wake: () => wakeUp?.(),
    state: () => state,
    async close() {
      stop.abort();
      await finished;
    },
  };
}
