import type { DockModel } from '../model/dock-model.ts';
import { PRESETS } from '../model/presets.ts';

export function PresetCards({ model }: { model: DockModel }) {
  return (
    <fieldset class="cards">
      <legend>What happens</legend>
      {PRESETS.map((preset) => (
        <label key={preset.id} class="card">
          <input
            type="radio"
            name="preset"
            checked={model.preset.value === preset.id}
            onChange={() => model.choose(preset)}
          />
          <span class="card-name">{preset.name}</span>
          <span class="card-note">{preset.expect}</span>
        </label>
      ))}
    </fieldset>
  );
}
