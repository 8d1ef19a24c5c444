import { useSignal } from '@preact/signals';
import type { DeclarationList, ListedDeclaration } from '../../goods/declarations/viewings/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { Declaration } from './declaration.tsx';
import { CHANNEL_WORDS, DATA_SET_WORDS, MASS_WORDS, STATE_WORDS, VALUE_WORDS } from './words.ts';

type Filter = 'channel' | 'state' | 'data-set' | 'value' | 'mass';

const ALL = translated({ all: 'All' });
const FILTERS: readonly {
  readonly name: Filter;
  readonly title: () => string;
  readonly words: Readonly<Record<string, string>>;
}[] = [
  { name: 'channel', title: () => t('Channel ## of a declaration'), words: CHANNEL_WORDS },
  { name: 'state', title: () => t('State'), words: STATE_WORDS },
  { name: 'data-set', title: () => t('Data set'), words: DATA_SET_WORDS },
  { name: 'value', title: () => t('Invoice'), words: VALUE_WORDS },
  { name: 'mass', title: () => t('Gross mass'), words: MASS_WORDS },
];

/** Declarations by what stays readable, latest first, and the one that is opened. */
export function Declarations() {
  const chosen = useSignal<Readonly<Record<string, string>>>({});
  const chapter = useSignal('');
  const pages = useSignal<readonly string[]>([]);
  const opened = useSignal<string | null>(null);
  const after = pages.value.at(-1);
  const query = new URLSearchParams({
    ...chosen.value,
    ...(/^\d{2}$/.test(chapter.value) && { chapter: chapter.value }),
    ...(after !== undefined && { after }),
  });
  const choose = (name: Filter, word: string) => {
    const { [name]: _before, ...others } = chosen.value;
    chosen.value = word === 'all' ? others : { ...others, [name]: word };
    pages.value = [];
  };
  return (
    <>
      <section class="panel" aria-labelledby="declarations-title">
        <h2 id="declarations-title">{t('Declarations ## of traders')}</h2>
        <p class="quiet">
          {t('The list shows what stays readable. Everything else is sealed until you open it for a purpose.')}
        </p>
        <div class="filters">
          {FILTERS.map(({ name, title, words }) => (
            <Select
              key={name}
              title={title()}
              options={['all', ...Object.keys(words)]}
              words={{ all: ALL.all, ...words }}
              chosen={chosen.value[name] ?? 'all'}
              onChoose={(word) => choose(name, word)}
            />
          ))}
          <div class="select">
            <label for="customs-chapter">{t('Chapter, two digits')}</label>
            <input
              id="customs-chapter"
              class="field-input"
              inputMode="numeric"
              maxLength={2}
              size={4}
              value={chapter.value}
              onInput={({ currentTarget }) => {
                chapter.value = currentTarget.value;
                pages.value = [];
              }}
            />
          </div>
        </div>
        <Loaded<DeclarationList>
          key={query.toString()}
          path={`/v1/declarations?${query.toString()}`}
          away={t('Declarations are received and sealed without this page.')}
        >
          {({ declarations, next }) => (
            <>
              {declarations.length === 0 ? (
                <StatePanel kind="empty" title={t('No declaration matches.')} />
              ) : (
                <List declarations={declarations} onOpen={(id) => (opened.value = id)} />
              )}
              <p class="customs-pages">
                {pages.value.length > 0 && (
                  <Button label={t('Newer')} onPress={() => (pages.value = pages.value.slice(0, -1))} />
                )}
                {next !== null && <Button label={t('Older')} onPress={() => (pages.value = [...pages.value, next])} />}
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

interface ListProps {
  readonly declarations: readonly ListedDeclaration[];
  readonly onOpen: (id: string) => void;
}

function List({ declarations, onOpen }: ListProps) {
  const columns = [
    t('When'),
    t('Trader'),
    t('Data set'),
    t('State'),
    t('Chapters'),
    t('Invoice'),
    t('Findings'),
    t('Open ## a record'),
  ];
  return (
    <Table caption={t('Declarations ## of traders')} columns={columns}>
      {declarations.map(({ id, receivedAt, trader, dataSet, state, channel, chapters, value, findings }) => (
        <tr key={id}>
          <th scope="row" class="figures">
            {dateAndTime(receivedAt)}
          </th>
          <td>
            <bdi>{trader}</bdi>
          </td>
          <td>{dataSet === null ? '–' : DATA_SET_WORDS[dataSet]}</td>
          <td>
            {channel === null ? (
              <Badge tone="bad" icon="cross" word={STATE_WORDS[state]} />
            ) : (
              <Badge
                tone={channel === 'green' ? 'good' : 'caution'}
                icon={channel === 'green' ? 'tick' : 'warning'}
                word={CHANNEL_WORDS[channel]}
              />
            )}
          </td>
          <td class="figures">{chapters.length === 0 ? '–' : chapters.join(', ')}</td>
          <td>{VALUE_WORDS[value]}</td>
          <td class="digest">
            {findings.length === 0 ? '–' : [...new Set(findings.map(({ rule }) => rule))].join(', ')}
          </td>
          <td>
            <button
              type="button"
              class="button"
              aria-label={t('Show the declaration of {trader}, {time}', { trader, time: dateAndTime(receivedAt) })}
              onClick={() => onOpen(id)}
            >
              {t('Show')}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
