import { useSignal } from '@preact/signals';
import { propose } from '../decisions/send.ts';
import { countIn } from '../decisions/typed.ts';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { Form } from '../sign-in/form.tsx';
import { readNextKey } from './next-key.ts';

const MAX_OVERLAP_DAYS = 90;
const DEFAULT_OVERLAP_DAYS = '14';

interface NextKeyFormProps {
  /** The server's present key in hex. */
  readonly inUse: string;
  readonly onPropose: () => void;
}

/** Proposes the key by which the server replaces its signing key. */
export function NextKeyForm({ inUse, onPropose }: NextKeyFormProps) {
  const typed = useSignal('');
  const days = useSignal(DEFAULT_OVERLAP_DAYS);
  return (
    <section class="panel" aria-labelledby="next-key-title">
      <h2 id="next-key-title">{t('The server’s next signing key')}</h2>
      <p class="quiet">
        {t(
          'Propose the key that postern-server keys make-next made at the server. Another administrator compares it and approves it under Decisions. Lanes accept it one day after that. No lane is enrolled again.',
        )}
      </p>
      <Form
        send={t('Propose the next key')}
        sending={t('Proposing…')}
        onSend={async () => {
          const entry = readNextKey(typed.value, inUse);
          const overlapDays = countIn(days.value, MAX_OVERLAP_DAYS);
          if (entry.kind !== 'read' || overlapDays === undefined) return undefined;
          const proposed = await propose('server-key', { next: entry.key, overlapDays });
          if (!proposed.isDone) return { words: proposed.words, waitS: null };
          onPropose();
          return undefined;
        }}
      >
        <Field
          label={t('Next key')}
          value={typed}
          hint={t('The characters after “next” in the output of make-next.')}
          maxLength={200}
          isExact
          faultOf={(text) => keyFault(text, inUse)}
        />
        <Field
          label={t('Overlap in days')}
          value={days}
          hint={t(
            'From 1 to {most}. In this time lanes accept both keys, and a technician changes to the next one at the server.',
            { most: MAX_OVERLAP_DAYS },
          )}
          inputMode="numeric"
          maxLength={4}
          faultOf={(text) =>
            countIn(text, MAX_OVERLAP_DAYS) === undefined
              ? t('Enter days as numbers from 1 to {most}.', { most: MAX_OVERLAP_DAYS })
              : ''
          }
        />
      </Form>
    </section>
  );
}

function keyFault(typed: string, inUse: string): string {
  switch (readNextKey(typed, inUse).kind) {
    case 'read':
      return '';
    case 'in-use':
      return t('This is the present key. Enter the key that make-next printed.');
    case 'malformed':
      return t(
        'A key has 64 characters, 0 to 9 and a to f; with a TPM 66, which begin with 02 or 03. Paste it as it was printed.',
      );
  }
}
