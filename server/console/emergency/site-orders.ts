/** Emergency orders to the lanes of a site, each signed by one use of the person's passkey for all of them. */
import { signal } from '@preact/signals';
import type { EmergencyCause } from '../../contract/order-vocabulary.ts';
import { SITE_ORDER_LANES } from '../../contract/site-order.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import type { OrderDraftView, OrderList, OrderView, SiteOrdersGiven } from '../../lanes/orders/answers.ts';
import { t } from '../languages/text.ts';
import { act, read } from '../officer/ask.ts';
import { readOrder } from '../officer/lanes/order.ts';
import { refusalWords } from '../officer/words.ts';
import { SIGNING_WORDS } from '../sign-in/words.ts';
import { ORDER_REFUSAL_WORDS } from '../words-of-orders.ts';

export type SiteOrder =
  | { readonly kind: 'open-in-emergency'; readonly cause: EmergencyCause }
  | { readonly kind: 'end-emergency' };

export type LaneProgress =
  /** The server drafts the orders. */
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

function note(kioskIds: readonly string[], what: LaneProgress): void {
  progress.value = new Map([...progress.value, ...kioskIds.map((kioskId) => [kioskId, what] as const)]);
}

/** Orders these lanes of one site. The passkey is asked once, and once more for each further 200 lanes. */
export async function orderSite(site: string, lanes: readonly LaneView[], order: SiteOrder): Promise<void> {
  if (isGiving.value) return;
  isGiving.value = true;
  const kioskIds = lanes.map(({ kioskId }) => kioskId);
  progress.value = new Map();
  note(kioskIds, { kind: 'waits' });
  for (let from = 0; from < kioskIds.length; from += SITE_ORDER_LANES) {
    const together = kioskIds.slice(from, from + SITE_ORDER_LANES);
    await orderTogether(site, together, order).catch(() =>
      note(together, { kind: 'failed', words: t('The page could not do it. Use the release at the lane.') }),
    );
  }
  isGiving.value = false;
}

async function orderTogether(site: string, lanes: readonly string[], order: SiteOrder): Promise<void> {
  const path = `/v1/sites/${site}/emergency`;
  const drafted = await act<OrderDraftView>(path, { order, lanes });
  if (drafted.kind === 'refused') return note(lanes, { kind: 'failed', words: refusalWords(drafted.code) });
  note(lanes, { kind: 'signing' });
  const { draft, options } = drafted.value;
  const { signWithPasskey } = await import('../sign-in/sign.ts');
  const signing = await signWithPasskey(options);
  if (signing.kind === 'trouble') return note(lanes, { kind: 'failed', words: SIGNING_WORDS[signing.trouble] });
  const given = await act<SiteOrdersGiven>(`${path}/signed`, { draft, response: signing.response });
  if (given.kind === 'refused') return note(lanes, { kind: 'failed', words: refusalWords(given.code) });
  const pending = new Map<string, string>();
  for (const { kioskId, digest } of given.value.orders) {
    if (digest === null) note([kioskId], { kind: 'failed', words: t('This lane was disabled.') });
    else pending.set(digest, kioskId);
  }
  note([...pending.values()], { kind: 'given' });
  void follow(pending);
}

/** Reads the orders' states until each lane has answered or its time has expired. @param pending kiosks by digest */
async function follow(pending: Map<string, string>): Promise<void> {
  while (pending.size > 0) {
    const asked = await read<OrderList>('/v1/orders');
    const listed = new Map(asked.kind === 'answered' ? asked.value.orders.map((one) => [one.digest, one]) : []);
    for (const [digest, kioskId] of pending) {
      // The list holds the newest orders only; those of a larger site are read one by one
      const order = listed.get(digest) ?? (listed.size > 0 ? await readOrder(kioskId, digest) : undefined);
      const what = order === undefined ? undefined : progressOf(order);
      if (what === undefined) continue;
      note([kioskId], what);
      pending.delete(digest);
    }
    if (pending.size > 0) await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}

function progressOf({ state, refusal }: OrderView): LaneProgress | undefined {
  switch (state) {
    case 'pending':
      return undefined;
    case 'obeyed':
      return { kind: 'done' };
    case 'refused': {
      const why = refusal === null ? t('the lane gave no reason') : ORDER_REFUSAL_WORDS[refusal];
      return { kind: 'failed', words: t('Not done. Reason: {why}.', { why }) };
    }
    case 'expired':
      return { kind: 'failed', words: t('The lane did not answer in time. Use the release at the lane.') };
  }
}
