import type { ScreenModel } from '../model/screen-model.ts';

/** The way through without coloured light, from the notice on and while it glows. */
export function LightsChoice({ model }: { model: ScreenModel }) {
  const { withoutLights, withoutLightsChosen } = model.words.value;
  const state = model.state.value;
  const asked = state?.phase === 'notice' || state?.phase === 'document' || state?.phase === 'face';
  if (model.link.value !== 'live' || !asked || state.lights === undefined) return null;
  const declined = state.lights === 'declined';
  return (
    <button
      type="button"
      class="choice"
      aria-pressed={declined}
      disabled={declined}
      onClick={() => model.touch('without-lights')}
    >
      {declined ? withoutLightsChosen : withoutLights}
    </button>
  );
}
