import { useSignal } from '@preact/signals';
import type { FindingView } from '../../detection/answers.ts';
import {
  type Disposition,
  DISPOSITION_REASONS,
  DISPOSITIONS,
  type DispositionReason,
} from '../../detection/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { act } from './act.ts';
import { DISPOSITION_WORDS, REASON_WORDS } from './words.ts';

export interface JudgementProps {
  readonly finding: FindingView;
  readonly onDone: (words: string) => void;
}

/** The judgement of a finding, with a reason that belongs to it. */
export function Judgement({ finding: { id }, onDone }: JudgementProps) {
  const disposition = useSignal<Disposition | null>(null);
  const reason = useSignal<DispositionReason | null>(null);
  const chosen = disposition.value;
  return (
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
        <Button
          label={t('Record the judgement')}
          onPress={() => {
            const body = { disposition: chosen, reason: reason.value };
            void act(`/v1/detection/findings/${id}/judgement`, body, t('The judgement is recorded.')).then(onDone);
          }}
        />
      )}
    </div>
  );
}
