import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OutOfServiceCause } from '../../../contract/vocabulary.ts';
import type { OrderView } from '../../../lanes/orders/answers.ts';
import { dateAndTime } from '../../design/times.ts';
import { t, translated } from '../../languages/text.ts';
import { mayAct } from '../../shell/session.ts';
import { OUT_OF_SERVICE_WORDS } from '../../words.ts';
import { readClosingOrder } from './order.ts';

/** How each cause ends. */
const STEPS: { readonly [Cause in OutOfServiceCause]: string } = translated({
  order: 'Return it to service below when the reason no longer applies.',
  hours: 'It opens by itself.',
  camera: 'Call a technician.',
  'document-reader': 'Call a technician.',
  gate: 'Call a technician.',
  'secure-element': 'Call a technician.',
  notice: 'The privacy officer must publish a new notice.',
  outbox: 'Call a technician.',
  analysis: 'Call a technician.',
  'frame-rate': 'The lane tests itself and returns by itself. Call a technician if it stays slow.',
  clock: 'The lane returns when its clock is right. Call a technician.',
  vault: 'Call a technician.',
  'handle-keys': 'An administrator must deliver the key.',
  'readiness-check': 'The lane returns after the check.',
  readiness: 'A technician must repeat the readiness check.',
  software: 'The lane returns by itself after the restart.',
});

/** Why a lane is out of service, and how that ends. */
export function ClosedLane(props: { readonly kioskId: string; readonly causes: readonly OutOfServiceCause[] }) {
  const { kioskId, causes } = props;
  const order = useSignal<OrderView | undefined>(undefined);
  const isOrdered = causes.includes('order');
  useEffect(() => {
    order.value = undefined;
    if (isOrdered && mayAct('orders.see')) void readClosingOrder(kioskId).then((found) => (order.value = found));
  }, [kioskId, isOrdered]);
  return (
    <ul>
      {causes.map((cause) => (
        <li key={cause}>
          <strong>{OUT_OF_SERVICE_WORDS[cause]}.</strong>{' '}
          {cause === 'order' && order.value !== undefined && <>{byWhom(order.value)} </>}
          {STEPS[cause]}
        </li>
      ))}
    </ul>
  );
}

function byWhom({ persons, issuedAt }: OrderView): string {
  return t('By {name}, {time}.', { name: persons.map(({ id }) => id).join(', '), time: dateAndTime(issuedAt) });
}
