/** Invented people for development, two for each role, because some acts take two. Production rejects them and their sessions. */
import type { Mode } from '../../../hardware/host/mode.ts';
import { randomBytes } from 'node:crypto';
import type { Duty } from '../../platform/access/principal.ts';
import { personIdSchema, type PersonId, type Role, ROLES } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { insertPerson } from './tables/people.ts';

const DUTY_MS = 86_400_000;

export const INVENTED = ['first', 'second'] as const;
export type Invented = (typeof INVENTED)[number];

export function developmentPersonId(role: Role, invented: Invented = 'first'): PersonId {
  return personIdSchema.parse(`development-${role}${invented === 'second' ? '-2' : ''}`);
}

/** The role of an invented person; `undefined` for everyone else. */
export function inventedAs(personId: PersonId): { readonly role: Role; readonly invented: Invented } | undefined {
  return ROLES.flatMap((role) => INVENTED.map((invented) => ({ role, invented }))).find(
    ({ role, invented }) => developmentPersonId(role, invented) === personId,
  );
}

/** Ids of all invented people. No real person has one: `person-names.ts` reserves them. */
export const INVENTED_PEOPLE: ReadonlySet<string> = new Set(
  ROLES.flatMap((role) => INVENTED.map((invented) => developmentPersonId(role, invented))),
);

/** Makes the invented person of this role unless they exist. */
export async function haveDevelopmentPerson(
  transaction: Transaction,
  { role, invented }: { readonly role: Role; readonly invented: Invented },
  at: number,
): Promise<PersonId> {
  const id = developmentPersonId(role, invented);
  await insertPerson(transaction, {
    id,
    kind: 'development',
    displayName: `Development ${role.replaceAll('-', ' ')}${invented === 'second' ? ' 2' : ''}`,
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
export function inventedDuties(mode: Mode, personId: PersonId, nowMs: number): Duty[] {
  const found = mode === 'development' ? inventedAs(personId) : undefined;
  return found === undefined ? [] : [developmentDuty(found.role, nowMs - SINCE_MS)];
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
