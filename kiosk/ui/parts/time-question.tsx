import { PHASE_TIMEOUTS_MS } from '../../lane/state-machine/timeouts.ts';
import { KEYS } from '../model/key-actions.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { PrimaryButton } from './primary-button.tsx';
import { Progress } from './progress.tsx';

/** The answers to the question whether more time is needed, and how much is left to give one. */
export function TimeAnswers({ model }: { model: ScreenModel }) {
  const { moreTime, moreTimeYes, moreTimeNo } = model.words.value;
  return (
    <>
      <Progress label={moreTime.detail} forMs={PHASE_TIMEOUTS_MS.answer} />
      <div class="answers">
        <PrimaryButton label={moreTimeYes} onPress={() => model.touch('more-time')} />
        <button type="button" class="secondary" onClick={() => model.touch('done')}>
          {moreTimeNo}
        </button>
      </div>
    </>
  );
}

/** The question beside a text that the traveller is still reading. */
export function TimeQuestion({ model }: { model: ScreenModel }) {
  const { moreTime, moreTimeYes } = model.words.value;
  return (
    <div class="time-question" role="group" aria-label={moreTime.title}>
      <p>
        <b>{moreTime.title}</b>
      </p>
      <Progress label={moreTime.detail} forMs={PHASE_TIMEOUTS_MS.answer} />
      <button
        type="button"
        class="secondary"
        aria-keyshortcuts={KEYS.moreTime}
        onClick={() => model.touch('more-time')}
      >
        {moreTimeYes}
      </button>
    </div>
  );
}
