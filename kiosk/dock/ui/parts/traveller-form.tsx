import { travellerOf } from '../model/draft.ts';
import { FineTuning } from './fine-tuning.tsx';
import type { TravellerFormProps } from './traveller-form-props.ts';

/** A traveller of the developer's own mixture. */
export function TravellerForm({ model, view, draft }: TravellerFormProps) {
  const standing = model.standing.value;
  const isReady = standing?.kind === 'ready' && !model.isBusy.value;
  return (
    <form
      class="panel traveller-form"
      aria-labelledby="own-heading"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void model.perform('traveller', travellerOf(draft), 'A traveller is on the way.');
      }}
    >
      <div class="panel-head">
        <h2 id="own-heading">A traveller of your own</h2>
        <button type="submit" class="button button-main" aria-describedby="send-note" aria-disabled={!isReady}>
          Send traveller
        </button>
      </div>
      <p id="send-note" class="quiet">
        {standing?.kind === 'ready' ? 'Starts from the scenario that was played last.' : standing?.sentence}
      </p>
      <FineTuning model={model} view={view} draft={draft} />
    </form>
  );
}
