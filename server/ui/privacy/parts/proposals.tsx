import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { ProposalPage, ProposalView } from '../../../proposals/answers.ts';
import { tell } from '../../records/ask.ts';
import { useAct } from '../state/use-act.ts';
import { PROPOSAL_KINDS, PROPOSAL_STATE_WORDS } from '../words-of-office.ts';
import { AWAY_WORDS, fromNow } from '../words.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Outcome } from './outcome.tsx';
import { ProposalFacts } from '../../decisions/proposal-facts.tsx';
import { Proof } from '../../records/proof.tsx';

type Kind = keyof typeof PROPOSAL_KINDS;

export interface ProposalsProps {
  readonly kinds: readonly Kind[];
  /** Called after an approval, a refusal or a withdrawal. */
  readonly onSettled: () => void;
}

/** The proposals of these kinds. A person other than the proposer sees the whole content and approves it. */
export function Proposals({ kinds, onSettled }: ProposalsProps) {
  return (
    <section class="panel" aria-labelledby="proposals-title">
      <h2 id="proposals-title">Decisions of two people</h2>
      <Loaded<ProposalPage> path="/v1/proposals" away={AWAY_WORDS}>
        {({ proposals, serverTime }, asked) => {
          const shown = proposals.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
          if (shown.length === 0) return <p class="empty">Nothing has been proposed.</p>;
          return (
            <ul class="late-list">
              {shown.map((proposal) => (
                <Proposal
                  key={proposal.id}
                  proposal={proposal}
                  nowMs={serverTime}
                  onChange={() => {
                    asked.again();
                    onSettled();
                  }}
                />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}

interface ProposalProps {
  readonly proposal: ProposalView;
  readonly nowMs: number;
  readonly onChange: () => void;
}

function Proposal({ proposal, nowMs, onChange }: ProposalProps) {
  const actor = useAct();
  const { id, kind, digest, state, proposedBy, proposedAt, expiresAt, settledBy, settledAt, payload } = proposal;
  const send = (step: string, done: string) =>
    actor.act(
      () => tell(`/v1/proposals/${id}/${step}`, step === 'withdrawal' ? undefined : { digest }),
      done,
      onChange,
    );
  const isOpen = state === 'open';
  return (
    <li class="proposal">
      <p class="badges">
        <Badge tone={isOpen ? 'note' : 'plain'} icon={isOpen ? 'wait' : 'dash'} word={PROPOSAL_STATE_WORDS[state]} />
        <strong>{PROPOSAL_KINDS[kind as Kind]}</strong>
      </p>
      <p>
        Proposed by <bdi>{proposedBy}</bdi>, {dateAndTime(proposedAt)}
        {isOpen && `; open until ${dateAndTime(expiresAt)} (${fromNow(expiresAt, nowMs)})`}
        {settledBy !== null && settledAt !== null && (
          <>
            ; settled by <bdi>{settledBy}</bdi>, {dateAndTime(settledAt)}
          </>
        )}
      </p>
      <ProposalFacts proposal={proposal} />
      {payload !== null && (
        <details>
          <summary>Exact content</summary>
          <pre class="digest policy-text">{JSON.stringify(payload, null, 2)}</pre>
        </details>
      )}
      <div class="choices">
        {proposal.mayApprove && (
          <>
            <Button label="Approve" onPress={() => send('approval', 'Approved.')} />
            <Button label="Turn down" onPress={() => send('refusal', 'Turned down.')} />
          </>
        )}
        {proposal.mayWithdraw && <Button label="Withdraw" onPress={() => send('withdrawal', 'Withdrawn.')} />}
      </div>
      {isOpen && !proposal.mayApprove && <p class="quiet">A person other than the proposer must approve it.</p>}
      <Outcome actor={actor} />
      {state === 'approved' && kind === 'retention-policy' && (
        <Proof what="the decision" of={{ subject: `proposal/${id}` }} />
      )}
    </li>
  );
}
