import type { ScreenModel } from '../model/screen-model.ts';
import { AllLanguages } from '../parts/all-languages.tsx';
import { Stage } from '../parts/stage.tsx';
import { EmergencyExit } from '../pictures/emergency-exit.tsx';

/** Everyone leaves through the gate. Its colour, picture and motion are not those of a cleared passage. */
export function EmergencyPhase({ model }: { model: ScreenModel }) {
  return (
    <Stage model={model} picture={<EmergencyExit />}>
      <AllLanguages word="exit" />
    </Stage>
  );
}
