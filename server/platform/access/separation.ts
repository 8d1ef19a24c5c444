/** Roles that one person must not hold at the same time. Pure. */
import type { Duty } from './principal.ts';
import { ROLES, type Role } from './vocabulary.ts';

/** The only compatible pair: a supervisor may do an officer's work. */
const COMPATIBLE: readonly (readonly [Role, Role])[] = [['officer', 'supervisor']];

/**
 * Whether one person may hold both. An administrator, who decides on identities, sees no traveller; a privacy officer, who oversees
 * retention, decides on no traveller; an auditor, who reviews acts, performs none; a partner and a regulator belong to another agency.
 */
export function areCompatible(one: Role, other: Role): boolean {
  return one === other || COMPATIBLE.some((pair) => pair.includes(one) && pair.includes(other));
}

/** Every incompatible pair, once. */
export const INCOMPATIBLE_ROLES: readonly (readonly [Role, Role])[] = ROLES.flatMap((one, index) =>
  ROLES.slice(index + 1)
    .filter((other) => !areCompatible(one, other))
    .map((other) => [one, other] as const),
);

type Term = Pick<Duty, 'role' | 'validFrom' | 'validUntil'>;

/** Whether a duty fits with the same person's others: duties with an incompatible role must end before it begins or begin after it ends. */
export function fitsBeside(duty: Term, others: readonly Term[]): boolean {
  return others.every(
    (other) =>
      areCompatible(duty.role, other.role) || other.validUntil <= duty.validFrom || duty.validUntil <= other.validFrom,
  );
}
