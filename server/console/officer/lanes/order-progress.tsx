import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OrderView } from '../../../lanes/orders/answers.ts';
import { Icon, type IconName } from '../../design/icon.tsx';
import type { Tone } from '../../design/tone.ts';
import { t } from '../../languages/text.ts';
import { ORDER_REFUSAL_WORDS } from '../../words-of-orders.ts';
import { ORDER_WORDS } from '../words.ts';
import { readOrder } from './order.ts';

const ASK_MS = 1_000;

export interface OrderWordProps {
  readonly kioskId: string;
  /** The order that was given; `null` before that. */
  readonly digest: string | null;
  /** Why no order was given, or what the officer does to give it. */
  readonly word: string | null;
  /** Called once, when the lane has answered or its time has expired. */
  readonly onSettled?: (order: OrderView) => void;
}

/** One line about an order: why it was not given, or whether the lane carried it out. Success is green. */
export function OrderWord({ kioskId, digest, word, onSettled }: OrderWordProps) {
  return (
    <div role="status">
      {word !== null && <Word tone="caution" icon="warning" words={word} />}
      {digest !== null && <OrderProgress key={digest} {...{ kioskId, digest, onSettled }} />}
    </div>
  );
}

/** The order's state at the lane, read again until the lane has answered. */
function OrderProgress({
  kioskId,
  digest,
  onSettled,
}: {
  readonly kioskId: string;
  readonly digest: string;
  readonly onSettled: OrderWordProps['onSettled'];
}) {
  const order = useSignal<OrderView | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWanted = true;
    const ask = async () => {
      const said = await readOrder(kioskId, digest);
      if (!isWanted) return;
      order.value = said ?? order.value;
      if (order.value === undefined || order.value.state === 'pending') timer = setTimeout(() => void ask(), ASK_MS);
      else onSettled?.(order.value);
    };
    void ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [digest]);
  return <Word {...progressOf(order.value)} />;
}

interface WordProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly words: string;
}

function Word({ tone, icon, words }: WordProps) {
  return (
    <p class={`order-word tone-${tone}`}>
      <Icon name={icon} /> <span>{words}</span>
    </p>
  );
}

function progressOf(order: OrderView | undefined): WordProps {
  if (order === undefined)
    return { tone: 'note', icon: 'wait', words: t('The order was given. Waiting for the lane…') };
  const what = ORDER_WORDS[order.kind];
  switch (order.state) {
    case 'pending':
      return { tone: 'note', icon: 'wait', words: t('{what}: on its way to the lane.', { what }) };
    case 'obeyed':
      return { tone: 'good', icon: 'tick', words: t('{what}: done.', { what }) };
    case 'refused': {
      const why = order.refusal === null ? t('the lane gave no reason') : ORDER_REFUSAL_WORDS[order.refusal];
      return { tone: 'bad', icon: 'cross', words: t('{what}: not done. Reason: {why}.', { what, why }) };
    }
    case 'expired':
      return {
        tone: 'bad',
        icon: 'warning',
        words: t('{what}: the lane did not answer in time. Go to the lane.', { what }),
      };
  }
}
