/** Roles that one person never holds at once. Pure. */
import type { Duty } from './principal.ts';
import { ROLES, type Role } from './vocabulary.ts';

/** Of all pairs of roles only these go together: a supervisor may do an officer's work. */
const COMPATIBLE: readonly (readonly [Role, Role])[] = [['officer', 'supervisor']];

/**
 * Whether one person may hold both. An administrator, who says who somebody is, sees no traveller; a privacy officer, who watches
 * over what is kept, decides on none; an auditor, who looks at what was done, does none of it; a partner is of another agency.
 */
export function areCompatible(one: Role, other: Role): boolean {
  return one === other || COMPATIBLE.some((pair) => pair.includes(one) && pair.includes(other));
}

/** Every pair that is not, each once. */
export const INCOMPATIBLE_ROLES: readonly (readonly [Role, Role])[] = ROLES.flatMap((one, index) =>
  ROLES.slice(index + 1)
    .filter((other) => !areCompatible(one, other))
    .map((other) => [one, other] as const),
);

type Term = Pick<Duty, 'role' | 'validFrom' | 'validUntil'>;

/** Whether a duty may stand beside others of the same person: those that exclude its role are over when it begins, or begin after it. */
export function fitsBeside(duty: Term, others: readonly Term[]): boolean {
  return others.every(
    (other) =>
      areCompatible(duty.role, other.role) || other.validUntil <= duty.validFrom || duty.validUntil <= other.validFrom,
  );
}
