import type { Principal } from '../../platform/access/principal.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { Decoy, Settlement } from './decoy.ts';
import {
  type Entitled,
  judgeProposal,
  openProposal,
  payloadText,
  type ProposalDesk,
  refuseUnsigned,
} from './proposal-desk.ts';
import type { AnyProposalKind, Signature } from './proposal-kind.ts';

/** A decoy with its kind; `undefined` where this server does not know the kind or the payload is not of it. */
export function openDecoy(
  { kinds }: Pick<ProposalDesk, 'kinds'>,
  { kind, payload }: Decoy,
): { readonly kind: AnyProposalKind; readonly payload: unknown; readonly digest: string } | undefined {
  const { text, digest } = payloadText(payload);
  const opened = openProposal(kinds, { kind, payload: text, digest });
  return opened && { ...opened, digest };
}

/**
 * Takes the answer to a decoy, with the refusals that a real proposal would give. `undefined`: the id names no decoy of this person, and the
 * real proposals decide.
 */
export async function settleDecoy(
  desk: ProposalDesk,
  transaction: Transaction,
  principal: Principal,
  { id, digest, answer, signature }: DecoyAnswer,
): Promise<{ readonly kind: 'settled' } | Refusal | undefined> {
  const judged = await judgeDecoy(desk, transaction, principal, { id, digest, answer });
  if (judged?.kind !== 'open') return judged;
  // As a real one is refused; the signature itself is not kept
  const unsigned = answer === 'approved' ? refuseUnsigned(judged.of, signature) : undefined;
  if (unsigned !== undefined) return unsigned;
  await desk.decoys?.answer(transaction, id, answer);
  return { kind: 'settled' };
}

export interface DecoyAnswer {
  readonly id: string;
  readonly digest: string;
  readonly answer: Settlement;
  /** For a kind that is signed. */
  readonly signature?: Signature | undefined;
}

/** Whether this person can answer the decoy now. `undefined`: as `settleDecoy`. */
export async function judgeDecoy(
  desk: ProposalDesk,
  transaction: Transaction,
  principal: Principal,
  { id, digest, answer }: DecoyAnswer,
): Promise<{ readonly kind: 'open'; readonly of: AnyProposalKind } | Refusal | undefined> {
  const now = Math.round(desk.clock.wallMs());
  const shown = (await desk.decoys?.shownTo(transaction, principal.personId, now)) ?? [];
  const decoy = shown.find((one) => one.id === id);
  const opened = decoy && openDecoy(desk, decoy);
  if (decoy === undefined || opened === undefined) return undefined;
  const by = { principal, act: opened.kind.approveAct, proposedBy: decoy.proposedBy };
  const entitled: Entitled | { readonly kind: 'entitled' } =
    answer === 'reported' ? { kind: 'entitled' } : await judgeProposal(desk, transaction, by, opened);
  if (entitled.kind === 'refused') return entitled;
  if (digest !== opened.digest) return refuse('invalid-message', 'is not the digest of this proposal', 'digest');
  if (decoy.answer !== null) return refuse('proposal-settled', 'withdrawn', 'state');
  return { kind: 'open', of: opened.kind };
}
