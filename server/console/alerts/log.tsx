import { useSignal } from '@preact/signals';
import type { MessagePage, MessageView } from '../../oversight/alerts/answers.ts';
import { MESSAGE_STATES, type MessageState } from '../../oversight/alerts/vocabulary.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { PageChoices } from '../records/page-choices.tsx';
import { Table } from '../records/table.tsx';
import { attemptsWords, MESSAGE_STATE_WORDS, messageWords, resultWords } from '../words-of-alerts.ts';

const FILTERS = ['every', ...MESSAGE_STATES] as const;
type Filter = 'every' | MessageState;
const FILTER_WORDS: { readonly [One in Filter]: string } = translated({ every: 'Every state' }, MESSAGE_STATE_WORDS);

const MESSAGE_LOOKS: { readonly [State in MessageState]: Omit<BadgeProps, 'word'> } = {
  waiting: { tone: 'caution', icon: 'wait' },
  delivered: { tone: 'good', icon: 'tick' },
  'given-up': { tone: 'bad', icon: 'cross' },
  silenced: { tone: 'note', icon: 'dash' },
};

/** Each message with its progress: attempts, the last result, the next attempt. */
export function Log() {
  const filter = useSignal<Filter>('every');
  const pages = useSignal<readonly number[]>([]);
  const before = pages.value.at(-1);
  const query = new URLSearchParams({
    ...(filter.value !== 'every' && { state: filter.value }),
    ...(before !== undefined && { before: String(before) }),
  });
  return (
    <section class="panel" aria-labelledby="log-title">
      <h2 id="log-title">{t('Log of deliveries')}</h2>
      <div class="filters">
        <Select
          title={t('State')}
          options={FILTERS}
          words={FILTER_WORDS}
          chosen={filter.value}
          onChoose={(chosen) => {
            filter.value = chosen;
            pages.value = [];
          }}
        />
      </div>
      <Loaded<MessagePage>
        key={query.toString()}
        path={`/v1/alerts/messages?${query.toString()}`}
        away={t('Alerts are sent without this page.')}
      >
        {({ messages }) => (
          <>
            {messages.length === 0 ? (
              <StatePanel kind="empty" title={t('No message matches.')} />
            ) : (
              <Table
                caption={t('Log of deliveries')}
                columns={[t('When'), t('Message'), t('Route'), t('Channel ## of alerts'), t('State'), t('Progress')]}
              >
                {messages.map((message) => (
                  <Row key={message.id} message={message} />
                ))}
              </Table>
            )}
            <PageChoices
              what={t('messages')}
              pages={pages}
              next={messages.length === PAGE_LIMIT ? (messages.at(-1)?.position ?? 1) : undefined}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Row({ message }: { readonly message: MessageView }) {
  const { madeAt, state, route, channel, attempts, lastAt, lastResult, lastStatus, nextAt } = message;
  return (
    <tr>
      <th scope="row" class="figures">
        {dateAndTime(madeAt)}
      </th>
      <td>{messageWords(message)}</td>
      <td>{route === null ? '–' : <bdi>{route}</bdi>}</td>
      <td>
        <bdi>{channel}</bdi>
      </td>
      <td>
        <Badge {...MESSAGE_LOOKS[state]} word={MESSAGE_STATE_WORDS[state]} />
      </td>
      <td>
        {attempts > 0 && attemptsWords(attempts)}
        {lastAt !== null && <span class="quiet figures"> {dateAndTime(lastAt)}</span>}
        {lastResult !== null && lastResult !== 'delivered' && (
          <span class="kiosk-name">{resultWords(lastResult, lastStatus)}</span>
        )}
        {nextAt !== null && attempts > 0 && (
          <span class="kiosk-name quiet">{t('Next attempt: {time}', { time: dateAndTime(nextAt) })}</span>
        )}
      </td>
    </tr>
  );
}
