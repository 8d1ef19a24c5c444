import { subjectsSince } from '../alarms/alarm-table.ts';
import type { Alarm } from '../alarms/answers.ts';
import { raiseAndEnter } from '../alarms/enter-alarm.ts';
import { coverageOf, judgeAct } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { refuse } from '../../platform/base/refusal.ts';
import { settleDecoy } from './settle-decoy.ts';
import { openProposal, recordStep, type ProposalDesk } from './proposal-desk.ts';
import { findProposal } from './proposal-table.ts';
import type { SettleAnswer } from './settle.ts';

/** The same proposal raises one alarm in this time. */
const QUIET_MS = 20 * 3_600_000;

/**
 * Reports another person's open proposal as suspicious: an act, and an alarm for security officers. The proposal stays as it is. Refusals:
 * `not-found` also for a proposal that the person could not approve, `invalid-message` for another digest, `proposal-settled`.
 */
export async function report(
  desk: ProposalDesk,
  principal: Principal,
  { id, digest }: { readonly id: string; readonly digest: string },
): Promise<SettleAnswer> {
  let raised: Alarm | undefined;
  const answer = await desk.queue.run(async (transaction): Promise<SettleAnswer> => {
    raised = undefined;
    const decoy = await settleDecoy(desk, transaction, principal, { id, digest, answer: 'reported' });
    if (decoy !== undefined) return decoy;
    const proposal = await findProposal(transaction, id);
    const opened = proposal === undefined ? undefined : openProposal(desk.kinds, proposal);
    if (proposal === undefined || opened === undefined || proposal.proposedBy === principal.personId) {
      return refuse('not-found', 'there is no such proposal');
    }
    const at = Math.round(desk.clock.wallMs());
    const held = { ...principal, duties: await desk.dutiesOf(transaction, principal.personId) };
    const targets = (await opened.kind.targetsOf(transaction, opened.payload)) ?? [];
    const { approveAct } = opened.kind;
    const isTheirs = (targets.length === 0 ? [{}] : targets).every(coverageOf(held, approveAct, at));
    if (!isTheirs) return refuse('not-found', 'there is no such proposal');
    if (digest !== proposal.digest) return refuse('invalid-message', 'is not the digest of this proposal', 'digest');
    if (proposal.state !== 'open' || proposal.expiresAt <= at) {
      return refuse('proposal-settled', proposal.state === 'open' ? 'withdrawn' : proposal.state, 'state');
    }
    const judged = judgeAct(held, 'proposals.report', {}, at);
    if (judged.kind === 'refused') return refuse(judged.code, 'is not permitted by the person’s duties');
    const by = { principal, role: judged.duty.role, act: 'proposals.report', step: 'reported', targets, at } as const;
    await recordStep(transaction, proposal, by);
    const about = `proposal/${proposal.kind}/${id.slice(0, 8)}/1`;
    if (!(await subjectsSince(transaction, 'proposal-reported', at - QUIET_MS)).has(about)) {
      const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
      raised = await raiseAndEnter(transaction, { kind: 'proposal-reported', ...noKiosk, about }, at);
    }
    return { kind: 'settled' };
  });
  if (raised !== undefined) desk.announce?.(raised);
  await desk.ledger.settle();
  return answer;
}
