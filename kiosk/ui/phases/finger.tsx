import type { FingerProgress } from '../../biometrics/finger/finger-attempt.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { Stage } from '../parts/stage.tsx';
import { FingerOfHand } from '../pictures/finger-of-hand.tsx';
import { signOfFingerHelp } from '../pictures/signs.ts';
import { Waiting } from '../pictures/waiting.tsx';

export function FingerPhase({ model, finger }: { model: ScreenModel; finger: FingerProgress | undefined }) {
  if (finger === undefined || finger.prompt === 'wait') {
    return (
      <Stage model={model} picture={<Waiting />}>
        <Progress label={model.words.value.pleaseWait} />
      </Stage>
    );
  }
  return (
    <Stage
      model={model}
      picture={
        <FingerOfHand position={finger.position} lifted={finger.prompt === 'lift'} sign={signOfFingerHelp(finger)} />
      }
    >
      <ol class="fingers-taken" aria-hidden="true">
        {Array.from({ length: finger.of }, (_, index) => (
          <li key={index} class={index < finger.taken ? 'done' : index === finger.taken ? 'current' : 'ahead'} />
        ))}
      </ol>
    </Stage>
  );
}
