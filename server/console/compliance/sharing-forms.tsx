import { useSignal } from '@preact/signals';
import { type AgreementState, STOP_REASONS, type StopReason } from '../../sharing/agreement/vocabulary.ts';
import { DECIDED_DELETIONS, type DecidedDeletion } from '../../sharing/deliveries/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { EnterFiles } from './enter-files.tsx';
import { TextArea } from './text-area.tsx';
import { DELETION_WORDS } from './words-of-sharing.ts';
import { STOP_REASON_WORDS } from '../words-of-agreements.ts';

/** Shortest text that the server takes. */
const SHORTEST = 20;

interface StopFormProps {
  readonly id: string;
  readonly version: number;
  readonly state: AgreementState;
}

/** Proposes to pause an agreement, to resume it or to end it. It takes effect as soon as another person approves. */
export function StopForm({ id, version, state }: StopFormProps) {
  const reason = useSignal<StopReason | null>(null);
  const words = useSignal('');
  const send = async (change: 'pause' | 'resume' | 'end'): Promise<void> => {
    if (change !== 'resume' && reason.value === null) {
      words.value = t('Choose a reason first.');
      return;
    }
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

interface EnterAgreementProps {
  /** Called with the words of the answer once the agreement is proposed. */
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

/** Proposes a new agreement or its next version, from files. */
export function EnterAgreement({ onDone, onClose }: EnterAgreementProps) {
  return (
    <EnterFiles
      title={t('Enter an agreement or a new version')}
      kind="sharing-agreement"
      files={[
        { label: t('Agreement (JSON)') },
        { label: t('Signatures (JSON), if there are any yet'), isOptional: true },
      ]}
      payloadOf={([agreement, signatures = []]) => ({ change: 'enter', agreement, signatures })}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        {t(
          'Two people of each side sign an agreement with keys outside this server. The person who approves it sees each difference from the version before, and each article of law that it does not fulfil.',
        )}
      </p>
      <p>{t('Make it, check it and sign it there with postern-server agreements.')}</p>
    </EnterFiles>
  );
}

interface SignFormProps extends Pick<StopFormProps, 'id' | 'version'> {
  /** Public keys whose signatures the server has. */
  readonly known: readonly string[];
}

/** Proposes further signatures under a draft. */
export function SignForm({ id, version, known }: SignFormProps) {
  const words = useSignal('');
  const isOpen = useSignal(false);
  return (
    <>
      <p>
        <Button label={t('Add signatures')} onPress={() => (isOpen.value = true)} />
      </p>
      <p role="status">{words.value}</p>
      {isOpen.value && (
        <EnterFiles
          title={t('Add signatures')}
          kind="sharing-agreement"
          files={[{ label: t('Signatures (JSON)') }]}
          payloadOf={([signatures]) => ({ change: 'sign', id, version, signatures: without(signatures, known) })}
          onDone={(said) => {
            words.value = said;
            isOpen.value = false;
          }}
          onClose={() => (isOpen.value = false)}
        >
          <p>{t('Signatures that the server has already are left out.')}</p>
        </EnterFiles>
      )}
    </>
  );
}

/** The file has all signatures; the server takes each once. Content of another form is left for the server to judge. */
function without(signatures: unknown, known: readonly string[]): unknown {
  if (!Array.isArray(signatures)) return signatures;
  return signatures.filter(
    (one: { readonly publicKey?: unknown } | null) => !known.some((key) => key === one?.publicKey),
  );
}

/** Proposes that the partner deletes a delivery before its time there has expired. */
export function DeletionForm({ delivery }: { readonly delivery: string }) {
  const reason = useSignal<DecidedDeletion | null>(null);
  const statement = useSignal('');
  const words = useSignal('');
  const send = async (): Promise<void> => {
    if (reason.value === null) {
      words.value = t('Choose a reason first.');
      return;
    }
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
        hint={t('Do not name a traveller. The partner gets the chosen reason, not this text.')}
      />
      <Button label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </details>
  );
}
