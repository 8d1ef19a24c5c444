import { useSignal } from '@preact/signals';
import { type AgreementState, STOP_REASONS, type StopReason } from '../../sharing/agreement/vocabulary.ts';
import { DECIDED_DELETIONS, type DecidedDeletion } from '../../sharing/deliveries/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { TextArea } from './text-area.tsx';
import { DELETION_WORDS, STOP_REASON_WORDS } from './words-of-sharing.ts';

/** Shortest text that the server takes. */
const SHORTEST = 20;

interface StopFormProps {
  readonly id: string;
  readonly version: number;
  readonly state: AgreementState;
}

/** Proposes to pause an agreement, to resume it or to end it. It takes effect as soon as another person approves. */
export function StopForm({ id, version, state }: StopFormProps) {
  const reason = useSignal<StopReason>('outside-agreement');
  const words = useSignal('');
  const send = async (change: 'pause' | 'resume' | 'end'): Promise<void> => {
    const why = change === 'resume' ? {} : { reason: reason.value };
    words.value = (await propose('sharing-agreement', { change, id, version, ...why })).words;
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose a pause or an end')}</summary>
      <p class="quiet">
        {t('It takes effect as soon as another person approves: no file can be fetched from then on.')}
      </p>
      <Select
        title={t('Reason ## of a pause')}
        options={STOP_REASONS}
        words={STOP_REASON_WORDS}
        chosen={reason.value}
        onChoose={(one) => (reason.value = one)}
      />
      <div class="filters">
        {(state === 'in-force' || state === 'signed') && (
          <Button label={t('Propose a pause')} onPress={() => void send('pause')} />
        )}
        {state === 'paused' && <Button label={t('Propose to resume')} onPress={() => void send('resume')} />}
        <Button label={t('Propose the end')} onPress={() => void send('end')} />
      </div>
      <p role="status">{words.value}</p>
    </details>
  );
}

/** Proposes that the partner deletes a delivery before its time there is over. */
export function DeletionForm({ delivery }: { readonly delivery: string }) {
  const reason = useSignal<DecidedDeletion>('delivered-wrongly');
  const statement = useSignal('');
  const words = useSignal('');
  const send = async (): Promise<void> => {
    if (statement.value.trim().length < SHORTEST) {
      words.value = t('Give the reasons in at least 20 characters.');
      return;
    }
    const payload = { delivery, reason: reason.value, statement: statement.value };
    words.value = (await propose('sharing-deletion', payload)).words;
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose that the partner deletes it')}</summary>
      <Select
        title={t('Reason ## of a deletion')}
        options={DECIDED_DELETIONS}
        words={DELETION_WORDS}
        chosen={reason.value}
        onChoose={(one) => (reason.value = one)}
      />
      <TextArea
        label={t('Reasons, in at least 20 characters')}
        value={statement}
        hint={t('Name no traveller. The partner gets the chosen reason, not this text.')}
      />
      <Button label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </details>
  );
}
