import { useEffect } from 'preact/hooks';
import type { YearReportList } from '../../oversight/compliance/years/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { timeOfDay } from '../design/times.ts';
import { formatBytes } from '../languages/format.ts';
import { rich, t } from '../languages/text.ts';
import { MadeFile } from '../privacy/parts/export-panel.tsx';
import { Outcome } from '../privacy/parts/outcome.tsx';
import { formText } from '../privacy/state/form-text.ts';
import { useAct } from '../privacy/state/use-act.ts';
import { tell } from '../records/ask.ts';
import { Loaded } from '../records/loaded.tsx';
import { YEAR_REPORT_WORDS } from './words.ts';

type Report = YearReportList['reports'][number];

/** Years that can be asked for: the present one and those before. */
const YEARS = 6;
/** A progress on screen is not older. */
const PROGRESS_EVERY_MS = 1_000;

const LOOKS: { readonly [State in Report['state']]: Omit<BadgeProps, 'word'> } = {
  making: { tone: 'caution', icon: 'wait' },
  made: { tone: 'good', icon: 'tick' },
  failed: { tone: 'bad', icon: 'warning' },
};

/** Makes the report of a year with the evidence for each of its figures. */
export function YearFile() {
  return (
    <section class="panel" aria-labelledby="year-file-title">
      <h2 id="year-file-title">{t('Report of a year')}</h2>
      <p class="quiet">
        {t(
          'Figures of the year with the entries and rows from which a regulator can compute each figure again. The file has ids of staff and names no traveller.',
        )}
      </p>
      <p class="quiet">
        {rich('The command names each figure that it confirms, and why it cannot confirm another: {command}', {
          command: <span class="digest">postern-server verify PROOF --policy POLICY --of FILE</span>,
        })}
      </p>
      <Loaded<YearReportList> path="/v1/compliance/years" away={t('A report that is being made continues.')}>
        {(list, { again }) => <Reports list={list} again={again} />}
      </Loaded>
    </section>
  );
}

function Reports({ list, again }: { readonly list: YearReportList; readonly again: () => void }) {
  const actor = useAct();
  const present = new Date().getUTCFullYear();
  const { isBusy, reports } = list;
  useEffect(() => {
    if (!isBusy) return undefined;
    const timer = setTimeout(again, PROGRESS_EVERY_MS);
    return () => clearTimeout(timer);
  }, [list]);
  return (
    <>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const year = formText(new FormData(event.currentTarget), 'year');
          actor.act(() => tell(`/v1/compliance/years?year=${year}`, undefined), t('The report is being made.'), again);
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
          {t('Make the report')}
        </button>
      </form>
      {/* Once begun, the line of the report says how far it is. */}
      {actor.doing.kind !== 'done' && <Outcome actor={actor} />}
      {isBusy && !reports.some(({ state }) => state === 'making') && (
        <p class="quiet">{t('The server makes a report for another person. Yours can begin when it is made.')}</p>
      )}
      {reports.map((report) => (
        <OneReport key={report.id} report={report} nowMs={list.serverTime} />
      ))}
    </>
  );
}

function OneReport({ report, nowMs }: { readonly report: Report; readonly nowMs: number }) {
  const { id, year, state, read, of, made } = report;
  return (
    <>
      <h3>
        {t('Report of {year}', { year: String(year) })} <Badge {...LOOKS[state]} word={YEAR_REPORT_WORDS[state]} />
      </h3>
      {state === 'making' && (
        <p>
          <progress max={Math.max(1, of)} value={Math.min(read, of)} aria-label={t('Entries that were read')} />{' '}
          <span class="figures">{t('{read} of {of} entries', { read, of })}</span>
        </p>
      )}
      {made !== null && (
        <>
          <div class="choices">
            <a class="button" href={`/v1/compliance/years/${id}/file`} download={`postern-year-${year}.ndjson`}>
              {t('Save the file ({size})', { size: formatBytes(made.bytes) })}
            </a>
            <span class="quiet figures">
              {t('The server erases it at {time}.', { time: timeOfDay(made.until, nowMs) })}
            </span>
          </div>
          <MadeFile file={made} />
        </>
      )}
    </>
  );
}
