import { useSignal } from '@preact/signals';
import { rich, t } from '../languages/text.ts';
import { MadeFile } from '../privacy/parts/export-panel.tsx';
import { Outcome } from '../privacy/parts/outcome.tsx';
import { type ExportedFile, exportFile } from '../privacy/state/export-file.ts';
import { formText } from '../privacy/state/form-text.ts';
import { useAct } from '../privacy/state/use-act.ts';

/** Years that can be asked for: the present one and those before. */
const YEARS = 6;

/** Makes the report of a year with the evidence for each of its figures. */
export function YearFile() {
  const actor = useAct();
  const made = useSignal<ExportedFile | null>(null);
  const present = new Date().getUTCFullYear();
  return (
    <section class="panel" aria-labelledby="year-file-title">
      <h2 id="year-file-title">{t('Report of a year')}</h2>
      <p class="quiet">
        {t(
          'Figures of the year with the entries and rows from which a regulator computes each again. The file has ids of staff and no traveller.',
        )}
      </p>
      <p class="quiet">
        {rich('The command names each figure that it confirms, and why it cannot confirm another: {command}', {
          command: <span class="digest">npm run verify -- PROOF --policy POLICY --of FILE</span>,
        })}
      </p>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const year = formText(new FormData(event.currentTarget), 'year');
          made.value = null;
          actor.act(
            () => exportFile(`/v1/compliance/years?year=${year}`, `postern-year-${year}.json`),
            t('Your browser saves the file.'),
            (file) => {
              made.value = file;
            },
          );
        }}
      >
        <div class="field">
          <label for="year-file-year">{t('Year (UTC)')}</label>
          <select id="year-file-year" name="year">
            {Array.from({ length: YEARS }, (_, ago) => (
              <option key={ago} value={present - ago}>
                {present - ago}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="button">
          {t('Make the file')}
        </button>
      </form>
      <Outcome actor={actor} />
      <MadeFile file={made.value} />
    </section>
  );
}
