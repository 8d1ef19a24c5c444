import { z } from 'zod';
import { typedLine, typedReasons } from '../../../platform/base/typed-text.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { endMeasure, extendMeasure, findMeasure, insertMeasure } from './action-table.ts';
import { MEASURE_KINDS, MEASURE_OUTCOMES, MEASURE_SOURCES } from './vocabulary.ts';

const WEEK_MS = 604_800_000;
/** In the smallest unit: ten billions of a currency with cents. */
const MAX_AMOUNT = 1_000_000_000_000;

const measure = z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of an entry of the register');
const day = z.iso.date('must be a day such as 2026-12-31');

const enterSchema = z
  .strictObject({
    change: z.literal('enter'),
    kind: z.enum(MEASURE_KINDS),
    source: z.enum(MEASURE_SOURCES),
    reference: typedLine(2, 120),
    text: typedReasons(2_000),
    responsible: typedLine(2, 120),
    dueDay: day,
    amount: z.int().min(1).max(MAX_AMOUNT).nullable(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three letters of ISO 4217')
      .nullable(),
  })
  .superRefine(({ kind, amount, currency }, context) => {
    if ((amount === null) !== (currency === null))
      context.addIssue({ code: 'custom', path: ['currency'], message: 'must be present with an amount' });
    if (kind === 'corrective-action' && amount !== null)
      context.addIssue({ code: 'custom', path: ['amount'], message: 'must be null without a penalty' });
  });

const changeSchema = z.discriminatedUnion('change', [
  enterSchema,
  z.strictObject({ change: z.literal('extend'), measure, dueDay: day, reasons: typedReasons(2_000) }),
  z.strictObject({
    change: z.literal('end'),
    measure,
    outcome: z.enum(MEASURE_OUTCOMES),
    evidence: typedReasons(2_000),
  }),
]);
export type MeasureChange = z.infer<typeof changeSchema>;

/** Proposal to enter a penalty or a corrective action, to give it more time, or to end it. Another person approves it. */
export function measureKind(): ProposalKind<MeasureChange> {
  return {
    kind: 'corrective-action',
    proposeAct: 'corrective-actions.propose',
    approveAct: 'corrective-actions.approve',
    opensForMs: WEEK_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, change) => (await currentOf(database, change)) ?? null,
    objection: (database, change, _by, nowMs) => objectionTo(database, change, nowMs),
    async apply(transaction, change, { proposalId: id, proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const objection = await objectionTo(transaction, change, now);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      switch (change.change) {
        case 'enter': {
          const { change: _change, ...entered } = change;
          await insertMeasure(transaction, { ...entered, id, enteredBy: proposedBy, approvedBy, enteredAt: now });
          break;
        }
        case 'extend':
          await extendMeasure(transaction, change.measure, change);
          break;
        case 'end':
          await endMeasure(transaction, change.measure, { ...change, by: approvedBy, at: now });
          break;
      }
      return { kind: 'applied' };
    },
  };
}

function currentOf(database: Connection, change: MeasureChange) {
  return change.change === 'enter' ? Promise.resolve(undefined) : findMeasure(database, change.measure);
}

async function objectionTo(database: Connection, change: MeasureChange, nowMs: number): Promise<string | undefined> {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  if (change.change === 'enter') return change.dueDay < today ? 'due-in-the-past' : undefined;
  const found = await currentOf(database, change);
  if (found === undefined) return 'no-such-measure';
  if (found.outcome !== null) return 'measure-ended';
  if (change.change === 'extend') return change.dueDay <= found.dueDay ? 'due-not-later' : undefined;
  return undefined;
}
