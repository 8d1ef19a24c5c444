import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { enter } from '../ledger/entry/enter.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { findProposal, settleProposal, type PlacedProposal } from './proposal-table.ts';
import { entitles } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { judgeDecoy, settleDecoy } from './settle-decoy.ts';
import {
  basisOf,
  type Entitled,
  judgeProposal,
  openProposal,
  payloadText,
  recordStep,
  refuseUnsigned,
  type ProposalDesk,
} from './proposal-desk.ts';
import type { AnyProposalKind, Assertions, Decision, Signature } from './proposal-kind.ts';

export type SettleAnswer = { readonly kind: 'settled' } | Refusal;

export interface Named {
  readonly id: string;
  /** Digest of the payload that the person was shown. */
  readonly digest: string;
  /** Digest of the state that the person was shown; absent: not compared. */
  readonly basis?: string | undefined;
}

/** `signature`: over the digest, for a kind that is signed. */
export interface Approval extends Named {
  readonly signature?: Signature | undefined;
}

/**
 * Approves another person's proposal and applies it, in one transaction, exactly once under concurrency and crashes. Refusals: `not-found`,
 * those of `judgeAct`, `invalid-message` for another digest or a missing signature, those of the signature, `proposal-outdated` when the state has changed since it was shown, `proposal-settled`, `proposal-expired`, `proposal-inapplicable`.
 */
export async function approve(desk: ProposalDesk, principal: Principal, approval: Approval): Promise<SettleAnswer> {
  return settle(desk, principal, approval, 'approved');
}

/**
 * Whether the person could approve this proposal of a signed kind now: before they sign it. `isDecoy`: an invented proposal of a drill, whose
 * digest no one should sign. Refusals: those of `approve`.
 */
export async function mayApprove(
  desk: ProposalDesk,
  principal: Principal,
  named: Named,
): Promise<{ readonly kind: 'ready'; readonly isDecoy: boolean } | Refusal> {
  return desk.queue.run(async (transaction) => {
    const decoy = await judgeDecoy(desk, transaction, principal, { ...named, answer: 'approved' });
    if (decoy?.kind === 'refused') return decoy;
    const examined = decoy === undefined ? await examine(desk, transaction, principal, named, 'approved') : undefined;
    if (examined?.kind === 'refused') return examined;
    const { isSigned } = decoy?.of ?? examined?.opened.kind ?? {};
    if (isSigned !== true) return refuse('invalid-message', 'is not signed', 'kind');
    return { kind: 'ready', isDecoy: decoy !== undefined };
  });
}

/** Refuses another person's proposal. Same refusals as `approve`. */
export async function turnDown(desk: ProposalDesk, principal: Principal, named: Named): Promise<SettleAnswer> {
  return settle(desk, principal, named, 'turned-down');
}

/** Withdraws the caller's own proposal. Refusals: `not-found`, also for another person's; `proposal-settled`, `proposal-expired`. */
export async function withdraw(desk: ProposalDesk, principal: Principal, id: string): Promise<SettleAnswer> {
  const answer = await desk.queue.run(async (transaction): Promise<SettleAnswer> => {
    const proposal = await findProposal(transaction, id);
    const opened = proposal === undefined ? undefined : openProposal(desk.kinds, proposal);
    if (proposal?.proposedBy !== principal.personId || opened === undefined) {
      return refuse('not-found', 'there is no such proposal');
    }
    const at = Math.round(desk.clock.wallMs());
    const refusal = refuseClosed(proposal, at);
    if (refusal !== undefined) return refusal;
    await settleProposal(transaction, id, { state: 'withdrawn', by: principal.personId, at });
    const step = {
      role: proposal.proposedAs,
      act: opened.kind.proposeAct,
      step: 'withdrawn',
      targets: [],
      at,
    } as const;
    await recordStep(transaction, proposal, { principal, ...step });
    return { kind: 'settled' };
  });
  await desk.ledger.settle();
  return answer;
}

/** Rolls back the writes of a proposal that turned out not to apply. */
class Inapplicable extends Error {
  readonly code: string;
  constructor(code: string) {
    super('the proposal does not apply');
    this.code = code;
  }
}

interface Examined {
  readonly kind: 'examined';
  readonly proposal: PlacedProposal;
  readonly opened: NonNullable<ReturnType<typeof openProposal>>;
  readonly entitled: Extract<Entitled, { kind: 'entitled' }>;
  readonly at: number;
}

