/** Orders to lanes, and what became of them. */
import {
  type EmergencyCause,
  isAsserted,
  type OpeningCause,
  type ServiceReason,
} from '../../../contract/order-vocabulary.ts';
import type { OrderDraftView, OrderGiven, OrderList, OrderView } from '../../../lanes/orders/answers.ts';
import type { Asked } from '../../sign-in/ask.ts';
import type { PasskeyTrouble } from '../../sign-in/passkey.ts';
import { act, read } from '../ask.ts';

export type LaneOrder =
  | { readonly kind: 'open-for-traveller'; readonly transactionId: string }
  | { readonly kind: 'open-for-cause'; readonly cause: OpeningCause }
  | { readonly kind: 'take-out-of-service'; readonly reason: ServiceReason }
  | { readonly kind: 'return-to-service' }
  | { readonly kind: 'open-in-emergency'; readonly cause: EmergencyCause }
  | { readonly kind: 'end-emergency' };

/** The act that each order takes, and the address that it goes to. */
export const ORDER_ACTS = {
  'open-for-traveller': { act: 'lane.open', path: 'open' },
  'open-for-cause': { act: 'lane.open', path: 'open' },
  'take-out-of-service': { act: 'lane.serve', path: 'service' },
  'return-to-service': { act: 'lane.serve', path: 'service' },
  'open-in-emergency': { act: 'lane.open-in-emergency', path: 'emergency' },
  'end-emergency': { act: 'lane.open-in-emergency', path: 'emergency' },
} as const satisfies { readonly [Kind in LaneOrder['kind']]: { readonly act: string; readonly path: string } };

export type Ordering =
  | Asked<OrderGiven>
  /** The passkey did not sign it. */
  | { readonly kind: 'trouble'; readonly trouble: PasskeyTrouble };

/** Gives an order. One that moves a gate is drafted, signed with the person's passkey and given then; `onSign`: the passkey is asked now. */
export async function orderLane(kioskId: string, order: LaneOrder, onSign: () => void): Promise<Ordering> {
  const path = `/v1/lanes/${kioskId}/${ORDER_ACTS[order.kind].path}`;
  if (!isAsserted(order.kind)) return act<OrderGiven>(path, order);
  const drafted = await act<OrderDraftView>(path, order);
  if (drafted.kind === 'refused') return drafted;
  const { draft, options } = drafted.value;
  onSign();
  const { signWithPasskey } = await import('../../sign-in/sign.ts');
  const signing = await signWithPasskey(options);
  if (signing.kind === 'trouble') return signing;
  return act<OrderGiven>(`${path}/signed`, { draft, response: signing.response });
}

/** How an order stands; `undefined` when the server did not say. */
export async function readOrder(kioskId: string, digest: string): Promise<OrderView | undefined> {
  const asked = await read<OrderList>(`/v1/orders?kiosk=${kioskId}`);
  return asked.kind === 'answered' ? asked.value.orders.find((one) => one.digest === digest) : undefined;
}

/** The newest order that took the lane out of service and was obeyed; `undefined` when there is none or the server did not say. */
export async function readClosingOrder(kioskId: string): Promise<OrderView | undefined> {
  const asked = await read<OrderList>(`/v1/orders?kiosk=${kioskId}`);
  if (asked.kind === 'refused') return undefined;
  return asked.value.orders.find(({ kind, state }) => kind === 'take-out-of-service' && state === 'obeyed');
}
