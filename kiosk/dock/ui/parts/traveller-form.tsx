import { travellerOf } from '../model/draft.ts';
import { PRESETS } from '../model/presets.ts';
import { FineTuning } from './fine-tuning.tsx';
import { HolderCards } from './holder-cards.tsx';
import { PresetCards } from './preset-cards.tsx';
import type { TravellerFormProps } from './traveller-form-props.ts';

/** Selects the traveller, with the button that sends them. */
export function TravellerForm({ model, view, draft }: TravellerFormProps) {
  const phase = model.lane.value?.phase;
  const ready = phase === 'idle';
  const preset = PRESETS.find(({ id }) => id === model.preset.value);
  return (
    <form
      class="panel traveller-form"
      onSubmit={(event) => {
        event.preventDefault();
        void model.perform('traveller', travellerOf(draft), 'A traveller is on the way.');
      }}
    >
      <h2>Send a traveller</h2>
      <PresetCards model={model} />
      <HolderCards model={model} view={view} draft={draft} />
      <FineTuning model={model} view={view} draft={draft} />
      <div class="send">
        <button type="submit" class="send-button" aria-describedby="send-note" aria-disabled={!ready}>
          Send traveller
        </button>
        <p id="send-note" class="quiet">
          {ready
            ? `${preset?.name ?? 'Your own mixture'}. ${preset?.expect ?? 'See what the lane makes of it.'}`
            : phase === 'out-of-service'
              ? 'The lane is out of service: let its devices recover below.'
              : 'The lane is busy with a traveller.'}
        </p>
      </div>
    </form>
  );
}
