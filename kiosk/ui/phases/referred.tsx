import type { ScreenModel } from '../model/screen-model.ts';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { Stage } from '../parts/stage.tsx';
import { DeskSign } from '../pictures/desk-sign.tsx';

/** Where to go, and nothing of why: the reason is the officer's to know, and to explain in person. */
export function ReferredPhase({ model, desk }: { model: ScreenModel; desk: string }) {
  return (
    <Stage instruction={model.instruction.value} picture={<DeskSign desk={desk} />}>
      <PrimaryButton label={model.words.value.understood} onPress={() => model.touch('done')} />
    </Stage>
  );
}
