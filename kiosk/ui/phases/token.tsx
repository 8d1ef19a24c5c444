import type { ScreenModel } from '../model/screen-model.ts';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { Stage } from '../parts/stage.tsx';
import { CodeBeforeReader } from '../pictures/code-before-reader.tsx';

/** The one way on that is a touch is to go on without: showing the code needs none. */
export function TokenPhase({ model }: { model: ScreenModel }) {
  return (
    <Stage model={model} picture={<CodeBeforeReader />}>
      <PrimaryButton label={model.words.value.withoutToken} onPress={() => model.touch('without-token')} />
    </Stage>
  );
}
