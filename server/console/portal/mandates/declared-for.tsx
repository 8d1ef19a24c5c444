import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Mandates, ShownMandate } from '../../../goods/declarations/api/portal-answers.ts';
import { t } from '../../languages/text.ts';
import { ask } from '../ask.ts';

/** The trader for whom declarations are sent; empty: the trader's own. */
export const declaredFor = signal('');
const mandates = signal<readonly ShownMandate[]>([]);

/** The choice of the trader, for those who have mandates. @param onChosen gets the mandates between the two traders */
export function DeclaredFor({ onChosen }: { readonly onChosen: (chosen: readonly ShownMandate[]) => void }) {
  useEffect(() => void load(), []);
  const principals = [...new Set(mandates.value.map(({ principal }) => principal))];
  if (principals.length === 0) return null;
  return (
    <div class="field">
      <label for="declared-for">{t('Declared for')}</label>
      <select
        id="declared-for"
        class="field-input"
        value={declaredFor.value}
        onChange={({ currentTarget }) => {
          declaredFor.value = currentTarget.value;
          onChosen(mandates.value.filter(({ principal }) => principal === declaredFor.value));
        }}
      >
        <option value="">{t('Ourselves')}</option>
        {principals.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}

async function load(): Promise<void> {
  const asked = await ask<Mandates>('GET', '/v1/session/mandates');
  if (asked.kind === 'refused') return;
  mandates.value = asked.value.mandates.filter(({ side, state }) => side === 'representative' && state === 'in-force');
  if (!mandates.value.some(({ principal }) => principal === declaredFor.value)) declaredFor.value = '';
}
