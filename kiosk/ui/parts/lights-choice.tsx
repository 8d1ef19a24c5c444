import type { ScreenModel } from '../model/screen-model.ts';
import { ChoiceButton } from './choice-button.tsx';

/** The way without coloured light, from the notice until the light has ended. */
export function LightsChoice({ model }: { model: ScreenModel }) {
  const { withoutLights, withoutLightsNote, withoutLightsChosen } = model.words.value;
  const state = model.state.value;
  const isOffered = state?.phase === 'notice' || state?.phase === 'document' || state?.phase === 'face';
  if (model.link.value !== 'live' || !isOffered || state.lights === undefined) return null;
  return (
    <ChoiceButton
      label={withoutLights}
      note={withoutLightsNote}
      chosenLabel={withoutLightsChosen}
      chosen={state.lights === 'declined'}
      onChoose={() => model.touch('without-lights')}
    />
  );
}
