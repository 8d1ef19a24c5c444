import type { OrderRefusal } from '../../../server/contract/order-vocabulary.ts';

/** Outcome of an order. */
export type OrderOutcome =
  /** `captures`: number held, released, kept or erased. */
  { readonly kind: 'obeyed'; readonly captures?: number } | { readonly kind: 'refused'; readonly why: OrderRefusal };

export const OBEYED: OrderOutcome = { kind: 'obeyed' };

export function refused(why: OrderRefusal): OrderOutcome {
  return { kind: 'refused', why };
}
