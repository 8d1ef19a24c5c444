import { z } from 'zod';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { type Party, partyDigest, partyIdSchema, partySchema } from './party.ts';
import { endParty, findParty, findPartyRecord, insertParty, listParties } from './tables/party-table.ts';

const WEEK_MS = 7 * 86_400_000;

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('enter'), party: partySchema }),
  z.strictObject({ change: z.literal('end'), id: partyIdSchema }),
]);
export type PartyChange = z.infer<typeof changeSchema>;

/**
 * Proposal to enter an organisation with its keys, which replaces its earlier record, or to end it. Its agreements pause with its record.
 *
 * @param endPeopleOf ends the access of an organisation's people, in the transaction in which its record ends
 */
export function partyKind(
  endPeopleOf: (transaction: Transaction, party: string, at: number) => Promise<void>,
): ProposalKind<PartyChange> {
  return {
    kind: 'sharing-party',
    proposeAct: 'export.propose',
    approveAct: 'export.approve',
    opensForMs: WEEK_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, change): Promise<Party | null> => (await findParty(database, idOf(change)))?.party ?? null,
    objection: (database, change) => objectionTo(database, change),
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, change);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const now = Math.round(at);
      await endParty(transaction, idOf(change), now);
      if (change.change === 'enter')
        await insertParty(transaction, { party: change.party, proposedBy, approvedBy, enteredAt: now });
      else await endPeopleOf(transaction, change.id, now);
      return { kind: 'applied' };
    },
  };
}

function idOf(change: PartyChange): string {
  return change.change === 'enter' ? change.party.id : change.id;
}

async function objectionTo(database: Connection, change: PartyChange): Promise<string | undefined> {
  const inUse = await findParty(database, idOf(change));
  if (change.change === 'end') return inUse === undefined ? 'no-such-party' : undefined;
  if (inUse !== undefined && inUse.party.role !== change.party.role) return 'other-role';
  // A record that was ended, perhaps because a key was lost, does not come back
  if ((await findPartyRecord(database, partyDigest(change.party))) !== undefined) return 'party-known';
  return (await hasProgramOfAnother(database, change.party)) ? 'key-of-another-party' : undefined;
}

/** Whether another partner's program has one of the keys: one agency would be two partners, each with agreements of its own. */
async function hasProgramOfAnother(database: Connection, party: Party): Promise<boolean> {
  if (party.role !== 'partner') return false;
  return (await listParties(database)).some(
    ({ party: other, endedAt }) =>
      endedAt === null &&
      other.id !== party.id &&
      other.role === 'partner' &&
      (other.signingKey === party.signingKey || other.encryptionKey === party.encryptionKey),
  );
}
