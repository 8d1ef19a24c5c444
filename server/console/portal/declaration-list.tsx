import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type {
  DeclarationList as DeclarationListView,
  DeclarationSummary,
} from '../../goods/declarations/api/portal-answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { ask, type Problem } from './ask.ts';
import { session } from './session.ts';
import { DATA_SET_WORDS, STATE_WORDS, troubleWords } from './words.ts';

const FILTERS = ['', 'accepted', 'rejected'] as const;

/** The trader's own declarations, newest first. */
export function DeclarationList() {
  const state = useSignal<(typeof FILTERS)[number]>('');
  const lines = useSignal<readonly DeclarationSummary[] | undefined>(undefined);
  const next = useSignal<string | null>(null);
  const trouble = useSignal<Problem | undefined>(undefined);
  const load = async (before?: string) => {
    const query = new URLSearchParams();
    if (before !== undefined) query.set('before', before);
    if (state.value !== '') query.set('state', state.value);
    const asked = await ask<DeclarationListView>('GET', `/v1/declarations?${query.toString()}`);
    trouble.value = asked.kind === 'refused' ? asked.code : undefined;
    if (asked.kind === 'refused') return;
    const earlier = before === undefined ? [] : (lines.value ?? []);
    lines.value = [...earlier, ...asked.value.declarations];
    next.value = asked.value.next;
  };
  useEffect(() => void load(), []);
  return (
    <section class="portal-stack" aria-labelledby="list-title">
      <div class="panel-head">
        <h2 id="list-title">{t('My declarations')}</h2>
        <a class="button button-main" href="#/new">
          {t('New declaration')}
        </a>
      </div>
      <div class="portal-filter">
        <label for="list-state">{t('State')}</label>
        <select
          id="list-state"
          class="field-input"
          value={state.value}
          onChange={({ currentTarget }) => {
            state.value = FILTERS.find((one) => one === currentTarget.value) ?? '';
            void load();
          }}
        >
          <option value="">{t('All')}</option>
          <option value="accepted">{STATE_WORDS.accepted}</option>
          <option value="rejected">{STATE_WORDS.rejected}</option>
        </select>
        <Button label={t('Refresh')} onPress={() => void load()} />
      </div>
      {trouble.value !== undefined && <StatePanel kind="error" title={troubleWords(trouble.value)} />}
      {lines.value === undefined && trouble.value === undefined && <StatePanel kind="loading" title={t('Loading…')} />}
      {lines.value?.length === 0 && <StatePanel kind="empty" title={t('There is no declaration yet')} />}
      <ul class="portal-list">
        {lines.value?.map((line) => (
          <li key={line.id}>
            <Line line={line} />
          </li>
        ))}
      </ul>
      {next.value !== null && <Button label={t('Show more')} onPress={() => void load(next.value ?? undefined)} />}
    </section>
  );
}

function Line({ line }: { readonly line: DeclarationSummary }) {
  const { id, trader, filedBy, receivedAt, dataSet, errors, warnings } = line;
  return (
    <a class="portal-line" href={`#/declarations/${id}`}>
      <span>{dateAndTime(receivedAt)}</span>
      <span>{dataSet === null ? t('Unknown data set') : DATA_SET_WORDS[dataSet]}</span>
      <StateBadge state={line.state} />
      <span class="quiet">
        {filedBy !== null && filedWords(trader, filedBy)}{' '}
        {errors > 0 && plural(errors, '{count} error', '{count} errors')}{' '}
        {warnings > 0 && plural(warnings, '{count} warning', '{count} warnings')}
      </span>
      <span class="digest quiet">{id.slice(0, 8)}</span>
    </a>
  );
}

/** Beside a declaration that a representative filed. */
function filedWords(trader: string, filedBy: string): string {
  return trader === session.value?.person?.trader
    ? t('Filed by {trader}', { trader: filedBy })
    : t('For {trader}', { trader });
}

export function StateBadge({ state }: Pick<DeclarationSummary, 'state'>) {
  return state === 'accepted' ? (
    <Badge tone="good" icon="tick" word={STATE_WORDS.accepted} />
  ) : (
    <Badge tone="bad" icon="cross" word={STATE_WORDS.rejected} />
  );
}
