import type { ScreenModel } from '../model/screen-model.ts';
import { Stage } from '../parts/stage.tsx';
import { TimeAnswers } from '../parts/time-question.tsx';
import { Hourglass } from '../pictures/hourglass.tsx';

/** Before a traveller is given up. */
export function MoreTimePhase({ model }: { model: ScreenModel }) {
  return (
    <Stage model={model} picture={<Hourglass />}>
      <TimeAnswers model={model} />
    </Stage>
  );
}
