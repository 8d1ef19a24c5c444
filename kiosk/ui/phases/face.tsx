import { challengeMs } from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type { FaceProgress } from '../../biometrics/face/face-attempt.ts';
import { TURN_WATCH_MS } from '../../biometrics/face/face-constants.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { Progress } from '../parts/progress.tsx';
import { Stage } from '../parts/stage.tsx';
import { FaceOval } from '../pictures/face-oval.tsx';
import { signOfCue } from '../pictures/signs.ts';
import { TurnArrow } from '../pictures/turn-arrow.tsx';
import { Waiting } from '../pictures/waiting.tsx';

/** The traveller sees themselves only while they find their place: neither light nor arrow should have to compete with a face. */
export function FacePhase({ model, face }: { model: ScreenModel; face: FaceProgress | undefined }) {
  const label = model.words.value.pleaseWait;
  const light = model.state.value?.light;
  switch (face?.prompt) {
    case 'turn-left':
    case 'turn-right':
      return (
        <Stage
          model={model}
          picture={<TurnArrow direction={face.prompt === 'turn-left' ? 'left' : 'right'} pose={face.pose} />}
        >
          <Progress key={face.prompt} label={label} forMs={TURN_WATCH_MS} />
        </Stage>
      );
    case 'light':
      return (
        <Stage model={model} picture={<FaceOval box={face.box} pose={face.pose} />}>
          {light !== undefined && <Progress key={light.id} label={label} forMs={challengeMs(light.challenge)} />}
        </Stage>
      );
    case 'wait':
      return (
        <Stage model={model} picture={<Waiting />}>
          <Progress label={label} />
        </Stage>
      );
    case 'look':
    case undefined:
      return (
        <Stage
          model={model}
          picture={
            <FaceOval
              box={face?.box}
              pose={face?.pose}
              mirror={model.state.value?.mirror}
              sign={signOfCue(model.cue.value)}
            />
          }
        />
      );
  }
}
