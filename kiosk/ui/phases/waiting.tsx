import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { Stage } from '../parts/stage.tsx';
import { Waiting } from '../pictures/waiting.tsx';

export function WaitingPhase({ model }: { model: ScreenModel }) {
  return (
    <Stage model={model} picture={<Waiting />}>
      <Progress label={model.words.value.pleaseWait} />
    </Stage>
  );
}
