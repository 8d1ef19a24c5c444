import { z } from 'zod';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import {
  type ApprovedSoftware,
  findSoftware,
  insertSoftware,
  listSoftware,
  softwareSchema,
  withdrawSoftware,
} from './approved-software.ts';

const WEEK_MS = 7 * 86_400_000;
/** Starts and releases in force: a fleet runs few. */
const IN_FORCE_MAX = 200;

const changeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('approve'), software: softwareSchema }),
  z.strictObject({ change: z.literal('withdraw'), id: z.string().regex(/^[0-9a-f]{32}$/) }),
]);
export type SoftwareChange = z.infer<typeof changeSchema>;

/** Proposal to approve a start or a release of lanes, or to withdraw an approval. */
export function softwareKind(): ProposalKind<SoftwareChange> {
  return {
    kind: 'lane-software',
    proposeAct: 'lane-software.propose',
    approveAct: 'lane-software.approve',
    opensForMs: WEEK_MS,
    schema: changeSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, change) =>
      change.change === 'withdraw' ? ((await findSoftware(database, change.id)) ?? null) : null,
    objection: (database, change) => objectionTo(database, change),
    async apply(transaction, change, decision) {
      const objection = await objectionTo(transaction, change);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const at = Math.round(decision.at);
      if (change.change === 'withdraw') await withdrawSoftware(transaction, change.id, at);
      else await insertSoftware(transaction, change.software, { id: decision.proposalId, approvedAt: at });
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(database: Connection, change: SoftwareChange): Promise<string | undefined> {
  const inForce = (await listSoftware(database)).filter(({ withdrawnAt }) => withdrawnAt === null);
  if (change.change === 'withdraw') {
    return inForce.some(({ id }) => id === change.id) ? undefined : 'not-in-force';
  }
  const { software } = change;
  if (inForce.length >= IN_FORCE_MAX) return 'too-many';
  if (inForce.some((one) => one.kind === software.kind && one.name === software.name)) return 'name-taken';
  return inForce.some((one) => isSame(one, software)) ? 'already-approved' : undefined;
}

function isSame(one: ApprovedSoftware, other: Extract<SoftwareChange, { change: 'approve' }>['software']): boolean {
  if (one.kind === 'release') return other.kind === 'release' && one.digest === other.digest;
  return other.kind === 'start' && JSON.stringify(one.registers) === JSON.stringify(other.registers);
}
