import type { Role } from '../access/vocabulary.ts';
import { ORDER_ROLES, type OrderRole } from '../contract/order-vocabulary.ts';

/** A role as lanes know it, or `undefined`: lanes take orders from no other. */
export function orderRoleOf(role: Role): OrderRole | undefined {
  return ORDER_ROLES.find((one) => one === role);
}
