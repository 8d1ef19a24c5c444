import type { DockView } from '../model/dock-view.ts';
import type { DockModel } from '../model/dock-model.ts';
import { nameOf } from './specimen-name.ts';

/** The holder of the passport, for scenarios and for the developer's own traveller. */
export function HolderCards({ model, view }: { model: DockModel; view: DockView }) {
  const holder = model.draft.value?.holder;
  return (
    <fieldset class="cards holders">
      <legend>Holder of the passport</legend>
      {view.specimens.map((specimen) => (
        <label key={specimen.id} class="card">
          <input
            type="radio"
            name="holder"
            checked={holder === specimen.id}
            onChange={() => model.chooseHolder(specimen.id)}
          />
          <img
            src={`/dock/api/specimens/${specimen.id}/photographs/0.jpg`}
            alt=""
            width="96"
            height="96"
            loading="lazy"
          />
          <span class="card-name">{nameOf(specimen.name)}</span>
          <span class="card-note">{specimen.issuingState}</span>
        </label>
      ))}
    </fieldset>
  );
}
