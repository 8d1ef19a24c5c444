import type { Role } from '../../platform/access/vocabulary.ts';
import { ORDER_ROLES, type OrderRole } from '../../contract/order-vocabulary.ts';

/** The role in the terms of lanes; `undefined` for roles from which lanes accept no orders. */
export function orderRoleOf(role: Role): OrderRole | undefined {
  return ORDER_ROLES.find((one) => one === role);
}
