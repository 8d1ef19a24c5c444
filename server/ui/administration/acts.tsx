import { useSignal } from '@preact/signals';
import { ACTS, personIdSchema } from '../../access/vocabulary.ts';
import { OWN_ACTS } from '../../acts/own-acts.ts';
import type { ActPage } from '../../acts/answers.ts';
import { PAGE_LIMIT } from '../../http/limits.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { PageChoices } from '../records/page-choices.tsx';
import { Table } from '../records/table.tsx';
import { ActRow } from './act-row.tsx';
import { actWords } from './words.ts';

const EVERY_ACT = [...ACTS, ...OWN_ACTS]
  .map((act) => ({ act, words: actWords(act) }))
  .sort((one, other) => one.words.localeCompare(other.words, 'en'));

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
      <h2 id="acts-title">Acts</h2>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          narrow();
        }}
      >
        <div class="field">
          <label for="acts-act">Act</label>
          <select
            id="acts-act"
            value={act.value}
            onChange={({ currentTarget }) => {
              act.value = currentTarget.value;
              pages.value = [];
            }}
          >
            <option value="">Every act</option>
            {EVERY_ACT.map(({ act: one, words }) => (
              <option key={one} value={one}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="acts-person">Person, by their name at this server</label>
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
          Show
        </button>
        <p id="acts-wrong" role="status">
          {isWrong.value && 'This is not a valid name.'}
        </p>
      </form>
      <Loaded<ActPage> key={query.toString()} path={`/v1/acts?${query.toString()}`} away="Acts stay recorded.">
        {({ acts }) => (
          <>
            {acts.length === 0 ? (
              <StatePanel kind="empty" title="No act matches." />
            ) : (
              <Table caption="Acts" columns={['When', 'Person', 'Act', 'About', 'Result', 'Proof']}>
                {acts.map((one) => (
                  <ActRow key={one.id} act={one} opened={opened} />
                ))}
              </Table>
            )}
            <PageChoices
              what="acts"
              pages={pages}
              next={acts.length === PAGE_LIMIT ? (acts.at(-1)?.position ?? 1) : undefined}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
