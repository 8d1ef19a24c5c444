/** Invented people for development, one for each role. Production rejects them and their sessions. */
import { randomBytes } from 'node:crypto';
import type { Duty } from '../access/principal.ts';
import { personIdSchema, type PersonId, type Role, ROLES } from '../access/vocabulary.ts';
import type { Transaction } from '../database/connection.ts';
import { insertPerson } from './tables/people.ts';

const DUTY_MS = 86_400_000;

export function developmentPersonId(role: Role): PersonId {
  return personIdSchema.parse(`development-${role}`);
}

/** Makes the invented person of this role unless they exist. */
export async function haveDevelopmentPerson(transaction: Transaction, role: Role, at: number): Promise<PersonId> {
  const id = developmentPersonId(role);
  await insertPerson(transaction, {
    id,
    kind: 'development',
    displayName: `Development ${role.replaceAll('-', ' ')}`,
    userHandle: randomBytes(32).toString('base64url'),
    createdAt: at,
    createdBy: null,
    disabledAt: null,
  });
  return id;
}

/** An invented duty starts this long before it is needed. */
const SINCE_MS = 3_600_000;

/** Duties of an invented person; none in production. */
export function inventedDuties(mode: 'development' | 'production', personId: PersonId, nowMs: number): Duty[] {
  const roles = ROLES.filter((role) => mode === 'development' && developmentPersonId(role) === personId);
  return roles.map((role) => developmentDuty(role, nowMs - SINCE_MS));
}

/** For every site and lane, at any time of day. */
export function developmentDuty(role: Role, signedInAt: number): Duty {
  return {
    id: `development-${role}`,
    role,
    sites: 'all',
    lanes: 'all',
    shifts: [],
    validFrom: signedInAt,
    validUntil: signedInAt + DUTY_MS,
    trainingValidUntil: signedInAt + DUTY_MS,
  };
}
