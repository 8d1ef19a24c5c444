/** Sends findings and events to a SIEM while the server runs. */
import { waitBefore } from '../../alerts/back-off.ts';
import { type SentMessage, sendWebhook, type WebhookParts } from '../../alerts/send-webhook.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { START } from '../stream/stream.ts';
import { type Item, type ItemPage, readItems } from './items.ts';
import { sendSyslog } from './send-syslog.ts';
import { loadShipping, saveShipping, type ShippingState } from './state-table.ts';
import { syslogFrame } from './syslog.ts';
import type { ShippingConfig } from './target.ts';

const LOOK_EVERY_MS = 2_000;
/** Part of a page that is sent at once. */
const BATCH_BYTES = 256 * 1_024;
/** At the first start, events of this time are sent. */
const PAST_MS = 7 * 86_400_000;
/** An entry without an index after this time was removed; reconciliation reports it. */
const GAP_LASTS_MS = 60_000;

export interface ShippingParts extends Pick<RoomContext, 'knex' | 'queue' | 'clock'>, Pick<WebhookParts, 'resolve'> {
  readonly config: ShippingConfig;
  /** The name of the ledger. */
  readonly server: string;
  /** From 0 to 1, for the back-off. */
  readonly chance: () => number;
}

/**
 * One sender. The position moves when the receiver has accepted a page, and it is stored before the next page: a server that dies between
 * sends the page again, with the same ids. Nothing is read while nothing can be sent, so that no queue grows.
 */
export class Shipper {
  readonly #parts: ShippingParts;
  #state: ShippingState | undefined;
  #pausedUntilMs = 0;
  #gapSince: number | undefined;

  constructor(parts: ShippingParts) {
    this.#parts = parts;
  }

  /** Sends on until the end of the stream or a failure. After an error the state is loaded again. */
  async look(): Promise<void> {
    if (this.#parts.clock.monotonicMs() < this.#pausedUntilMs) return;
    try {
      let state = (this.#state ??= await this.#load());
      for (;;) {
        const { next, isOver } = await this.#step(state);
        this.#state = state = next;
        if (isOver) return;
      }
    } catch (error) {
      this.#state = undefined;
      throw error;
    }
  }

  async #load(): Promise<ShippingState> {
    const { knex, clock } = this.#parts;
    const now = Math.round(clock.wallMs());
    const fresh = { save: 0, position: START, since: now - PAST_MS, currentAt: now, shipped: 0 };
    return (await loadShipping(knex)) ?? { ...fresh, lastAt: null, lastResult: null, failures: 0 };
  }

  async #step(state: ShippingState): Promise<{ readonly next: ShippingState; readonly isOver: boolean }> {
    const { clock, chance } = this.#parts;
    const page = await this.#read(state);
    const at = Math.round(clock.wallMs());
    const sent = await this.#send(page.items);
    const isSent = sent === undefined || sent.result === 'delivered';
    if (!isSent) {
      const failures = state.failures + 1;
      this.#pausedUntilMs = clock.monotonicMs() + waitBefore(failures, chance(), sent.retryAfterMs);
      const next = { ...state, lastAt: at, lastResult: sent.result, failures };
      return { next: await this.#save(next), isOver: true };
    }
    const isCurrent = !page.hasMore && !page.hasGap;
    const next = {
      ...state,
      position: page.position,
      shipped: state.shipped + page.items.length,
      failures: 0,
      ...(sent !== undefined && { lastAt: at, lastResult: sent.result }),
      ...(isCurrent && { currentAt: at }),
    };
    return { next: await this.#save(next), isOver: !page.hasMore };
  }

  async #read({ position, since }: ShippingState): Promise<ItemPage> {
    const { knex, clock, config, server } = this.#parts;
    const nowMs = clock.wallMs();
    const passGap = this.#gapSince !== undefined && nowMs - this.#gapSince > GAP_LASTS_MS;
    const { format, withEvents } = config;
    const page = await readItems(knex, position, { format, withEvents, server, since, nowMs, passGap });
    this.#gapSince = page.hasGap ? (this.#gapSince ?? nowMs) : undefined;
    return page;
  }

  /** `undefined` when there was nothing to send; otherwise the first failure, or the last success. */
  async #send(items: readonly Item[]): Promise<SentMessage | undefined> {
    let sent: SentMessage | undefined;
    for (const batch of batchesOf(items)) {
      sent = await sendBatch(this.#parts, batch);
      if (sent.result !== 'delivered') return sent;
    }
    return sent;
  }

  async #save(state: ShippingState): Promise<ShippingState> {
    const { queue, clock } = this.#parts;
    const next = { ...state, save: state.save + 1 };
    const isSaved = await queue.run((transaction) => saveShipping(transaction, next, clock.wallMs()));
    if (!isSaved) throw new Error('another server ships findings');
    return next;
  }
}

/** In their order, each at most the bytes of a batch, or one item that is longer. */
function batchesOf(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const its = Buffer.byteLength(item.json) + 1;
    const last = batches.at(-1);
    if (last === undefined || bytes + its > BATCH_BYTES) {
      batches.push([item]);
      bytes = its;
    } else {
      last.push(item);
      bytes += its;
    }
  }
  return batches;
}

async function sendBatch(
  { config, clock, resolve, server }: ShippingParts,
  items: readonly Item[],
): Promise<SentMessage> {
  const { networks, ca, target, authorization } = config;
  const parts = { clock, networks, ca, ...(resolve !== undefined && { resolve }) };
  if (target.kind === 'syslog') {
    const frames = items.map((item, at) => syslogFrame(item, server, at + 1));
    return sendSyslog(parts, target, frames);
  }
  const headers = {
    'content-type': 'application/x-ndjson',
    ...(authorization !== undefined && { authorization }),
  };
  const body = items.map(({ json }) => `${json}\n`).join('');
  return sendWebhook(parts, { url: target.url, body, headers });
}

/** Sends now and every two seconds. @returns a function that stops and resolves when the running attempt has ended */
export function startShipping(parts: ShippingParts & Pick<RoomContext, 'events'>): () => Promise<void> {
  const shipper = new Shipper(parts);
  return poll(
    parts.clock,
    LOOK_EVERY_MS,
    () => shipper.look(),
    (error) => parts.events.emit({ event: 'fault', where: 'detection', error }),
  );
}
