import { useSignal } from '@preact/signals';
import type { ControlQueue } from '../../goods/declarations/controls/answers.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { Declaration } from './declaration.tsx';
import { CHANNEL_WORDS } from './words.ts';
import { riskWords, ROUTE_WORDS } from './words-of-controls.ts';

const WITH_EVERY = translated({ every: 'All controls' });
type Chosen = keyof typeof ROUTE_WORDS | 'every';
const OPTIONS: readonly Chosen[] = ['every', 'documents', 'scan', 'physical'];

/** Declarations that wait for a control, in the order of the queue, and the one that is opened. */
export function Controls() {
  const route = useSignal<Chosen>('every');
  const pages = useSignal<readonly string[]>([]);
  const opened = useSignal<string | null>(null);
  const after = pages.value.at(-1);
  const query = new URLSearchParams({
    ...(route.value !== 'every' && { route: route.value }),
    ...(after !== undefined && { after }),
  });
  return (
    <>
      <section class="panel" aria-labelledby="controls-title">
        <h2 id="controls-title">{t('Controls ## of goods')}</h2>
        <p class="quiet">
          {t(
            'The score only orders the queue. A green declaration shows a reason only where a rule selects it, because some are drawn at random.',
          )}
        </p>
        <div class="filters">
          <Select
            title={t('Recommended control')}
            options={OPTIONS}
            words={{ ...ROUTE_WORDS, every: WITH_EVERY.every }}
            chosen={route.value}
            onChoose={(chosen) => {
              route.value = chosen;
              pages.value = [];
            }}
          />
        </div>
        <Loaded<ControlQueue>
          key={query.toString()}
          path={`/v1/declaration-controls?${query.toString()}`}
          away={t('Declarations are received and sealed without this page.')}
        >
          {({ controls, waiting, next }, { again }) => (
            <>
              <p>{plural(waiting, '{count} declaration waits.', '{count} declarations wait.')}</p>
              {controls.length === 0 ? (
                <StatePanel kind="empty" title={t('No declaration waits for a control.')} />
              ) : (
                <Queue controls={controls} onOpen={(id) => (opened.value = id)} />
              )}
              <p class="customs-pages">
                {pages.value.length > 0 && (
                  <Button label={t('Back ## in the queue')} onPress={() => (pages.value = pages.value.slice(0, -1))} />
                )}
                {next !== null && (
                  <Button label={t('Further ## in the queue')} onPress={() => (pages.value = [...pages.value, next])} />
                )}
                <Button label={t('Load again')} onPress={again} />
              </p>
            </>
          )}
        </Loaded>
      </section>
      {opened.value !== null && (
        <Declaration key={opened.value} id={opened.value} onClose={() => (opened.value = null)} />
      )}
    </>
  );
}

interface QueueProps {
  readonly controls: ControlQueue['controls'];
  readonly onOpen: (id: string) => void;
}

function Queue({ controls, onOpen }: QueueProps) {
  const columns = [
    t('Received ## a declaration'),
    t('Trader'),
    t('Recommended control'),
    t('Channel ## of a declaration'),
    t('Findings'),
    t('Reason ## of a control of goods'),
    t('Open ## a record'),
  ];
  return (
    <Table caption={t('Controls ## of goods')} columns={columns}>
      {controls.map((one) => (
        <tr key={one.id}>
          <th scope="row" class="figures">
            {dateAndTime(one.receivedAt)}
          </th>
          <td>
            <bdi>{one.trader}</bdi>
          </td>
          <td>
            {ROUTE_WORDS[one.route]}
            {one.waitsForSecond && <> {t('(waits for a second officer)')}</>}
          </td>
          <td>{CHANNEL_WORDS[one.channel]}</td>
          <td class="digest">{one.rules.length === 0 ? '–' : one.rules.join(', ')}</td>
          <td>
            {riskWords(one) ?? (one.selectedBy.length === 0 && '–')}
            {one.selectedBy.map((rule) => (
              <p key={rule.id} class="customs-rule">
                {t('Rule: {text}', { text: rule.text })}
              </p>
            ))}
          </td>
          <td>
            <button
              type="button"
              class="button"
              aria-label={t('Show the declaration of {trader}, {time}', {
                trader: one.trader,
                time: dateAndTime(one.receivedAt),
              })}
              onClick={() => onOpen(one.id)}
            >
              {t('Show')}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
