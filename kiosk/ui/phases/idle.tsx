import type { ScreenModel } from '../model/screen-model.ts';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { Stage } from '../parts/stage.tsx';
import { DeskSign } from '../pictures/desk-sign.tsx';
import { PosternGate } from '../pictures/postern-gate.tsx';
import { LANGUAGE_NAMES } from '../words/languages.ts';

export function IdlePhase({ model }: { model: ScreenModel }) {
  const words = model.words.value;
  const instruction = model.instruction.value;
  if (model.deskOffered.value) {
    return (
      <Stage instruction={instruction} picture={<DeskSign desk={model.state.value?.desk} />}>
        <PrimaryButton label={words.back} onPress={model.withdrawDeskOffer} way="back" />
      </Stage>
    );
  }
  const start = (): void => model.touch('start');
  const others = model.offeredLanguages.value.filter((language) => language !== model.language.value);
  return (
    <Stage instruction={instruction} picture={<PosternGate />} onTouch={start}>
      <PrimaryButton label={words.start} onPress={start} />
      <p class="greetings">
        {others.map((language) => (
          <span key={language} lang={language} dir={LANGUAGE_NAMES[language].direction}>
            {LANGUAGE_NAMES[language].welcome}
          </span>
        ))}
      </p>
    </Stage>
  );
}
