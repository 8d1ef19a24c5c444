import { useSignal } from '@preact/signals';
import { ENTRY_TYPE_CODES } from '../../records/ledger/entry/entry.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import type { LedgerEntryPage } from '../../records/ledger/answers.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { PageChoices } from '../records/page-choices.tsx';
import { Table } from '../records/table.tsx';
import { EntryRow } from './entry-row.tsx';
import { ENTRY_WORDS } from './words.ts';

const TYPES = Object.keys(ENTRY_TYPE_CODES) as readonly (keyof typeof ENTRY_TYPE_CODES)[];

/** The log, page by page from its end: the index, kind, time and inclusion proof of each entry. */
export function Entries() {
  const type = useSignal('');
  const pages = useSignal<readonly number[]>([]);
  const opened = useOpened<number>();
  const before = pages.value.at(-1);
  const query = new URLSearchParams({
    ...(type.value !== '' && { type: type.value }),
    ...(before !== undefined && { before: String(before) }),
  });
  return (
    <section class="panel" aria-labelledby="entries-title">
      <h2 id="entries-title">{t('Entries')}</h2>
      <p class="quiet">
        {t(
          'Each entry is a commitment: the log shows the kind and the time of an event, and never identifies a traveller.',
        )}
      </p>
      <div class="filters">
        <div class="field">
          <label for="entries-type">{t('Kind')}</label>
          <select
            id="entries-type"
            value={type.value}
            onChange={({ currentTarget }) => {
              type.value = currentTarget.value;
              pages.value = [];
            }}
          >
            <option value="">{t('Every kind')}</option>
            {TYPES.map((one) => (
              <option key={one} value={one}>
                {ENTRY_WORDS[one]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Loaded<LedgerEntryPage>
        key={query.toString()}
        path={`/v1/ledger/entries?${query.toString()}`}
        away={t('Entries stay in the ledger.')}
      >
        {({ entries }) => (
          <>
            {entries.length === 0 ? (
              <StatePanel kind="empty" title={t('No such entry.')} />
            ) : (
              <Table
                caption={t('Entries')}
                columns={[{ head: t('Index'), isNumber: true }, t('Kind'), t('When'), t('Proof')]}
              >
                {entries.map((entry) => (
                  <EntryRow key={entry.index} entry={entry} opened={opened} />
                ))}
              </Table>
            )}
            <PageChoices
              what={t('entries')}
              pages={pages}
              next={entries.length === PAGE_LIMIT ? (entries.at(-1)?.index ?? 0) : undefined}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
