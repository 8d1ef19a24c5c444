import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ProposalView } from '../../records/proposals/answers.ts';
import type { DrillText } from '../../people/training/answers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { shown, t } from '../languages/text.ts';
import { ask } from '../sign-in/ask.ts';
import { ANSWER_WORDS } from '../words-of-training.ts';

export type Drilled = NonNullable<ProposalView['drill']>;

export interface DrillDialogProps {
  readonly drill: Drilled;
  readonly onClose: () => void;
}

/** Tells a person at once that the proposal was a drill, and by which signs they can see that. */
export function DrillDialog({ drill: { scenario, answer }, onClose }: DrillDialogProps) {
  const text = useSignal<DrillText | null>(null);
  const { language } = shown.value;
  useEffect(() => {
    void ask<DrillText>('GET', `/v1/training/drills/${scenario}?language=${language}`).then((asked) => {
      if (asked.kind === 'answered') text.value = asked.value;
    });
  }, [scenario, language]);
  return (
    <Dialog title={t('It was a drill')} onClose={onClose}>
      <p>{ANSWER_WORDS[answer]}</p>
      <p class="quiet">
        {t('Nothing was changed. Only you are shown your answer, here and under Training, My training.')}
      </p>
      {text.value !== null && (
        <>
          <h3>{t('The signs')}</h3>
          <ul class="drill-signs">
            {text.value.signs.map((sign) => (
              <li key={sign}>{sign}</li>
            ))}
          </ul>
          <p>{text.value.advice}</p>
          <h3>{t('Sources')}</h3>
          <ul class="drill-signs">
            {text.value.sources.map(({ title, url }) => (
              <li key={url}>
                <a href={url} rel="noreferrer noopener" target="_blank">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="account-actions">
        <Button label={t('Close')} weight="main" onPress={onClose} />
      </div>
    </Dialog>
  );
}
