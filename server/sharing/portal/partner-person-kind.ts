import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { sha256HexSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { displayNameSchema } from '../../people/people/person-names.ts';
import { CODE_MS } from '../../people/portals/portal-person.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { partyIdSchema } from '../agreement/party.ts';
import { findParty } from '../agreement/tables/party-table.ts';
import { PARTNER_ROLES } from './vocabulary.ts';
import { endPartnerPerson, findPartnerPerson, insertPartnerPerson } from './people-table.ts';

const WEEK_MS = 7 * 86_400_000;

const rolesSchema = z
  .array(z.enum(PARTNER_ROLES))
  .min(1)
  .refine((roles) => new Set(roles).size === roles.length, 'must name each role once');

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('invite'),
    party: partyIdSchema,
    name: displayNameSchema,
    roles: rolesSchema,
    /** SHA-256 of the invitation code, hex. The person makes the code in the portal, so that no one here can enrol in their place. */
    code: sha256HexSchema,
  }),
  z.strictObject({ change: z.literal('end'), code: sha256HexSchema }),
]);
export type PartnerPersonChange = z.infer<typeof changeSchema>;

/** Proposal of two privacy officers to invite a person of a partner to the portal, or to end their access. */
export function partnerPersonKind(): ProposalKind<PartnerPersonChange> {
  return {
    kind: 'sharing-person',
    proposeAct: 'export.propose',
    approveAct: 'export.approve',
    opensForMs: WEEK_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, { code }) => {
      const person = await findPartnerPerson(database, code);
      if (person === undefined) return null;
      const { party, name, roles, enrolledAt } = person;
      return { party, name, roles, enrolledAt };
    },
    objection: (database, change) => objectionTo(database, change),
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, change);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const madeAt = Math.round(at);
      if (change.change === 'end') {
        await endPartnerPerson(transaction, change.code, madeAt);
        return { kind: 'applied' };
      }
      await insertPartnerPerson(transaction, {
        id: change.code,
        party: change.party,
        name: change.name,
        roles: change.roles,
        codeUntil: madeAt + CODE_MS,
        userHandle: randomBytes(32).toString('base64url'),
        proposedBy,
        approvedBy,
        madeAt,
        enrolledAt: null,
        endedAt: null,
      });
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(database: Connection, change: PartnerPersonChange): Promise<string | undefined> {
  const person = await findPartnerPerson(database, change.code);
  if (change.change === 'end') return person?.endedAt === null ? undefined : 'no-such-partner-person';
  if (person !== undefined) return 'invitation-known';
  const party = await findParty(database, change.party);
  return party?.party.role === 'partner' ? undefined : 'no-such-partner';
}
