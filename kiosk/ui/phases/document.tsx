import type { ScreenModel } from '../model/screen-model.ts';
import { Stage } from '../parts/stage.tsx';
import { PassportOnReader } from '../pictures/passport-on-reader.tsx';

export function DocumentPhase({ model, attempt }: { model: ScreenModel; attempt: number }) {
  return <Stage instruction={model.instruction.value} picture={<PassportOnReader key={attempt} />} />;
}
