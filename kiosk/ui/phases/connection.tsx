import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { Stage } from '../parts/stage.tsx';
import { DeskSign } from '../pictures/desk-sign.tsx';
import { Waiting } from '../pictures/waiting.tsx';

/** While the lane does not answer, what it said last may be wrong: no "walk through" is left standing on the screen. */
export function ConnectionPhase({ model }: { model: ScreenModel }) {
  if (model.link.value === 'lost') {
    return <Stage model={model} picture={<DeskSign desk={model.state.value?.desk} />} />;
  }
  return (
    <Stage model={model} picture={<Waiting />}>
      <Progress label={model.words.value.pleaseWait} />
    </Stage>
  );
}
