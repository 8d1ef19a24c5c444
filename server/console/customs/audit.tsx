import { useSignal } from '@preact/signals';
import type { ControlAudit } from '../../goods/declarations/controls/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { now } from '../shell/live.ts';
import { auditCsv } from './audit-csv.ts';
import { Intervals, shareWords } from './intervals.tsx';
import { BAND_WORDS, KNOWN_LINES_WORDS, STANDING_WORDS, TRADER_SIZE_WORDS } from './words-of-controls.ts';

type Audited = NonNullable<ControlAudit['audit']>;

const QUARTERS = 8;

/** The quarter of a moment and those before it, in UTC, latest first. */
function quartersUntil(at: number): readonly string[] {
  const last = new Date(at).getUTCFullYear() * 4 + Math.floor(new Date(at).getUTCMonth() / 3);
  return Array.from({ length: QUARTERS }, (_, back) => {
    const quarter = last - back;
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
  });
}

/** How well rules, risk model and draw selected declarations in a quarter. */
export function Audit() {
  const quarters = quartersUntil(now.value);
  const chosen = useSignal(quarters[0] ?? '');
  const words = Object.fromEntries(
    quarters.map((quarter) => {
      const [year = '', part = ''] = quarter.split('-Q');
      return [quarter, t('Quarter {part} of {year}', { part, year })];
    }),
  );
  return (
    <>
      <section class="panel" aria-labelledby="audit-title">
        <h2 id="audit-title">{t('Audit of the selection')}</h2>
        <p class="quiet">
          {t(
            'Shares have their exact 95 % interval. The band behind each row is the interval of the drawn declarations. Precision is computed from declarations that were selected; it is not a rate among all.',
          )}
        </p>
        <div class="filters">
          <Select
            title={t('Quarter')}
            options={quarters}
            words={words}
            chosen={chosen.value}
            onChoose={(quarter) => (chosen.value = quarter)}
          />
        </div>
      </section>
      <Loaded<ControlAudit>
        key={chosen.value}
        path={`/v1/declaration-controls/audit?quarter=${chosen.value}`}
        away={t('Declarations are received and sealed without this page.')}
      >
        {(answer) => <Quarter answer={answer} />}
      </Loaded>
    </>
  );
}

function Quarter({ answer }: { readonly answer: ControlAudit }) {
  const { counts, audit, model, quarter } = answer;
  return (
    <>
      <section class="panel" aria-labelledby="audit-counts">
        <div class="panel-head">
          <h2 id="audit-counts">{t('Declarations and controls')}</h2>
          <Button
            label={t('Save as CSV')}
            onPress={() => saveFile(`selection-audit-${quarter}.csv`, 'text/csv', auditCsv(answer))}
          />
        </div>
        <dl class="figures-row">
          <Figure name={t('Accepted ## declarations')} count={counts.accepted} />
          <Figure name={t('Without a score of this model')} count={counts.notScored} />
          <Figure name={t('Controls with a result')} count={counts.settled} />
          <Figure name={t('Waived ## controls')} count={counts.waived} />
          <Figure name={t('Controls that wait')} count={counts.waiting} />
        </dl>
        {audit === null || model === null ? (
          <StatePanel kind="empty" title={t('The risk model scored no declaration of this quarter.')}>
            {t('Choose another quarter.')}
          </StatePanel>
        ) : (
          <Sample audit={audit} model={model} />
        )}
      </section>
      {audit !== null && (
        <>
          <Model audit={audit} />
          <Rules audit={audit} />
          <Groups audit={audit} />
        </>
      )}
    </>
  );
}

function Figure({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{formatNumber(count)}</dd>
    </div>
  );
}

