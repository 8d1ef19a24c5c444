import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { ProposalPage, ProposalView } from '../../../records/proposals/answers.ts';
import { tell } from '../../records/ask.ts';
import { useAct } from '../state/use-act.ts';
import { PROPOSAL_KINDS, PROPOSAL_STATE_WORDS } from '../words-of-office.ts';
import { awayWords, fromNow } from '../words.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Outcome } from './outcome.tsx';
import { ProposalFacts } from '../../decisions/proposal-facts.tsx';
import { rich, t } from '../../languages/text.ts';
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
      <h2 id="proposals-title">{t('Decisions of two people')}</h2>
      <Loaded<ProposalPage> path="/v1/proposals" away={awayWords()}>
        {({ proposals, serverTime }, asked) => {
          const shown = proposals.filter(({ kind }) => (kinds as readonly string[]).includes(kind));
          if (shown.length === 0) return <p class="empty">{t('Nothing has been proposed.')}</p>;
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
        {rich('Proposed by {person}, {time}.', { person: <bdi>{proposedBy}</bdi>, time: dateAndTime(proposedAt) })}
        {isOpen &&
          ` ${t('Open until {time} ({left}).', { time: dateAndTime(expiresAt), left: fromNow(expiresAt, nowMs) })}`}
        {settledBy !== null && settledAt !== null && (
          <> {rich('Settled by {person}, {time}.', { person: <bdi>{settledBy}</bdi>, time: dateAndTime(settledAt) })}</>
        )}
      </p>
      <ProposalFacts proposal={proposal} />
      {payload !== null && (
        <details>
          <summary>{t('Exact content')}</summary>
          <pre class="digest policy-text">{JSON.stringify(payload, null, 2)}</pre>
        </details>
      )}
      <div class="choices">
        {proposal.mayApprove && (
          <>
            <Button label={t('Approve')} onPress={() => send('approval', t('Approved.'))} />
            <Button label={t('Turn down')} onPress={() => send('refusal', t('Turned down.'))} />
          </>
        )}
        {proposal.mayWithdraw && <Button label={t('Withdraw')} onPress={() => send('withdrawal', t('Withdrawn.'))} />}
      </div>
      {isOpen && !proposal.mayApprove && <p class="quiet">{t('A person other than the proposer must approve it.')}</p>}
      <Outcome actor={actor} />
      {state === 'approved' && kind === 'retention-policy' && (
        <Proof what={t('the decision')} of={{ subject: `proposal/${id}` }} />
      )}
    </li>
  );
}
