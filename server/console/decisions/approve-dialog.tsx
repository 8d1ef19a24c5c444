import { useSignal } from '@preact/signals';
import type { ProposalView } from '../../records/proposals/answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { dateAndTime } from '../design/times.ts';
import { Icon } from '../design/icon.tsx';
import { rich, t } from '../languages/text.ts';
import { ProposalFacts } from './proposal-facts.tsx';
import { send, sendSigned } from './send.ts';
import { kindWords } from './words.ts';

export interface ApproveDialogProps {
  /** As it was shown: the approval is for this difference and no other. */
  readonly proposal: ProposalView;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

/** Asks once before an approval, and repeats what it does. A failure is the only thing that is shown afterwards. */
export function ApproveDialog({ proposal, onDone, onClose }: ApproveDialogProps) {
  const trouble = useSignal('');
  const isBusy = useSignal(false);
  const { id, kind, digest, basis, proposedBy, proposedAt } = proposal;
  const isSigned = kind === 'degradation';
  const approve = async () => {
    isBusy.value = true;
    const body = basis === null ? { digest } : { digest, basis };
    const outcome = isSigned
      ? await sendSigned(`/v1/degradations/${id}/approval`, body, t('Approved.'))
      : await send(`/v1/proposals/${id}/approval`, body, t('Approved.'));
    isBusy.value = false;
    if (outcome.isDone) onDone(outcome.words);
    else trouble.value = outcome.words;
  };
  const isFailed = trouble.value !== '';
  return (
    <Dialog title={t('Approve: {what}', { what: kindWords(kind) })} onClose={onClose}>
      {isFailed ? (
        <p class="form-trouble tone-bad" role="alert">
          <Icon name="warning" />
          <span>{trouble.value}</span>
        </p>
      ) : (
        <>
          <ProposalFacts proposal={proposal} isUnfolded />
          <p class="quiet">
            {rich('Proposed by {person}, {time}. Your approval puts it into effect at once and stays in the ledger.', {
              person: <span class="digest">{proposedBy}</span>,
              time: dateAndTime(proposedAt),
            })}{' '}
            {isSigned && t('You sign it with your passkey; a password is not enough.')}
          </p>
        </>
      )}
      <div class="account-actions">
        {!isFailed && <Button label={t('Approve')} weight="main" busy={isBusy.value} onPress={() => void approve()} />}
        <Button label={isFailed ? t('Close') : t('Cancel')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
