import type { ScreenModel } from '../model/screen-model.ts';
import { AllLanguages } from '../parts/all-languages.tsx';
import { Stage } from '../parts/stage.tsx';
import { ClosedGate } from '../pictures/closed-gate.tsx';

export function OutOfServicePhase({ model }: { model: ScreenModel }) {
  return (
    <Stage model={model} picture={<ClosedGate />}>
      <AllLanguages word="closed" />
    </Stage>
  );
}
