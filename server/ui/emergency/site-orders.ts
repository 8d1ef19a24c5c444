/** One emergency order for each lane of a site, given one after another, each signed with the passkey of the person. */
import { signal } from '@preact/signals';
import type { EmergencyCause } from '../../contract/order-vocabulary.ts';
import type { LaneView } from '../../kiosks/answers.ts';
import { orderLane, readOrder } from '../officer/lanes/order.ts';
import { orderingWords } from '../officer/words.ts';
import { ORDER_REFUSAL_WORDS } from '../words-of-orders.ts';

export type SiteOrder =
  | { readonly kind: 'open-in-emergency'; readonly cause: EmergencyCause }
  | { readonly kind: 'end-emergency' };

export type LaneProgress =
  | { readonly kind: 'waits' }
  | { readonly kind: 'signing' }
  /** With the server, which brings it to the lane. */
  | { readonly kind: 'given' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly words: string };

const ASK_MS = 500;

/** The state of each order, by kiosk. */
export const progress = signal<ReadonlyMap<string, LaneProgress>>(new Map());
export const isGiving = signal(false);

function note(kioskId: string, what: LaneProgress): void {
  progress.value = new Map([...progress.value, [kioskId, what]]);
}

/** Orders the lanes that are not in the wanted state yet. A lane that fails does not keep the others waiting. */
export async function orderSite(lanes: readonly LaneView[], order: SiteOrder): Promise<void> {
  if (isGiving.value) return;
  isGiving.value = true;
  progress.value = new Map(lanes.map(({ kioskId }) => [kioskId, { kind: 'waits' }]));
  for (const { kioskId } of lanes) {
    note(kioskId, { kind: 'signing' });
    const ordering = await orderLane(kioskId, order, () => undefined);
    const words = orderingWords(ordering);
    if (ordering.kind !== 'answered') {
      note(kioskId, { kind: 'failed', words: words ?? 'The order was not given.' });
      continue;
    }
    note(kioskId, { kind: 'given' });
    void follow(kioskId, ordering.value.digest);
  }
  isGiving.value = false;
}

async function follow(kioskId: string, digest: string): Promise<void> {
  for (;;) {
    const order = await readOrder(kioskId, digest);
    if (order?.state === 'obeyed') return note(kioskId, { kind: 'done' });
    if (order?.state === 'refused') {
      const why = order.refusal === null ? 'the lane gave no reason' : ORDER_REFUSAL_WORDS[order.refusal];
      return note(kioskId, { kind: 'failed', words: `Not done. Reason: ${why}.` });
    }
    if (order?.state === 'expired') {
      return note(kioskId, { kind: 'failed', words: 'The lane did not answer in time. Use the release at the lane.' });
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}
