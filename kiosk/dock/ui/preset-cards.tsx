import { signal } from '@preact/signals';
import { Icon } from '../../../server/ui/design/icon.tsx';
import { Choice } from './choice.tsx';
import { ask, phase, state } from './dock-state.ts';
import { PRESETS } from './presets.ts';

const specimen = signal('alpha');
const other = signal('bravo');
const sending = signal(false);

/** One press sends a whole traveller, who touches the lane's screen on their own. */
export function PresetCards() {
  const people = (state.value?.specimens ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const ready = phase.value === 'idle' && !sending.value;
  return (
    <section class="panel" aria-labelledby="send">
      <h2 id="send">Send a traveller</h2>
      <div class="row">
        <Choice
          label="Holder of the passport"
          value={specimen.value}
          options={people}
          onChoose={(id) => (specimen.value = id)}
        />
        <Choice label="The other person" value={other.value} options={people} onChoose={(id) => (other.value = id)} />
      </div>
      <p class="quiet" role="status">
        {ready ? 'The lane is ready.' : 'A traveller can be sent when the lane is ready.'}
      </p>
      <ul class="cards">
        {PRESETS.map(({ title, expect, icon, traveller }) => (
          <li key={title}>
            <button
              type="button"
              class="card"
              disabled={!ready}
              onClick={async () => {
                sending.value = true;
                await ask('traveller', traveller(specimen.value, other.value));
                sending.value = false;
              }}
            >
              <span class="card-title">
                <Icon name={icon} /> {title}
              </span>
              <span class="quiet">{expect}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