/** Whether the person may settle the proposal so, as it was shown to them. */
async function examine(
  desk: ProposalDesk,
  transaction: Transaction,
  principal: Principal,
  { id, digest, basis }: Named,
  state: 'approved' | 'turned-down',
): Promise<Examined | Refusal> {
  const proposal = await findProposal(transaction, id);
  const opened = proposal === undefined ? undefined : openProposal(desk.kinds, proposal);
  if (proposal === undefined || opened === undefined) return refuse('not-found', 'there is no such proposal');
  const { kind, payload } = opened;
  const by = { principal, act: kind.approveAct, proposedBy: proposal.proposedBy };
  const entitled = await judgeProposal(desk, transaction, by, opened);
  if (entitled.kind === 'refused') return entitled;
  // Both people of a signed kind have signed the payload: the column alone may have been changed since
  const isOther = kind.isSigned === true && payloadText(payload).digest !== proposal.digest;
  if (digest !== proposal.digest || isOther) {
    return refuse('invalid-message', 'is not the digest of this proposal', 'digest');
  }
  const at = Math.round(desk.clock.wallMs());
  const refusal = refuseClosed(proposal, at);
  if (refusal !== undefined) return refusal;
  if (state === 'approved' && basis !== undefined && basis !== (await basisOf(transaction, kind, payload, proposal))) {
    return refuse('proposal-outdated', 'what it changes is no longer as it was shown', 'basis');
  }
  return { kind: 'examined', proposal, opened, entitled, at };
}

async function settle(
  desk: ProposalDesk,
  principal: Principal,
  approval: Approval,
  state: 'approved' | 'turned-down',
): Promise<SettleAnswer> {
  const { id, digest, signature } = approval;
  let afterwards: (() => void) | undefined;
  const work = async (transaction: Transaction): Promise<SettleAnswer> => {
    afterwards = undefined;
    const answer = state === 'approved' ? 'approved' : 'declined';
    const untaken = await signature?.take(transaction);
    if (untaken !== undefined) return untaken;
    const decoy = await settleDecoy(desk, transaction, principal, { id, digest, answer, signature });
    if (decoy !== undefined) return decoy;
    const examined = await examine(desk, transaction, principal, approval, state);
    if (examined.kind === 'refused') return examined;
    const { proposal, entitled, at } = examined;
    const { kind, payload } = examined.opened;
    const unsigned = state === 'approved' ? refuseUnsigned(kind, signature) : undefined;
    if (unsigned !== undefined) return unsigned;
    const by = { by: principal.personId, at, approval: signature?.assertion };
    if (!(await settleProposal(transaction, id, { state, ...by }))) return refuseSettled(state);
    const { role, targets } = entitled;
    await recordStep(transaction, proposal, { principal, role, act: kind.approveAct, step: state, targets, at });
    if (state === 'turned-down') return { kind: 'settled' };
    const { proposedBy, proposedAs } = proposal;
    const held = await desk.dutiesOf(transaction, proposedBy);
    const isStillEntitled = (targets.length === 0 ? [{}] : targets).every((target) =>
      entitles(held, kind.proposeAct, target, at),
    );
    if (!isStillEntitled) throw new Inapplicable('proposer-not-entitled');
    const { personId: approvedBy, sessionId: approvedIn } = principal;
    const people = { proposedBy, proposedAs, approvedBy, approvedAs: role, approvedIn };
    const decision = { proposalId: id, ...people, at, assertions: assertionsOf(proposal, signature) };
    afterwards = await bringAbout(transaction, kind, payload, decision, digest);
    return { kind: 'settled' };
  };
  try {
    const answer = await desk.queue.run(work);
    afterwards?.();
    await desk.ledger.settle();
    return answer;
  } catch (error) {
    if (error instanceof Inapplicable) return refuse('proposal-inapplicable', error.code, 'payload');
    throw error;
  }
}

function assertionsOf({ assertion }: PlacedProposal, signature: Signature | undefined): Assertions | undefined {
  return assertion === null || signature === undefined
    ? undefined
    : { proposed: assertion, approved: signature.assertion };
}

async function bringAbout(
  transaction: Transaction,
  kind: AnyProposalKind,
  payload: unknown,
  decision: Decision,
  digest: string,
): Promise<(() => void) | undefined> {
  const applied = await kind.apply(transaction, payload, decision);
  if (applied.kind === 'inapplicable') throw new Inapplicable(applied.code);
  const { afterwards } = applied;
  if (kind.policy === undefined) return afterwards;
  const { proposalId, proposedBy, approvedBy, at } = decision;
  await enter(transaction, `proposal/${proposalId}`, {
    type: 'policy',
    version: 1,
    policy: kind.policy,
    digest,
    approvedBy: [proposedBy, approvedBy],
    at,
  });
  return afterwards;
}

function refuseClosed({ state, expiresAt }: PlacedProposal, now: number): Refusal | undefined {
  if (state !== 'open') return refuseSettled(state);
  return expiresAt <= now ? refuse('proposal-expired', 'is no longer open') : undefined;
}

/** `message`: how it was settled, which a console shows as the reason. */
function refuseSettled(how: string): Refusal {
  return refuse('proposal-settled', how, 'state');
}
