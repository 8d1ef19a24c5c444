import { useSignal } from '@preact/signals';
import type { FindingView } from '../../oversight/detection/answers.ts';
import {
  type Disposition,
  DISPOSITION_REASONS,
  DISPOSITIONS,
  type DispositionReason,
} from '../../oversight/detection/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { act } from './act.ts';
import { Said } from './said.tsx';
import { DISPOSITION_WORDS, REASON_WORDS } from './words.ts';

export interface JudgementProps {
  readonly finding: FindingView;
  /** Called once it is recorded. */
  readonly onDone: (words: string) => void;
}

/** The judgement of a finding, with a reason that belongs to it. */
export function Judgement({ finding: { id }, onDone }: JudgementProps) {
  const disposition = useSignal<Disposition | null>(null);
  const reason = useSignal<DispositionReason | null>(null);
  const words = useSignal('');
  const isBusy = useSignal(false);
  const chosen = disposition.value;
  const send = (): void => {
    const body = { disposition: chosen, reason: reason.value };
    isBusy.value = true;
    void act(`/v1/detection/findings/${id}/judgement`, body, t('The judgement is recorded.'))
      .then((done) => {
        if (done.isDone) onDone(done.words);
        else words.value = done.words;
      })
      .finally(() => (isBusy.value = false));
  };
  return (
    <>
      <div class="filters">
        <Select
          title={t('Judgement')}
          options={DISPOSITIONS}
          words={DISPOSITION_WORDS}
          chosen={chosen}
          onChoose={(one) => {
            disposition.value = one;
            reason.value = null;
          }}
        />
        {chosen !== null && (
          <Select<DispositionReason>
            key={chosen}
            title={t('Reason')}
            options={DISPOSITION_REASONS[chosen]}
            words={REASON_WORDS}
            chosen={reason.value}
            onChoose={(one) => (reason.value = one)}
          />
        )}
        {chosen !== null && reason.value !== null && (
          <Button weight="main" busy={isBusy.value} label={t('Record the judgement')} onPress={send} />
        )}
      </div>
      <Said words={words.value} />
    </>
  );
}
