import { useSignal } from '@preact/signals';
import { Button } from '../../design/button.tsx';
import { t } from '../../languages/text.ts';
import { fromDraft } from '../form/form-state.ts';
import { type DraftTrouble, saveForm } from './draft-state.ts';
import { draftTroubleWords } from './draft-words.ts';

/** The button that saves the form as a draft. */
export function SaveDraft() {
  const busy = useSignal(false);
  const trouble = useSignal<DraftTrouble | undefined>(undefined);
  const isSaved = useSignal(false);
  const save = async () => {
    busy.value = true;
    isSaved.value = false;
    trouble.value = await saveForm();
    isSaved.value = trouble.value === undefined;
    busy.value = false;
  };
  return (
    <div class="form-bar-line">
      <p role="status">{isSaved.value && t('The draft is saved.')}</p>
      <p role="alert" class="portal-trouble">
        {trouble.value !== undefined && draftTroubleWords(trouble.value)}
      </p>
      {trouble.value === 'draft-changed' && (
        <Button
          label={t('Save as another draft')}
          onPress={() => {
            fromDraft.value = undefined;
            void save();
          }}
        />
      )}
      <Button label={t('Save as a draft')} busy={busy.value} onPress={() => void save()} />
    </div>
  );
}
