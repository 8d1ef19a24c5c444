import { useSignal } from '@preact/signals';
import type { ProposalPage, ProposalView } from '../../proposals/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { age, timeOfDay } from '../design/times.ts';
import { ProposalFacts } from './proposal-facts.tsx';
import { Reading } from './reading.tsx';
import { send } from './send.ts';
import { kindWords } from './words.ts';

const STATE_LOOKS: { readonly [State in ProposalView['state']]: BadgeProps } = {
  open: { tone: 'note', icon: 'wait', word: 'Open' },
  approved: { tone: 'good', icon: 'tick', word: 'Approved' },
  'turned-down': { tone: 'plain', icon: 'cross', word: 'Turned down' },
  withdrawn: { tone: 'plain', icon: 'dash', word: 'Withdrawn' },
  expired: { tone: 'plain', icon: 'dash', word: 'Expired' },
};

/** Proposals of one person that another person decides. */
export function Proposals() {
  return (
    <section class="panel account-part" aria-labelledby="proposals-title">
      <h2 id="proposals-title">Decided by two people</h2>
      <Reading<ProposalPage> path="/v1/proposals" what="the proposals">
        {({ proposals, serverTime }, again) =>
          proposals.length === 0 ? (
            <p class="empty">No proposal yet.</p>
          ) : (
            <ul class="account-list">
              {proposals.map((proposal) => (
                <Proposal key={proposal.id} proposal={proposal} nowMs={serverTime} onChange={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

interface ProposalProps {
  readonly proposal: ProposalView;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

function Proposal({ proposal, nowMs, onChange }: ProposalProps) {
  const { id, kind, digest, state, proposedBy, proposedAt, expiresAt, settledBy, settledAt } = proposal;
  const words = useSignal('');
  const settle = async (step: 'approval' | 'refusal' | 'withdrawal', done: string) => {
    const body = step === 'withdrawal' ? undefined : { digest };
    words.value = await send(`/v1/proposals/${id}/${step}`, body, done);
    await onChange();
  };
  return (
    <li class="decision">
      <div class="account-entry">
        <p class="account-name">
          {kindWords(kind)} <Badge {...STATE_LOOKS[state]} />
        </p>
        <ProposalFacts proposal={proposal} />
        <p class="quiet">
          Proposed by <span class="digest">{proposedBy}</span> {timeOfDay(proposedAt, nowMs)}
          {state === 'open' && `; open until ${timeOfDay(expiresAt, nowMs)}, ${age(expiresAt - nowMs)} from now`}
          {settledBy !== null && settledAt !== null && (
            <>
              ; settled by <span class="digest">{settledBy}</span> {timeOfDay(settledAt, nowMs)}
            </>
          )}
        </p>
        <p role="status">{words.value}</p>
      </div>
      <div class="account-actions" role="group" aria-label={`${kindWords(kind)}, by ${proposedBy}`}>
        {proposal.mayApprove && <Button label="Approve" onPress={() => void settle('approval', 'Approved.')} />}
        {proposal.mayApprove && <Button label="Turn down" onPress={() => void settle('refusal', 'Turned down.')} />}
        {proposal.mayWithdraw && <Button label="Withdraw" onPress={() => void settle('withdrawal', 'Withdrawn.')} />}
      </div>
    </li>
  );
}
