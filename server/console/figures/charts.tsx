import type { Figures } from '../../border/figures/answers.ts';
import { plural, t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { DEVICE_WORDS, REASON_WORDS, STEP_WORDS } from '../words.ts';
import { Chart } from './chart.tsx';
import type { Colour, Line } from './chart-options.ts';
import { sum } from './overview.tsx';
import { unusualOf } from './unusual.ts';
import { IDLE_WORDS, shownCount, shownDuration, shownShare, travellersInEach } from './words.ts';

const whole = (value: number) => shownCount(Math.round(value));
const COLOURS: readonly Colour[] = ['accent', 'caution', 'good', 'bad', 'note', 'plain'];

/** The charts. The most useful for a shift come first. */
export function Charts({ figures }: { readonly figures: Figures }) {
  return (
    <div class="charts">
      <Throughput figures={figures} />
      <ReferralRate figures={figures} />
      <Reasons figures={figures} />
      <Steps figures={figures} />
      <Waiting figures={figures} />
      <Faults figures={figures} />
    </div>
  );
}

function Throughput({ figures }: { readonly figures: Figures }) {
  const { travellers } = figures;
  const referred = travellers.outcomes.find(({ outcome }) => outcome === 'referred');
  const lines: Line[] = [{ name: t('Travellers'), values: travellers.values, colour: 'accent', kind: 'bars' }];
  if (referred !== undefined)
    lines.push({ name: t('of them referred'), values: referred.values, colour: 'caution', kind: 'bars' });
  return (
    <Chart
      title={travellersInEach(figures.slotMs)}
      summary={t('{count} in all.', { count: sum(travellers.values) })}
      slots={figures}
      lines={lines}
      usual={travellers.usual}
      unusual={unusualOf(travellers, { isRunning: figures.withheldBelow === null })}
      shown={whole}
      least={5}
    />
  );
}

function ReferralRate({ figures }: { readonly figures: Figures }) {
  const { referralRate } = figures;
  return (
    <Chart
      title={t('Share of travellers who are referred')}
      summary={plural(
        unusualOf(referralRate, { isRunning: false }).length,
        '{count} unusual value.',
        '{count} unusual values.',
      )}
      slots={figures}
      lines={[{ name: t('Referred'), values: referralRate.values, colour: 'caution', kind: 'line' }]}
      usual={referralRate.usual}
      unusual={unusualOf(referralRate, { isRunning: false })}
      shown={shownShare}
      least={0.05}
    />
  );
}

function Reasons({ figures }: { readonly figures: Figures }) {
  const isWithheld = figures.withheldBelow !== null;
  const totals = figures.reasons
    .map(({ reason, values }) => ({ reason, total: sum(values) }))
    .filter(({ total }) => total > 0 || isWithheld);
  const most = Math.max(1, ...totals.map(({ total }) => total));
  return (
    <section class="panel chart" aria-labelledby="reasons-title">
      <h3 id="reasons-title">{t('Reasons of referrals')}</h3>
      {totals.length === 0 ? (
        <p class="empty">{t('No traveller was referred.')}</p>
      ) : (
        <Table caption={t('Reasons of referrals')} columns={[t('Reason'), { head: t('Times'), isNumber: true }]}>
          {totals.map(({ reason, total }) => (
            <tr key={reason}>
              <th scope="row">
                {REASON_WORDS[reason]}
                <meter class="reason-share" min={0} max={most} value={total} aria-hidden="true" />
              </th>
              <td class="number">{total === 0 ? t('withheld') : total}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Steps({ figures }: { readonly figures: Figures }) {
  const shownSteps = figures.steps.filter(({ step }) => step !== 'decision' && step !== 'token');
  const lines = shownSteps.map(
    ({ step, median }, index): Line => ({
      name: STEP_WORDS[step],
      values: median,
      colour: COLOURS[index % COLOURS.length] ?? 'plain',
      kind: step === 'total' ? 'dashed' : 'line',
    }),
  );
  return <Durations title={t('Time of each step, median')} figures={figures} lines={lines} />;
}

function Waiting({ figures }: { readonly figures: Figures }) {
  const { median, ninetieth, open } = figures.waiting;
  const lines: Line[] = [
    { name: t('Median wait'), values: median, colour: 'accent', kind: 'line' },
    { name: t('Nine of ten wait at most'), values: ninetieth, colour: 'caution', kind: 'dashed' },
  ];
  const last = open.at(-1);
  const note =
    last === null || last === undefined
      ? undefined
      : t('Open now: {last}. Most in this period: {most}.', { last, most: Math.max(...open.map((one) => one ?? 0)) });
  return (
    <Durations
      title={t('From a referral to the decision')}
      figures={figures}
      lines={lines}
      {...(note !== undefined && { note })}
    />
  );
}

interface DurationsProps {
  readonly title: string;
  readonly figures: Figures;
  readonly lines: readonly Line[];
  readonly note?: string;
}

function Durations({ title, figures, lines, note = '' }: DurationsProps) {
  const isEmpty = lines.every(({ values }) => values.every((value) => value === null));
  if (isEmpty)
    return (
      <Nothing
        title={title}
        sentence={`${figures.withheldBelow === null ? t('Nothing was measured.') : t('Too few to show.')} ${note}`}
      />
    );
  return (
    <Chart
      title={title}
      summary={note}
      slots={figures}
      lines={lines}
      shown={shownDuration}
      least={1_000}
      {...(note !== '' && { note })}
    />
  );
}

function Faults({ figures }: { readonly figures: Figures }) {
  const faults = figures.deviceFaults.map(
    ({ device, values }, index): Line => ({
      name: DEVICE_WORDS[device],
      values,
      colour: COLOURS[(index + 3) % COLOURS.length] ?? 'plain',
      kind: 'bars',
    }),
  );
  const idle = figures.idle.map(
    ({ state, seconds }, index): Line => ({
      name: t('{state}, minutes', { state: IDLE_WORDS[state] }),
      values: seconds.map((value) => value && value / 60),
      colour: COLOURS[index % COLOURS.length] ?? 'plain',
      kind: 'line',
    }),
  );
  const title = t('Device faults, and minutes without service');
  if (faults.length + idle.length === 0)
    return <Nothing title={title} sentence={t('No fault, and no lane out of service.')} />;
  return (
    <Chart
      title={title}
      summary={plural(sum(faults.flatMap(({ values }) => values)), '{count} fault.', '{count} faults.')}
      slots={figures}
      lines={[...faults, ...idle]}
      shown={whole}
      least={4}
    />
  );
}

function Nothing({ title, sentence }: { readonly title: string; readonly sentence: string }) {
  return (
    <section class="panel chart" aria-label={title}>
      <h3>{title}</h3>
      <p class="empty">{sentence}</p>
    </section>
  );
}
