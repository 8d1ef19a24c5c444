import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OrderView } from '../../../orders/answers.ts';
import { ORDER_REFUSAL_WORDS } from '../../words-of-orders.ts';
import { ORDER_WORDS } from '../words.ts';
import { readOrder } from './order.ts';

const ASK_MS = 1_000;

/** What the lane has made of an order, asked for until it is known. */
export function OrderProgress({ kioskId, digest }: { readonly kioskId: string; readonly digest: string }) {
  const order = useSignal<OrderView | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWanted = true;
    const ask = async () => {
      const said = await readOrder(kioskId, digest);
      if (!isWanted) return;
      order.value = said ?? order.value;
      if (order.value === undefined || order.value.state === 'pending') timer = setTimeout(() => void ask(), ASK_MS);
    };
    void ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [digest]);
  return <span>{progressWords(order.value)}</span>;
}

function progressWords(order: OrderView | undefined): string {
  if (order === undefined) return 'Given. Asking what the lane made of it…';
  const what = ORDER_WORDS[order.kind];
  switch (order.state) {
    case 'pending':
      return `${what}: on its way to the lane.`;
    case 'obeyed':
      return `${what}: done.`;
    case 'refused':
      return `${what}: not done; ${order.refusal === null ? 'the lane did not say why' : ORDER_REFUSAL_WORDS[order.refusal]}.`;
    case 'expired':
      return `${what}: the lane did not answer in time. See to it on the spot.`;
  }
}
