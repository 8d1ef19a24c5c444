/** Legal holds on declarations: two privacy officers agree, as for captures. The content is kept until the hold ends. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { wallMsSchema } from '../../../contract/field.ts';
import { HOLD_REASONS } from '../../../contract/order-vocabulary.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { declarationIdSchema } from '../api/vocabulary.ts';
import { type DeclarationHold, findHold, insertHold, releaseHold } from '../tables/declaration-holds.ts';
import { findContent } from '../tables/declarations.ts';

const DAY_MS = 86_400_000;
/** A longer one needs a new decision. */
const LONGEST_HOLD_MS = 1_096 * DAY_MS;
const ACTS = { proposeAct: 'hold.propose', approveAct: 'hold.approve', opensForMs: 7 * DAY_MS } as const;
/** A declaration is at no lane, so only a duty for everywhere covers it. */
const NOWHERE = () => Promise.resolve([{}]);

const holdSchema = z.strictObject({
  declaration: declarationIdSchema,
  reason: z.enum(HOLD_REASONS),
  until: wallMsSchema,
});
export type HoldOfDeclaration = z.infer<typeof holdSchema>;

const releaseSchema = z.strictObject({ hold: z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of a hold') });
export type ReleaseOfDeclaration = z.infer<typeof releaseSchema>;

export function declarationHoldKind(): ProposalKind<HoldOfDeclaration> {
  return {
    ...ACTS,
    kind: 'declaration-hold',
    schema: holdSchema,
    targetsOf: NOWHERE,
    objection: (database, hold, _by, now) => objectionTo(database, hold, now),
    async apply(transaction, hold, { proposedBy, approvedBy, at }) {
      const code = await objectionTo(transaction, hold, at);
      if (code !== undefined) return { kind: 'inapplicable', code };
      const id = randomBytes(16).toString('hex');
      const approvedAt = Math.round(at);
      await insertHold(transaction, {
        id,
        ...hold,
        proposedBy,
        approvedBy,
        approvedAt,
        releasedBy: null,
        releasedAt: null,
      });
      return { kind: 'applied' };
    },
  };
}

export function declarationHoldReleaseKind(): ProposalKind<ReleaseOfDeclaration> {
  return {
    ...ACTS,
    kind: 'declaration-hold-release',
    schema: releaseSchema,
    targetsOf: NOWHERE,
    before: async (database, { hold }): Promise<DeclarationHold | null> => (await findHold(database, hold)) ?? null,
    async objection(database, { hold }) {
      return (await findHold(database, hold))?.releasedAt === null ? undefined : 'no-such-hold';
    },
    async apply(transaction, { hold }, { approvedBy, at }) {
      return (await releaseHold(transaction, hold, approvedBy, Math.round(at)))
        ? { kind: 'applied' }
        : { kind: 'inapplicable', code: 'no-such-hold' };
    },
  };
}

async function objectionTo(database: Connection, hold: HoldOfDeclaration, now: number): Promise<string | undefined> {
  if (hold.until <= now) return 'over-already';
  if (hold.until > now + LONGEST_HOLD_MS) return 'too-long';
  return (await findContent(database, hold.declaration)) === undefined ? 'no-such-content' : undefined;
}
