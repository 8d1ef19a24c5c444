import { z } from 'zod';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findPerson } from './tables/people.ts';
import { disableAccount } from './disable-account.ts';
import type { People } from './people.ts';

const DAY_MS = 86_400_000;

const disableSchema = z.strictObject({ person: personIdSchema });
type Disable = z.infer<typeof disableSchema>;

/**
 * Proposal to disable an administrator without whom fewer than two could act. The second person may be a privacy officer: of two
 * administrators, the other one is the person to be disabled.
 */
export function disablePersonKind(people: Pick<People, 'endings'>): ProposalKind<Disable> {
  const objection = async (database: Connection, { person }: Disable, by: PersonId): Promise<string | undefined> => {
    if (person === by) return 'own-account';
    const known = await findPerson(database, person);
    return known === undefined || known.disabledAt !== null ? 'no-such-person' : undefined;
  };
  return {
    kind: 'person-disable',
    proposeAct: 'people.disable',
    approveAct: 'people.disable-approve',
    opensForMs: DAY_MS,
    schema: disableSchema,
    targetsOf: () => Promise.resolve([]),
    objection,
    async apply(transaction, { person }, { proposalId, proposedBy, approvedBy, approvedAs, approvedIn, at }) {
      const objected =
        (await objection(transaction, { person }, proposedBy)) ?? (person === approvedBy ? 'own-account' : undefined);
      const ended =
        objected === undefined ? await disableAccount(transaction, person, { now: at, by: approvedBy }) : undefined;
      if (ended === undefined) return { kind: 'inapplicable', code: objected ?? 'no-such-person' };
      await recordAct(transaction, {
        person: approvedBy,
        session: approvedIn,
        role: approvedAs,
        act: 'people.disable-approve',
        result: 'done',
        at,
        target: { subject: person },
        details: { what: 'account', proposal: proposalId, proposedBy },
      });
      return { kind: 'applied', afterwards: () => people.endings.announce(ended) };
    },
  };
}
