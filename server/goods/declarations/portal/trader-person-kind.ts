import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from '../../../platform/database/connection.ts';
import { displayNameSchema } from '../../../people/people/person-names.ts';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { CODE_MS } from '../../../people/portals/portal-person.ts';
import { deletePortalPasskeysOf } from '../../../people/portals/passkey-table.ts';
import { deletePortalSessionsOf } from '../../../people/portals/session-table.ts';
import { traderIdSchema } from '../api/vocabulary.ts';
import { deleteDraftsOf } from '../tables/drafts.ts';
import { endOwnKeysOf } from '../tables/own-keys.ts';
import { endTraderPerson, findTraderPerson, insertTraderPerson } from '../tables/trader-people.ts';

const DAY_MS = 86_400_000;

/** SHA-256 of the invitation code, hex. The person makes the code in the portal, so that no administrator can enrol in their place. */
const codeDigestSchema = z.string().regex(/^[0-9a-f]{64}$/);

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('invite'),
    trader: traderIdSchema,
    name: displayNameSchema,
    code: codeDigestSchema,
  }),
  z.strictObject({ change: z.literal('end'), code: codeDigestSchema }),
]);
export type TraderPersonChange = z.infer<typeof changeSchema>;

/** Proposal of two administrators to invite a person of a trader to the portal, or to end their access. */
export function traderPersonKind(): ProposalKind<TraderPersonChange> {
  return {
    kind: 'trader-person',
    proposeAct: 'traders.propose',
    approveAct: 'traders.approve',
    opensForMs: 7 * DAY_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, { code }) => {
      const person = await findTraderPerson(database, code);
      return person === undefined ? null : { trader: person.trader, name: person.name, enrolledAt: person.enrolledAt };
    },
    objection: (database, change) => objectionTo(database, change),
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, change);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const madeAt = Math.round(at);
      if (change.change === 'invite') {
        await insertTraderPerson(transaction, {
          id: change.code,
          trader: change.trader,
          name: change.name,
          codeUntil: madeAt + CODE_MS,
          userHandle: randomBytes(32).toString('base64url'),
          proposedBy,
          approvedBy,
          madeAt,
          enrolledAt: null,
          endedAt: null,
        });
        return { kind: 'applied' };
      }
      await endTraderPerson(transaction, change.code, madeAt);
      await deletePortalSessionsOf(transaction, 'trader_sessions', change.code);
      await deletePortalPasskeysOf(transaction, 'trader_passkeys', change.code);
      await deleteDraftsOf(transaction, change.code);
      await endOwnKeysOf(transaction, change.code, madeAt);
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(database: Connection, change: TraderPersonChange): Promise<string | undefined> {
  const person = await findTraderPerson(database, change.code);
  if (change.change === 'end') return person?.endedAt === null ? undefined : 'no-such-trader-person';
  return person === undefined ? undefined : 'invitation-known';
}
