import { useSignal } from '@preact/signals';
import type { Figures } from '../../border/figures/answers.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { Charts } from './charts.tsx';
import { Choices, type Chosen, queryOf } from './choices.tsx';
import { csvName, figuresCsv } from './csv.ts';
import { LanesTable } from './lanes-table.tsx';
import { Overview, sum } from './overview.tsx';
import '../design/panel.css';
import '../design/record.css';
import './figures.css';

interface FiguresViewProps {
  readonly address: '/v1/figures' | '/v1/site-figures';
}

/** Figures over time: the choice of period and lanes, sums, charts, a comparison of lanes, and a CSV file. */
export function FiguresView({ address }: FiguresViewProps) {
  return (
    <div class="records figures-view">
      <h2 class="unseen">{t('Figures')}</h2>
      <Loaded<{ readonly lanes: readonly LaneView[] }>
        path="/v1/lanes"
        away={t('Lanes continue without it, and their reports are counted later.')}
      >
        {({ lanes }) =>
          lanes.length === 0 ? (
            <StatePanel kind="empty" title={t('No lane is enrolled yet.')}>
              {t('Figures begin with the first lane.')}
            </StatePanel>
          ) : (
            <OfLanes address={address} lanes={lanes} />
          )
        }
      </Loaded>
    </div>
  );
}

function OfLanes({ address, lanes }: FiguresViewProps & { readonly lanes: readonly LaneView[] }) {
  const isPublished = address === '/v1/site-figures';
  const [first] = lanes.map(({ site }) => site).sort();
  const chosen = useSignal<Chosen>({
    period: isPublished ? 'week' : 'live',
    site: isPublished ? (first ?? '') : '',
    kiosk: '',
  });
  const query = queryOf(chosen.value);
  return (
    <>
      <Choices chosen={chosen} lanes={lanes} isPublished={isPublished} />
      <Loaded<Figures>
        key={query}
        path={`${address}?${query}`}
        away={t('Lanes continue without it, and their reports are counted later.')}
      >
        {(figures) => <Shown figures={figures} scope={chosen.value.kiosk || chosen.value.site || 'all'} />}
      </Loaded>
    </>
  );
}

function Shown({ figures, scope }: { readonly figures: Figures; readonly scope: string }) {
  const isEmpty =
    sum(figures.travellers.values) === 0 && figures.reasons.length === 0 && figures.deviceFaults.length === 0;
  return (
    <>
      <div class="panel-head">
        <p class="quiet figures">
          {t('As of {time}.', { time: dateAndTime(figures.serverTime) })}{' '}
          {figures.withheldBelow === null
            ? t('The last value is of a period that has not ended.')
            : t('Days that have ended, in UTC.')}
        </p>
        <Button
          label={t('Save as CSV')}
          onPress={() => saveFile(csvName(figures, scope), 'text/csv', figuresCsv(figures))}
        />
      </div>
      <Overview figures={figures} />
      {isEmpty && (
        <StatePanel kind="empty" title={t('No traveller in this period.')}>
          {t('New reports are counted within 15 seconds.')}
        </StatePanel>
      )}
      <Charts figures={figures} />
      {figures.lanes.length > 1 && <LanesTable lanes={figures.lanes} />}
    </>
  );
}
