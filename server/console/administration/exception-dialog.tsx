import { useSignal } from '@preact/signals';
import type { FindingView } from '../../lanes/components/answers.ts';
import { LONGEST_EXCEPTION_DAYS } from '../../lanes/components/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { dayIn } from '../design/date-entry.ts';
import { DateField } from '../design/date-field.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { Form } from '../sign-in/form.tsx';

export interface ExceptionDialogProps {
  readonly finding: FindingView;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 20;

/** Proposes to accept a known fault until a day. */
export function ExceptionDialog({ finding, onDone, onClose }: ExceptionDialogProps) {
  const { advisory, component } = finding;
  const reason = useSignal('');
  const until = useSignal('');
  return (
    <Dialog title={t('Accept {advisory} in {component}', { advisory, component })} onClose={onClose}>
      <p>
        {t(
          'Until its last day the fault counts as accepted and raises no alarm. Then it is due again by itself. Another administrator must approve it.',
        )}
      </p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          const given = { reason: reason.value.trim(), until: dayIn(until.value) };
          if (given.reason.length < SHORTEST_REASON) {
            return { words: t('Explain the reason in at least 20 characters.'), waitS: null };
          }
          const exception = { advisory, component, ...given };
          const proposed = await propose('component-exception', { change: 'accept', exception });
          if (!proposed.isDone) return { words: proposed.words, waitS: null };
          onDone(proposed.words);
          onClose();
          return undefined;
        }}
      >
        <Field
          label={t('Reason')}
          value={reason}
          hint={t('Why the fault does no harm here, in one line. It is recorded.')}
          maxLength={1_000}
        />
        <DateField
          label={t('Last day')}
          value={until}
          hint={t('At most {days} days from today.', { days: LONGEST_EXCEPTION_DAYS })}
        />
      </Form>
      <Button label={t('Cancel')} onPress={onClose} />
    </Dialog>
  );
}
