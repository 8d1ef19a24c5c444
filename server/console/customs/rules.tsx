import { useSignal } from '@preact/signals';
import type { SelectionEffects } from '../../goods/declarations/controls/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { now } from '../shell/live.ts';
import { shareWords } from './intervals.tsx';
import { rulesCsv } from './rules-csv.ts';
import { ROUTE_WORDS, SELECTION_REFUSAL_WORDS, SELECTION_STATE_WORDS } from './words-of-controls.ts';

type Rule = SelectionEffects['rules'][number];
type InUse = NonNullable<SelectionEffects['set']>;

const MONTHS = 6;
const LATEST = 'latest';

/** The month of a moment and those before it, in UTC, latest first. */
function monthsUntil(at: number): readonly string[] {
  const last = new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();
  return Array.from({ length: MONTHS }, (_, back) => {
    const month = last - back;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** The selection rules in use, and what each found. */
export function SelectionRules() {
  const months = monthsUntil(now.value);
  const chosen = useSignal(LATEST);
  const words = { [LATEST]: t('The last 30 days'), ...Object.fromEntries(months.map((month) => [month, month])) };
  const query = chosen.value === LATEST ? '' : `?month=${chosen.value}`;
  return (
    <section class="panel" aria-labelledby="rules-title">
      <h2 id="rules-title">{t('Selection rules')}</h2>
      <p class="quiet">
        {t(
          'Two people sign these rules. A rule in trial only counts. Shares have their exact 95 % interval; frauds are counted among hits whose control can show one.',
        )}
      </p>
      <div class="filters">
        <Select
          title={t('Period ## of counts')}
          options={[LATEST, ...months]}
          words={words}
          chosen={chosen.value}
          onChoose={(period) => (chosen.value = period)}
        />
      </div>
      <Loaded<SelectionEffects>
        key={chosen.value}
        path={`/v1/declaration-controls/rules${query}`}
        away={t('Declarations are received and sealed without this page.')}
      >
        {(answer) => <Effects answer={answer} period={chosen.value} />}
      </Loaded>
    </section>
  );
}

function Effects({ answer, period }: { readonly answer: SelectionEffects; readonly period: string }) {
  const { set, rules, refusal } = answer;
  return (
    <>
      {refusal !== null && (
        <Banner tone="caution" icon="warning">
          {set?.isExpired === true && refusal.code === 'expired'
            ? t('The rules in use have expired and select nothing. Two people sign a new set.')
            : t('A newer set has been refused since {time}. {reason}', {
                time: dateAndTime(refusal.since),
                reason: SELECTION_REFUSAL_WORDS[refusal.code],
              })}
        </Banner>
      )}
      {set === null ? (
        <StatePanel kind="empty" title={t('No set of rules is in use.')}>
          {t('Channel, risk model and draw select declarations.')}
        </StatePanel>
      ) : (
        <>
          <p>
            {t('Set {version}, in use since {time}, valid until {day}. Amounts are in {currency}.', {
              version: set.version,
              time: dateAndTime(set.takenAt),
              day: set.until,
              currency: set.currency,
            })}{' '}
            <span class="digest">{set.digest.slice(0, 16)}…</span>
          </p>
          {rules.length === 0 ? (
            <StatePanel kind="empty" title={t('The set has no rules.')} />
          ) : (
            <RuleTable rules={rules} set={set} />
          )}
          <Button
            label={t('Save as CSV')}
            onPress={() => saveFile(`selection-rules-${period}.csv`, 'text/csv', rulesCsv(answer))}
          />
        </>
      )}
    </>
  );
}

function RuleTable({ rules, set }: { readonly rules: readonly Rule[]; readonly set: InUse }) {
  const columns = [
    t('Rule'),
    t('State'),
    t('Hits among the judged'),
    { head: t('Selected anyway'), isNumber: true as const },
    { head: t('Added to the queue'), isNumber: true as const },
    t('Frauds among controlled hits'),
  ];
  return (
    <Table caption={t('Selection rules')} columns={columns}>
      {rules.map((rule) => (
        <tr key={rule.id}>
          <th scope="row" class="customs-rule-text">
            <RuleWords rule={rule} />
          </th>
          <td>
            <State rule={rule} set={set} />
          </td>
          <td class="figures">{shareWords(rule.hits)}</td>
          <td class="number">{formatNumber(rule.already)}</td>
          <td class="number">
            {formatNumber(rule.added)}
            {rule.state === 'trial' && <p class="quiet customs-rule">{t('(if it were in force)')}</p>}
          </td>
          <td class="figures">{shareWords(rule.frauds)}</td>
        </tr>
      ))}
    </Table>
  );
}

function RuleWords({ rule: { id, text, source, control, from, until, urgency } }: { readonly rule: Rule }) {
  return (
    <>
      <p>
        <bdi>{text}</bdi>
      </p>
      <p class="quiet">
        <span class="digest">{id}</span> · {ROUTE_WORDS[control]} ·{' '}
        {until === null
          ? t('valid from {from} ## a rule', { from })
          : t('valid from {from} to {until} ## a rule', { from, until })}
      </p>
      <p class="quiet">
        <a href={source.url} rel="noreferrer" target="_blank">
          <bdi>{source.act}</bdi>
        </a>{' '}
        {t('(read on {day})', { day: source.day })}
      </p>
      {urgency !== null && <p>{t('Urgent: {reason}', { reason: urgency })}</p>}
    </>
  );
}

function State({ rule: { state, trialDays, urgency }, set }: { readonly rule: Rule; readonly set: InUse }) {
  const word = SELECTION_STATE_WORDS[state];
  const isEnough = trialDays >= set.trialDays;
  return (
    <>
      <Badge
        tone={set.isExpired ? 'caution' : state === 'trial' ? 'note' : 'good'}
        icon={set.isExpired ? 'warning' : state === 'trial' ? 'dash' : 'tick'}
        word={set.isExpired ? t('Expired ## a rule') : word}
      />
      <p class="quiet customs-rule">
        {plural(trialDays, '{count} day in trial', '{count} days in trial')}
        {state === 'trial' &&
          (isEnough ? <>; {t('may be put in force')}</> : <>; {t('{count} are needed', { count: set.trialDays })}</>)}
        {state === 'in-force' && urgency !== null && !isEnough && <>; {t('urgent ## a rule')}</>}
      </p>
    </>
  );
}
