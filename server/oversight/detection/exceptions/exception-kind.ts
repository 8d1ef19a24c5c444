import { z } from 'zod';
import type { Connection } from '../../../platform/database/connection.ts';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { ENTITY_KINDS, entityKey } from '../rules/entity.ts';
import { STATISTIC_IDS } from '../rules/rule-ids.ts';
import { EXCEPTION_REASONS, LONGEST_EXCEPTION_DAYS } from '../vocabulary.ts';
import { endException, insertException, isInForce, listExceptions } from './exception-table.ts';
import { hiddenByException } from './hidden.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.literal('except'),
    /** Invariants have no exceptions. */
    rule: z.enum(STATISTIC_IDS),
    entity: z.strictObject({ kind: z.enum(ENTITY_KINDS), id: z.string().min(1).max(128) }),
    reason: z.enum(EXCEPTION_REASONS),
    /** Wall ms. */
    until: z.int().min(0),
  }),
  z.strictObject({ change: z.literal('end'), id: z.string().regex(/^[0-9a-f]{32}$/) }),
]);
export type DetectionExceptionChange = z.infer<typeof changeSchema>;

/**
 * Proposal that a statistical rule stays silent about one subject until a time, or that this ends earlier. The subject of an exception can
 * neither propose nor approve it.
 */
export function detectionExceptionKind(clock: { wallMs(): number }): ProposalKind<DetectionExceptionChange> {
  return {
    kind: 'detection-exception',
    proposeAct: 'detection-exceptions.propose',
    approveAct: 'detection-exceptions.approve',
    opensForMs: WEEK_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: (database, change) => beforeOf(database, change, clock.wallMs()),
    objection: (database, change, by, nowMs) => objectionTo(database, change, by, nowMs),
    async apply(transaction, change, { proposalId: id, proposedBy, approvedBy, at }) {
      const objection =
        (await objectionTo(transaction, change, proposedBy, at)) ??
        (await objectionTo(transaction, change, approvedBy, at));
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const approvedAt = Math.round(at);
      if (change.change === 'end') await endException(transaction, change.id, approvedAt);
      else {
        const { change: _change, ...exception } = change;
        await insertException(transaction, { ...exception, id, proposedBy, approvedBy, approvedAt });
      }
      return { kind: 'applied' };
    },
  };
}

async function beforeOf(database: Connection, change: DetectionExceptionChange, nowMs: number): Promise<unknown> {
  if (change.change === 'end') {
    const known = (await listExceptions(database)).find(({ id }) => id === change.id);
    return known === undefined ? null : { rule: known.rule, entity: known.entity, until: known.until };
  }
  return hiddenByException(database, change, nowMs);
}

async function objectionTo(
  database: Connection,
  change: DetectionExceptionChange,
  by: string,
  nowMs: number,
): Promise<string | undefined> {
  const inForce = (await listExceptions(database)).filter((one) => isInForce(one, nowMs));
  if (change.change === 'end') return inForce.some(({ id }) => id === change.id) ? undefined : 'not-in-force';
  const { rule, entity, until } = change;
  if (entity.kind === 'person' && entity.id === by) return 'about-oneself';
  if (until <= nowMs) return 'ends-in-the-past';
  if (until > nowMs + LONGEST_EXCEPTION_DAYS * DAY_MS) return 'ends-too-late';
  const isKnown = inForce.some((one) => one.rule === rule && entityKey(one.entity) === entityKey(entity));
  return isKnown ? 'already-approved' : undefined;
}
