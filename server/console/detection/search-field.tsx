import type { Signal } from '@preact/signals';
import { t } from '../languages/text.ts';

/** The search of a list that is shown whole. */
export function SearchField({ id, search }: { readonly id: string; readonly search: Signal<string> }) {
  return (
    <div class="select">
      <label for={id}>{t('Search')}</label>
      <input
        id={id}
        type="search"
        class="field-input"
        value={search.value}
        onInput={({ currentTarget }) => (search.value = currentTarget.value)}
      />
    </div>
  );
}