function Sample({ audit, model }: { readonly audit: Audited; readonly model: string }) {
  const { sample, fraudsInGreen, drift } = audit;
  return (
    <>
      <p>
        {t('Frauds among the green declarations that were drawn: {share}.', { share: shareWords(sample) })}{' '}
        {sample.of > 0 &&
          t('By this interval, all green declarations contain {low} to {high} frauds.', {
            low: Math.floor(fraudsInGreen.low),
            high: Math.ceil(fraudsInGreen.high),
          })}
      </p>
      <p class="badges">
        {drift === null ? (
          <Badge tone="plain" icon="dash" word={t('No drift is known: no earlier quarter has this model')} />
        ) : (
          <Badge
            tone={drift.hasChanged ? 'caution' : 'good'}
            icon={drift.hasChanged ? 'warning' : 'tick'}
            word={drift.hasChanged ? t('Changed since the quarter before: review the model') : t('No change is proven')}
          />
        )}
      </p>
      {drift !== null && (
        <p class="quiet">
          {t('Stability of the bands {stability} (limit 0.25). In the quarter before, drawn: {share}.', {
            stability: formatNumber(drift.stability, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
            share: shareWords(drift.before),
          })}
        </p>
      )}
      <p class="quiet">
        {t('Risk model')} <span class="digest">{model.slice(0, 16)}…</span>
      </p>
    </>
  );
}

function Model({ audit: { bands, missed, sample } }: { readonly audit: Audited }) {
  return (
    <section class="panel" aria-labelledby="audit-model">
      <h2 id="audit-model">{t('Bands of the risk model')}</h2>
      <Intervals
        caption={t('Bands of the risk model')}
        head={t('Band')}
        draw={sample}
        more={[t('Frauds among the drawn'), t('Accepted ## declarations')]}
        rows={bands.map(({ band, all, drawn, accepted }) => ({
          ...{ key: band, name: BAND_WORDS[band], share: all },
          cells: [
            <span class="figures">{shareWords(drawn)}</span>,
            <span class="figures">{formatNumber(accepted)}</span>,
          ],
        }))}
      />
      <p>
        {t('Missed by the model, of the frauds of the sample: outside the high band {high}; in the low band {low}.', {
          high: shareWords(missed.outsideHigh),
          low: shareWords(missed.outsideRaised),
        })}
      </p>
    </section>
  );
}

const TONES = { better: ['good', 'tick'], undecided: ['plain', 'dash'], 'no-better': ['caution', 'warning'] } as const;

function Rules({ audit: { rules, deadRules, sample } }: { readonly audit: Audited }) {
  return (
    <section class="panel" aria-labelledby="audit-rules">
      <h2 id="audit-rules">{t('Rules ## of declarations')}</h2>
      {rules.length === 0 ? (
        <StatePanel kind="empty" title={t('No inspected declaration has a finding of a rule.')} />
      ) : (
        <Intervals
          caption={t('Rules ## of declarations')}
          head={t('Rule')}
          draw={sample}
          more={[t('Found frauds without its finding'), t('Against the draw')]}
          rows={rules.map(({ rule, precision, missed, standing }) => ({
            ...{ key: rule, name: <span class="digest">{rule}</span>, share: precision },
            cells: [
              <span class="figures">{shareWords(missed)}</span>,
              <Badge tone={TONES[standing][0]} icon={TONES[standing][1]} word={STANDING_WORDS[standing]} />,
            ],
          }))}
        />
      )}
      <details class="fold">
        <summary>{t('Rules without a case ({count})', { count: deadRules.length })}</summary>
        <p class="quiet">{t('No inspected declaration of the quarter has a finding of them.')}</p>
        <p class="digest">{deadRules.join(', ')}</p>
      </details>
    </section>
  );
}

function Groups({ audit }: { readonly audit: Audited }) {
  const { offices, traderSizes, lines, sample } = audit;
  const more = [t('Frauds among the drawn'), t('Drawn frauds outside the high band')];
  const rowOf = (name: string, { group, all, sample: drawn, missed }: Audited['offices'][number]) => ({
    ...{ key: group, name, share: all },
    cells: [drawn, missed].map((one) => <span class="figures">{shareWords(one)}</span>),
  });
  return (
    <section class="panel" aria-labelledby="audit-groups">
      <h2 id="audit-groups">{t('Misses by group')}</h2>
      {offices.length > 0 && (
        <Intervals
          caption={t('By office')}
          head={t('Office that may read the goods')}
          {...{ draw: sample, more }}
          rows={offices.map((one) => rowOf(one.group, one))}
        />
      )}
      <Intervals
        caption={t('By size of the trader')}
        head={t('Accepted declarations of the trader in the quarter')}
        {...{ draw: sample, more }}
        rows={traderSizes.map((one) => rowOf(TRADER_SIZE_WORDS[one.group], one))}
      />
      <Intervals
        caption={t('By goods lines that the model knows')}
        head={t('Goods lines that the model knows')}
        {...{ draw: sample, more }}
        rows={lines.map((one) => rowOf(KNOWN_LINES_WORDS[one.group], one))}
      />
    </section>
  );
}
