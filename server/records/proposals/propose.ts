import { randomBytes } from 'node:crypto';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { ContractError } from '../../contract/contract-error.ts';
import { faultsOf } from '../../contract/fault.ts';
import { countOpenProposals, insertProposal, type StoredProposal } from './proposal-table.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { Signature } from './proposal-kind.ts';
import { judgeProposal, payloadText, recordStep, refuseUnsigned, type ProposalDesk } from './proposal-desk.ts';

/** Open proposals per person: enough for work, too few to hide one among many. */
const OPEN_AT_ONCE = 50;

export type ProposeAnswer = { readonly kind: 'proposed'; readonly proposal: StoredProposal } | Refusal;

/**
 * Makes a proposal for another person to approve. Resolves when it is durable and in the ledger. Refusals: `invalid-message` for an unknown
 * kind, an invalid payload, or a missing signature, those of the signature, `too-large`, `not-found` for an unknown lane, `proposal-inapplicable`, `rate-limited`, and those of
 * `judgeAct`.
 */
export async function propose(
  desk: ProposalDesk,
  principal: Principal,
  wanted: { readonly kind: string; readonly payload: unknown; readonly signature?: Signature | undefined },
): Promise<ProposeAnswer> {
  const kind = desk.kinds.get(wanted.kind);
  if (kind === undefined) return refuse('invalid-message', 'is not a kind of proposal', 'kind');
  const read = kind.schema.safeParse(wanted.payload);
  if (!read.success) return { kind: 'refused', code: 'invalid-message', faults: faultsOf(read.error) };
  const payload = read.data;
  const unsigned = refuseUnsigned(kind, wanted.signature);
  if (unsigned !== undefined) return unsigned;
  let written: ReturnType<typeof payloadText>;
  try {
    written = payloadText(payload);
  } catch (error) {
    if (error instanceof ContractError) return refuse('too-large', 'must be at most 16 KiB', 'payload');
    throw error;
  }
  const act = kind.proposeAct;
  const answer = await desk.queue.run(async (transaction): Promise<ProposeAnswer> => {
    const untaken = await wanted.signature?.take(transaction);
    if (untaken !== undefined) return untaken;
    const entitled = await judgeProposal(desk, transaction, { principal, act }, { kind, payload });
    if (entitled.kind === 'refused') return entitled;
    const { personId } = principal;
    const now = Math.round(desk.clock.wallMs());
    const objection = await kind.objection?.(transaction, payload, personId, now);
    if (objection !== undefined) return refuse('proposal-inapplicable', objection, 'payload');
    if ((await countOpenProposals(transaction, personId, now)) >= OPEN_AT_ONCE) {
      return { ...refuse('rate-limited', 'too many open proposals'), retryAfterS: 60 };
    }
    const proposal: StoredProposal = {
      id: randomBytes(16).toString('hex'),
      kind: kind.kind,
      payload: written.text,
      digest: written.digest,
      state: 'open',
      proposedBy: personId,
      proposedAs: entitled.role,
      proposedAt: now,
      expiresAt: now + kind.opensForMs,
      settledBy: null,
      settledAt: null,
      assertion: wanted.signature?.assertion ?? null,
      approval: null,
    };
    await insertProposal(transaction, proposal);
    const { role, targets } = entitled;
    await recordStep(transaction, proposal, { principal, role, act, step: 'proposed', targets, at: now });
    return { kind: 'proposed', proposal };
  });
  await desk.ledger.settle();
  return answer;
}
