import { z } from 'zod';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { endTraderKey, findTraderKey, insertTraderKey } from './tables/trader-keys.ts';
import { TRADER_SCOPES, traderIdSchema } from './api/vocabulary.ts';

const DAY_MS = 86_400_000;
/** Keys are short-lived: a program that keeps one for longer is renewed. */
const LONGEST_KEY_MS = 90 * DAY_MS;

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('give'),
    trader: traderIdSchema,
    /** SHA-256 of the key, hex. The trader makes the key, so that the server and its administrators never see it. */
    digest: digestSchema,
    scopes: z
      .array(z.enum(TRADER_SCOPES))
      .min(1)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'must name each scope once'),
    validUntil: z.int().min(0),
  }),
  z.strictObject({ change: z.literal('end'), digest: digestSchema }),
]);
export type TraderKeyChange = z.infer<typeof changeSchema>;

/** Proposal of two administrators to give a trader's program a key, or to end one. */
export function traderKeyKind(): ProposalKind<TraderKeyChange> {
  return {
    kind: 'trader-key',
    proposeAct: 'traders.propose',
    approveAct: 'traders.approve',
    opensForMs: 7 * DAY_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, { digest }) => {
      const key = await findTraderKey(database, digest);
      return key === undefined ? null : { trader: key.trader, scopes: key.scopes, validUntil: key.validUntil };
    },
    objection: (database, change, _proposedBy, now) => objectionTo(database, change, now),
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, change, at);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const madeAt = Math.round(at);
      if (change.change === 'end') await endTraderKey(transaction, change.digest, madeAt);
      else {
        const { change: _change, ...key } = change;
        await insertTraderKey(transaction, { ...key, proposedBy, approvedBy, madeAt, endedAt: null });
      }
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(database: Connection, change: TraderKeyChange, now: number): Promise<string | undefined> {
  const known = await findTraderKey(database, change.digest);
  if (change.change === 'end') return known?.endedAt === null ? undefined : 'no-such-key';
  if (known !== undefined) return 'key-known';
  return change.validUntil > now && change.validUntil <= now + LONGEST_KEY_MS ? undefined : 'key-term-not-allowed';
}
