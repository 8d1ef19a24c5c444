/** The people of all partners with the state of their access, for those who oversee sharing. */
import type { Mode } from '../../../hardware/host/mode.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listPortalPasskeys } from '../../people/portals/passkey-table.ts';
import { isPresent } from '../../people/portals/portal-person.ts';
import { listParties } from '../agreement/tables/party-table.ts';
import { lastSignIns } from '../partners/tables/call-table.ts';
import type { PartnerPeople } from './answers.ts';
import { listPartnerPeople, type StoredPartnerPerson } from './people-table.ts';
import type { PartnerPersonState } from './vocabulary.ts';

export async function listPeople(
  database: Connection,
  { mode, nowMs }: { readonly mode: Mode; readonly nowMs: number },
): Promise<PartnerPeople> {
  const partners = (await listParties(database))
    .filter(({ party, endedAt }) => party.role === 'partner' && endedAt === null)
    .map(({ party: { id, name } }) => ({ id, name }))
    .sort((one, other) => one.id.localeCompare(other.id));
  const signIns = await lastSignIns(database);
  const people: PartnerPeople['people'][number][] = [];
  for (const person of await listPartnerPeople(database)) {
    const { id, party, name, roles, codeUntil, proposedBy, approvedBy, madeAt, endedAt } = person;
    const all = await listPortalPasskeys(database, 'sharing_passkeys', id);
    const passkeys = all.filter(({ regressedAt }) => regressedAt === null).length;
    people.push({
      id,
      party,
      name,
      roles: [...roles],
      state: stateOf(person, { passkeys, mode, nowMs }),
      passkeys,
      blocked: all.length - passkeys,
      lastSignInAt: signIns.get(id) ?? null,
      codeUntil,
      proposedBy,
      approvedBy,
      invitedAt: madeAt,
      endedAt,
    });
  }
  return { serverTime: nowMs, partners, people };
}

function stateOf(
  person: StoredPartnerPerson,
  { passkeys, mode, nowMs }: { readonly passkeys: number; readonly mode: Mode; readonly nowMs: number },
): PartnerPersonState {
  if (!isPresent(person, mode)) return 'ended';
  if (person.enrolledAt === null) return nowMs < person.codeUntil ? 'invited' : 'not-accepted';
  return passkeys > 0 ? 'active' : 'no-passkey';
}
