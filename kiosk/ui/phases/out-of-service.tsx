import type { ScreenModel } from '../model/screen-model.ts';
import { Stage } from '../parts/stage.tsx';
import { ClosedGate } from '../pictures/closed-gate.tsx';

export function OutOfServicePhase({ model }: { model: ScreenModel }) {
  return <Stage instruction={model.instruction.value} picture={<ClosedGate />} />;
}
