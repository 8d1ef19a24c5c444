import type { ScreenModel } from '../model/screen-model.ts';
import { LaneCodePicture } from '../parts/lane-code.tsx';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { Stage } from '../parts/stage.tsx';
import { DeskSign } from '../pictures/desk-sign.tsx';
import { PosternGate } from '../pictures/postern-gate.tsx';
import { LANGUAGE_NAMES } from '../words/languages.ts';

/** The welcome. Each greeting is a button that starts in its language; nothing else on the screen starts by accident. */
export function IdlePhase({ model }: { model: ScreenModel }) {
  const words = model.words.value;
  if (model.deskOffered.value) {
    return (
      <Stage model={model} picture={<DeskSign desk={model.state.value?.desk} />}>
        <PrimaryButton label={words.back} onPress={model.withdrawDeskOffer} way="back" />
      </Stage>
    );
  }
  const stated = model.statement.shown.value;
  if (stated !== undefined) {
    return (
      <Stage
        model={model}
        picture={
          typeof stated === 'object' && stated.kind === 'made' ? <LaneCodePicture code={stated} /> : <PosternGate />
        }
      >
        <PrimaryButton label={words.back} onPress={model.statement.hide} way="back" />
      </Stage>
    );
  }
  const others = model.offeredLanguages.value.filter((language) => language !== model.language.value);
  return (
    <Stage model={model} picture={<PosternGate />}>
      <PrimaryButton label={words.start} onPress={() => model.touch('start')} />
      <div class="greetings" role="group" aria-label={words.languages}>
        {others.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            dir={LANGUAGE_NAMES[language].direction}
            onClick={() => {
              model.prefer({ language });
              model.touch('start');
            }}
          >
            {LANGUAGE_NAMES[language].welcome}
          </button>
        ))}
      </div>
      {model.state.value?.states === true && (
        <button type="button" class="lane-code-button" onClick={model.statement.show}>
          {words.laneCode.button}
        </button>
      )}
    </Stage>
  );
}
