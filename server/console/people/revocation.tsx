import { useSignal } from '@preact/signals';
import type { RevocationBefore } from '../../people/duties/answers.ts';
import type { TakeBackReason } from '../../people/duties/revocation-vocabulary.ts';
import { ChoiceField } from '../decisions/choice-field.tsx';
import { propose } from '../decisions/send.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { mayAct } from '../shell/session.ts';
import { Form } from '../sign-in/form.tsx';
import { revocationLines, TAKE_BACK_WORDS } from '../words-of-revocations.ts';
import '../decisions/proposal-facts.css';

export interface RevocationProps {
  readonly personId: string;
  readonly revocation: RevocationBefore;
  /** The person who reads this cannot propose it for themselves. */
  readonly isOwn: boolean;
}

/** That an officer is revoked, by whom and why, and the proposal to take it back. */
export function Revocation({ personId, revocation, isOwn }: RevocationProps) {
  const isOpen = useSignal(false);
  const words = useSignal('');
  return (
    <>
      <p>
        <Badge tone="bad" icon="cross" word={t('Permission revoked')} /> {t('Lanes show this person no evidence.')}
      </p>
      <Facts revocation={revocation} />
      {!isOwn && mayAct('reinstatement.propose') && (
        <Button label={t('Take the revocation back…')} onPress={() => (isOpen.value = true)} />
      )}
      <p role="status">{words.value}</p>
      {isOpen.value && (
        <TakeBackDialog
          personId={personId}
          revocation={revocation}
          onDone={(done) => (words.value = done)}
          onClose={() => (isOpen.value = false)}
        />
      )}
    </>
  );
}

function Facts({ revocation }: Pick<RevocationProps, 'revocation'>) {
  return (
    <dl class="proposal-facts">
      {revocationLines(revocation).map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

interface TakeBackDialogProps extends Omit<RevocationProps, 'isOwn'> {
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

function TakeBackDialog({ personId, revocation, onDone, onClose }: TakeBackDialogProps) {
  const reason = useSignal<TakeBackReason | null>(null);
  const reference = useSignal('');
  return (
    <Dialog title={t('Take back the revocation of {person}', { person: personId })} onClose={onClose}>
      <Facts revocation={revocation} />
      <p>
        {t(
          'Another administrator, who is not this person, approves it under Decisions. Then the server signs permissions to view evidence again. If a list of officers’ keys without this person is at the lanes, a security officer brings a new one.',
        )}
      </p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          if (reason.value === null) return { words: t('Choose a reason.'), waitS: null };
          const chosen = { reason: reason.value, reference: reference.value.trim() };
          const { revokedAt } = revocation;
          const proposed = await propose('officer-reinstate', { person: personId, revokedAt, ...chosen });
          if (!proposed.isDone) return { words: proposed.words, waitS: null };
          onDone(proposed.words);
          onClose();
          return undefined;
        }}
      >
        <ChoiceField label={t('Reason')} value={reason} words={TAKE_BACK_WORDS} />
        <Field
          label={t('File or case')}
          value={reference}
          hint={t('Where the examination is documented, for example Case 7. It is recorded; enter no names.')}
          maxLength={64}
          faultOf={(typed) => (typed.trim() === '' ? t('Enter the file or the case.') : '')}
        />
      </Form>
      <Button label={t('Cancel')} onPress={onClose} />
    </Dialog>
  );
}
