import type { DockModel } from '../model/dock-model.ts';
import { SCENARIOS } from '../model/scenarios.ts';

const READY = 'One click plays one. Watch the result on the right.';

/** A click on a card plays its scenario. */
export function ScenarioCards({ model }: { model: DockModel }) {
  const isBusy = model.isBusy.value;
  const standing = model.standing.value;
  const current = model.run.value?.scenario.id;
  return (
    <section class="panel scenarios" aria-labelledby="scenarios-heading">
      <div class="panel-head">
        <h2 id="scenarios-heading">Scenarios</h2>
        <p class="quiet">{standing?.kind === 'ready' ? READY : standing?.sentence}</p>
      </div>
      <ul class="cards">
        {SCENARIOS.map((scenario) => (
          <li key={scenario.id}>
            <button
              type="button"
              class="card scenario"
              aria-disabled={isBusy}
              aria-current={current === scenario.id ? 'true' : undefined}
              onClick={() => !isBusy && void model.play(scenario)}
            >
              <span class="card-name">{scenario.name}</span>
              <span class="card-note">{scenario.story}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
