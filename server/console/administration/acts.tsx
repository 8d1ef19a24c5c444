import { useSignal } from '@preact/signals';
import { ACTS, personIdSchema } from '../../platform/access/vocabulary.ts';
import { OWN_ACTS, SERVER_ACTS } from '../../records/acts/own-acts.ts';
import type { ActPage } from '../../records/acts/answers.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { compareNames } from '../languages/format.ts';
import { t, translated } from '../languages/text.ts';
import { useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { PageChoices } from '../records/page-choices.tsx';
import { Table } from '../records/table.tsx';
import { ActRow } from './act-row.tsx';
import { actWords } from './words.ts';

/** In the order of the alphabet of the language. */
function everyAct() {
  return [...ACTS, ...OWN_ACTS, ...SERVER_ACTS]
    .map((act) => ({ act, words: actWords(act) }))
    .sort((one, other) => compareNames(one.words, other.words));
}

/** The acts at this server, page by page, each with its actor and its proof. No act identifies the traveller that it concerned. */
export function Acts() {
  const act = useSignal('');
  const typed = useSignal('');
  const person = useSignal('');
  const isWrong = useSignal(false);
  /** The start of each page before this one, for the way back. */
  const pages = useSignal<readonly number[]>([]);
  const opened = useOpened<string>();
  const before = pages.value.at(-1);
  const query = new URLSearchParams({
    ...(act.value !== '' && { act: act.value }),
    ...(person.value !== '' && { person: person.value }),
    ...(before !== undefined && { before: String(before) }),
  });
  const narrow = () => {
    const wanted = typed.value.trim();
    isWrong.value = wanted !== '' && !personIdSchema.safeParse(wanted).success;
    if (isWrong.value) return;
    person.value = wanted;
    pages.value = [];
  };
  return (
    <section class="panel" aria-labelledby="acts-title">
      <h2 id="acts-title">{t('Acts')}</h2>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          narrow();
        }}
      >
        <div class="field">
          <label for="acts-act">{t('Act')}</label>
          <select
            id="acts-act"
            value={act.value}
            onChange={({ currentTarget }) => {
              act.value = currentTarget.value;
              pages.value = [];
            }}
          >
            <option value="">{t('Every act')}</option>
            {everyAct().map(({ act: one, words }) => (
              <option key={one} value={one}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="acts-person">{t('Person, by their name at this server')}</label>
          <input
            id="acts-person"
            type="text"
            maxLength={32}
            autocomplete="off"
            spellcheck={false}
            value={typed.value}
            aria-invalid={isWrong.value}
            aria-describedby="acts-wrong"
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        </div>
        <button type="submit" class="button">
          {t('Show')}
        </button>
        <p id="acts-wrong" role="status">
          {isWrong.value && t('This is not a valid name.')}
        </p>
      </form>
      <Loaded<ActPage> key={query.toString()} path={`/v1/acts?${query.toString()}`} away={t('Acts stay recorded.')}>
        {({ acts, erased }) => (
          <>
            {acts.length === 0 ? (
              <StatePanel kind="empty" title={t('No act matches.')} />
            ) : (
              <Table
                caption={t('Acts')}
                columns={[t('When'), t('Person'), t('Act'), t('About'), t('Result'), t('Proof')]}
              >
                {acts.map((one) => (
                  <ActRow key={one.id} act={one} opened={opened} />
                ))}
              </Table>
            )}
            {erased.length > 0 && <ErasedActs erased={erased} />}
            <PageChoices
              what={t('acts')}
              pages={pages}
              next={acts.length === PAGE_LIMIT ? (acts.at(-1)?.position ?? 1) : undefined}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

const CAUSES = translated({
  retention: 'An access request was erased at the end of its time',
  request: 'On request',
  unknown: 'No erasure covers it',
});

/** Acts whose entry remains and whose content is gone. */
function ErasedActs({ erased }: Pick<ActPage, 'erased'>) {
  return (
    <Table caption={t('Erased acts')} columns={[t('Entry'), t('Erased'), t('Cause')]}>
      {erased.map(({ position, cause, erasedAt }) => (
        <tr key={position}>
          <th scope="row" class="figures">
            {position}
          </th>
          <td class="figures">{erasedAt === null ? '' : dateAndTime(erasedAt)}</td>
          <td>{CAUSES[cause]}</td>
        </tr>
      ))}
    </Table>
  );
}
