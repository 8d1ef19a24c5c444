import { z } from 'zod';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import {
  type DecidedException,
  endException,
  findException,
  insertException,
  isInForce,
  listExceptions,
} from './exception-table.ts';
import { endOf, exceptionSchema } from './exceptions.ts';
import { listFindings } from './finding-table.ts';
import { LONGEST_EXCEPTION_DAYS } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('accept'), exception: exceptionSchema }),
  z.strictObject({ change: z.literal('end'), id: z.string().regex(/^[0-9a-f]{32}$/) }),
]);
export type ExceptionChange = z.infer<typeof changeSchema>;

/** Proposal to accept a fault of a component until a day, or to end an exception before its last day. */
export function exceptionKind(): ProposalKind<ExceptionChange> {
  return {
    kind: 'component-exception',
    proposeAct: 'component-exceptions.propose',
    approveAct: 'component-exceptions.approve',
    opensForMs: WEEK_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, change) =>
      change.change === 'end' ? ((await findException(database, change.id)) ?? null) : null,
    objection: (database, change, _by, nowMs) => objectionTo(database, change, nowMs),
    async apply(transaction, change, { proposalId: id, proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, change, at);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const approvedAt = Math.round(at);
      if (change.change === 'end') await endException(transaction, change.id, approvedAt);
      else await insertException(transaction, { ...change.exception, id, proposedBy, approvedBy, approvedAt });
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(database: Connection, change: ExceptionChange, nowMs: number): Promise<string | undefined> {
  const inForce = (await listExceptions(database)).filter((one) => isInForce(one, nowMs));
  if (change.change === 'end') return inForce.some(({ id }) => id === change.id) ? undefined : 'not-in-force';
  const { exception } = change;
  const end = endOf(exception);
  if (end <= nowMs) return 'ends-in-the-past';
  if (end > nowMs + (LONGEST_EXCEPTION_DAYS + 1) * DAY_MS) return 'ends-too-late';
  const isFound = (await listFindings(database)).some(
    ({ advisory, aliases, component, fixedAt }) =>
      fixedAt === null &&
      [advisory, ...aliases].includes(exception.advisory) &&
      (exception.component === undefined || exception.component === component),
  );
  if (!isFound) return 'no-such-finding';
  return inForce.some((one) => isSame(one, exception)) ? 'already-approved' : undefined;
}

function isSame(one: DecidedException, other: Pick<DecidedException, 'advisory' | 'component'>): boolean {
  return one.advisory === other.advisory && one.component === other.component;
}
