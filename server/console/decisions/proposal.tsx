import { useSignal } from '@preact/signals';
import type { ProposalView } from '../../records/proposals/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { age, timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { PROPOSAL_WORDS, ROLE_WORDS } from '../words.ts';
import { ApproveDialog } from './approve-dialog.tsx';
import { DrillDialog, type Drilled } from './drill-dialog.tsx';
import { ProposalFacts } from './proposal-facts.tsx';
import { readAgain, send } from './send.ts';
import { kindWords } from './words.ts';

type State = ProposalView['state'];

const STATE_LOOKS: { readonly [One in State]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'note', icon: 'wait' },
  approved: { tone: 'good', icon: 'tick' },
  'turned-down': { tone: 'plain', icon: 'cross' },
  withdrawn: { tone: 'plain', icon: 'dash' },
  expired: { tone: 'plain', icon: 'dash' },
};

export interface ProposalProps {
  readonly proposal: ProposalView;
  /** It was open when the list was shown: its content and the place of its buttons stay. */
  readonly isUnfolded: boolean;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

/** One proposal, its content as a difference, and what this person may do about it. */
export function Proposal({ proposal, isUnfolded, nowMs, onChange }: ProposalProps) {
  const { id, kind, digest, state, proposedBy, proposedAs, proposedAt, drill } = proposal;
  const words = useSignal('');
  const approving = useSignal<ProposalView | null>(null);
  const drilled = useSignal<Drilled | null>(null);
  // Only after the answer does the server say whether it was a drill
  const reveal = async () => {
    drilled.value = (await readAgain(id))?.drill ?? null;
    if (drilled.value !== null) words.value = '';
    await onChange();
  };
  const settle = async (step: 'refusal' | 'withdrawal' | 'report', done: string) => {
    const body = step === 'withdrawal' ? undefined : { digest };
    const outcome = await send(`/v1/proposals/${id}/${step}`, body, done);
    words.value = outcome.words;
    await (outcome.isDone ? reveal() : onChange());
  };
  // The dialog shows the proposal of this moment, not of the last reading
  const open = async () => {
    words.value = '';
    approving.value = (await readAgain(id)) ?? proposal;
  };
  const done = (said: string) => {
    words.value = said;
    approving.value = null;
    void reveal();
  };
  return (
    <li class="decision">
      <div class="account-entry">
        <p class="account-name">
          {kindWords(kind)}{' '}
          {drill === null ? (
            <Badge {...STATE_LOOKS[state]} word={PROPOSAL_WORDS[state]} />
          ) : (
            <Badge tone="note" icon="dash" word={t('It was a drill')} />
          )}
        </p>
        <ProposalFacts proposal={proposal} isUnfolded={isUnfolded} />
        <p class="quiet">
          {rich('Proposed by {person} ({role}) {time}.', {
            person: <span class="digest">{proposedBy}</span>,
            role: ROLE_WORDS[proposedAs],
            time: timeOfDay(proposedAt, nowMs),
          })}{' '}
          <Standing proposal={proposal} nowMs={nowMs} />
        </p>
        <p role="status">{words.value}</p>
      </div>
      <div
        class={isUnfolded ? 'account-actions decision-actions' : 'account-actions'}
        role="group"
        aria-label={t('{what}, by {person}', { what: kindWords(kind), person: proposedBy })}
      >
        {proposal.mayApprove && <Button label={t('Approve…')} onPress={() => void open()} />}
        {proposal.mayApprove && (
          <Button label={t('Turn down')} onPress={() => void settle('refusal', t('Turned down.'))} />
        )}
        {proposal.mayApprove && (
          <Button
            label={t('Report this')}
            onPress={() => void settle('report', t('Reported. An alarm is raised; the proposal stays open.'))}
          />
        )}
        {drill !== null && <Button label={t('Show the signs')} onPress={() => (drilled.value = drill)} />}
        {proposal.mayWithdraw && (
          <Button label={t('Withdraw')} onPress={() => void settle('withdrawal', t('Withdrawn.'))} />
        )}
      </div>
      {drilled.value !== null && <DrillDialog drill={drilled.value} onClose={() => (drilled.value = null)} />}
      {approving.value !== null && (
        <ApproveDialog
          proposal={approving.value}
          onDone={done}
          onClose={() => {
            approving.value = null;
            void onChange();
          }}
        />
      )}
    </li>
  );
}

/** Until when it is open, or who settled it. */
function Standing({ proposal, nowMs }: { readonly proposal: ProposalView; readonly nowMs: number }) {
  const { state, expiresAt, settledBy, settledAt } = proposal;
  if (state === 'open') {
    return (
      <>{t('Open until {time}: {left} left.', { time: timeOfDay(expiresAt, nowMs), left: age(expiresAt - nowMs) })}</>
    );
  }
  if (settledBy === null || settledAt === null) return null;
  return (
    <>
      {rich('Settled by {person} {time}.', {
        person: <span class="digest">{settledBy}</span>,
        time: timeOfDay(settledAt, nowMs),
      })}
    </>
  );
}
