import '../design/button.css';
import '../design/panel.css';
import '../design/record.css';
import type { PublishedCell } from '../../oversight/observatory/publication/error-rate-report.ts';
import { ThemeControl } from '../design/theme/theme-control.tsx';
import { dayOf } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { LanguageSelect } from '../languages/language-select.tsx';
import { t } from '../languages/text.ts';
import { TableFrame } from '../records/table-frame.tsx';
import { BrandName } from '../shell/brand-name.tsx';
import { isRehearsal } from '../shell/brand.ts';
import { RehearsalBanner } from '../shell/rehearsal-banner.tsx';
import { FalseMatchBounds } from './false-matches.tsx';
import { Groups } from './groups.tsx';
import { placeOf } from './place-of.ts';
import { rateOf } from './rate-of.ts';
import { choose, chosen, loadReports, reports } from './state.ts';
import './page.css';

/** The published error rates, without sign-in. */
export function ErrorRatesPage() {
  return (
    <>
      <header class="rates-head">
        {isRehearsal.value && <RehearsalBanner />}
        <div class="rates-tools">
          <BrandName />
          <ThemeControl />
          <LanguageSelect />
        </div>
        <h1>{t('Error rates')}</h1>
        <p>
          {t(
            'How often the gates of this service are wrong, for each month and year. Each report is signed, and the ledger holds its digest: you can verify it without this server.',
          )}
        </p>
      </header>
      <main class="rates-main">
        <Reports />
      </main>
    </>
  );
}

function Reports() {
  const list = reports.value;
  if (list.kind === 'loading') return <p role="status">{t('Loading reports')}</p>;
  if (list.kind === 'failed') {
    return (
      <p role="alert">
        {t('The reports cannot be loaded.')}{' '}
        <button type="button" class="button" onClick={() => void loadReports()}>
          {t('Load the reports again')}
        </button>
      </p>
    );
  }
  if (list.value.length === 0) {
    return <p>{t('No report is published yet. The report of a month is made two weeks after it has ended.')}</p>;
  }
  return (
    <>
      <label class="rates-period">
        {t('Month or year')}
        <select onChange={(event) => void choose(event.currentTarget.value)}>
          {list.value.map(({ period }) => (
            <option key={period} value={period}>
              {period}
            </option>
          ))}
        </select>
      </label>
      <Report />
    </>
  );
}

function Report() {
  const loaded = chosen.value;
  if (loaded.kind === 'loading') return <p role="status">{t('Loading reports')}</p>;
  if (loaded.kind === 'failed') return <p role="alert">{t('The report cannot be loaded.')}</p>;
  const { period, madeAt, lanes, cells, falseMatches, groups } = loaded.value;
  return (
    <section class="panel" aria-labelledby="rates-title">
      <h2 id="rates-title">{t('Error rates of {period}', { period })}</h2>
      <p class="quiet">
        {t('Gates that reported: {count}.', { count: formatNumber(lanes) })}{' '}
        {t('Made on {date}.', { date: dayOf(madeAt) })}
      </p>
      {cells.length === 0 ? (
        <p>{t('No place had enough travellers for a rate.')}</p>
      ) : (
        <TableFrame label={t('Error rates of {period}', { period })}>
          <Cells cells={cells} />
        </TableFrame>
      )}
      <p>
        {t(
          'In brackets: the interval that holds the true rate in 95 of 100 cases. Counts below ten are withheld, and so are others that would reveal them.',
        )}
      </p>
      <p>
        {t(
          'Not recognised: genuine travellers whom the comparison rejected, by the decisions of officers. Not acquired: no usable picture or fingerprint. Refused as an attack: genuine travellers taken for a picture or a mask.',
        )}
      </p>
      <FalseMatchBounds found={falseMatches} />
      {groups !== undefined && <Groups groups={groups} />}
      <p class="rates-files">
        <a href={`/v1/error-rates/${period}`} download={`error-rates-${period}.json`}>
          {t('Download the signed file')}
        </a>
        <a href={`/v1/error-rates/${period}/proof`} download={`error-rates-${period}.tlog-proof`}>
          {t('Download the proof of the ledger')}
        </a>
        <a href="/verify">{t('Verify a proof')}</a>
      </p>
    </section>
  );
}

function Cells({ cells }: { readonly cells: readonly PublishedCell[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('Where')}</th>
          <th scope="col">{t('Compared')}</th>
          <th scope="col">{t('Travellers')}</th>
          <th scope="col">{t('Not acquired')}</th>
          <th scope="col">{t('Not recognised')}</th>
          <th scope="col">{t('Refused as an attack')}</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <tr key={`${cell.dimension} ${cell.value} ${cell.modality}`}>
            <th scope="row">{placeOf(cell)}</th>
            <td>{cell.modality === 'face' ? t('Face') : t('Finger')}</td>
            <td>{formatNumber(cell.failureToAcquire.of)}</td>
            <td>{rateOf(cell.failureToAcquire)}</td>
            <td>{rateOf(cell.falseNonMatch)}</td>
            <td>{cell.genuineRefusedAsAttack === null ? '–' : rateOf(cell.genuineRefusedAsAttack)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
