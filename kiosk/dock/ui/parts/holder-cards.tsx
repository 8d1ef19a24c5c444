import { draftFor, PRESETS } from '../model/presets.ts';
import { nameOf } from './specimen-name.ts';
import type { TravellerFormProps } from './traveller-form-props.ts';

/**
 * Selects the passport's holder. With a preset, the new holder plays it; a custom mixture keeps the person at the camera.
 */
export function HolderCards({ model, view, draft }: TravellerFormProps) {
  const preset = PRESETS.find(({ id }) => id === model.preset.value);
  return (
    <fieldset class="cards holders">
      <legend>Whose passport</legend>
      {view.specimens.map((specimen) => {
        const able = preset?.fits?.(specimen) ?? true;
        return (
          <label key={specimen.id} class="card">
            <input
              type="radio"
              name="holder"
              checked={draft.holder === specimen.id}
              disabled={!able}
              onChange={() => {
                if (preset === undefined) return model.edit({ holder: specimen.id });
                model.edit(draftFor(preset, view.specimens, specimen.id));
                model.choose(preset);
              }}
            />
            <img
              src={`/dock/api/specimens/${specimen.id}/photographs/0.jpg`}
              alt=""
              width="96"
              height="96"
              loading="lazy"
            />
            <span class="card-name">{nameOf(specimen.name)}</span>
            <span class="card-note">
              {specimen.issuingState}
              {!able && ' · one photograph only'}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
