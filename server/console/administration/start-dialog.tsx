import { useSignal } from '@preact/signals';
import type { LaneStart } from '../../lanes/attestation/answers.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { t } from '../languages/text.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';

export interface StartDialogProps {
  readonly lane: LaneStart;
  readonly onClose: () => void;
}

/** Proposes the start that a lane has proved, under a name. */
export function StartDialog({ lane, onClose }: StartDialogProps) {
  const name = useSignal('');
  const registers = lane.quote?.registers ?? [];
  return (
    <Dialog title={t('Propose the start of {kioskId}', { kioskId: lane.kioskId })} onClose={onClose}>
      <p>
        {t(
          'Lanes whose TPMs state these values count as started as approved. Propose it only for a machine that you installed or updated yourself.',
        )}
      </p>
      <details>
        <summary>{t('Values of {count} registers', { count: registers.length })}</summary>
        <ul class="digest">
          {registers.map(({ register, value }) => (
            <li key={register}>
              {register}: {value}
            </li>
          ))}
        </ul>
      </details>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          const software = { kind: 'start', name: name.value.trim(), registers };
          const proposed = await propose('lane-software', { change: 'approve', software });
          if (!proposed.isDone) return { words: proposed.words, waitS: null };
          onClose();
          return undefined;
        }}
      >
        <Field
          label={t('Name of the start')}
          value={name}
          hint={t('Small letters, digits, dots and hyphens: 2026.11.')}
          maxLength={40}
          isExact
        />
      </Form>
      <Button label={t('Cancel')} onPress={onClose} />
    </Dialog>
  );
}
