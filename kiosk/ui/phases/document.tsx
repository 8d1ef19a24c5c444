import type { DocumentProgress } from '../../../hardware/document-reader/document-reader.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { Stage } from '../parts/stage.tsx';
import { PassportOnReader } from '../pictures/passport-on-reader.tsx';

interface DocumentPhaseProps {
  readonly model: ScreenModel;
  readonly attempt: number;
  readonly document: DocumentProgress | undefined;
}

export function DocumentPhase({ model, attempt, document }: DocumentPhaseProps) {
  const instruction = model.instruction.value;
  const picture = <PassportOnReader key={attempt} lies={document !== undefined} />;
  return (
    <Stage model={model} picture={picture}>
      {document !== undefined && (
        <Progress label={instruction.title} share={document.step === 'chip' ? document.share : 0} />
      )}
    </Stage>
  );
}
