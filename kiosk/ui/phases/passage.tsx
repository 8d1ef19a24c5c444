import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { Stage } from '../parts/stage.tsx';
import { WalkThrough } from '../pictures/walk-through.tsx';

export function PassagePhase({ model, open }: { model: ScreenModel; open: boolean }) {
  return (
    <Stage instruction={model.instruction.value} picture={<WalkThrough open={open} />}>
      {!open && <Progress label={model.words.value.pleaseWait} />}
    </Stage>
  );
}
