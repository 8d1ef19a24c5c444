import { useSignal } from '@preact/signals';
import type { ExceptionView, RulesAnswer, RuleView } from '../../oversight/detection/answers.ts';
import { propose } from '../decisions/send.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { Subject } from './finding-facts.tsx';
import { EXCEPTION_REASON_WORDS, RULE_WORDS } from '../words-of-detection.ts';
import { RuleName } from './rule-name.tsx';
import { BASIS_WORDS } from './words.ts';

/** The exceptions, and each rule with its precision and its latest finding. */
export function Rules() {
  return (
    <Loaded<RulesAnswer> path="/v1/detection/rules" away={t('The server continues to judge events.')}>
      {({ rules, exceptions }) => (
        <>
          <Exceptions exceptions={exceptions} />
          <RuleList rules={rules} />
        </>
      )}
    </Loaded>
  );
}

function RuleList({ rules }: Pick<RulesAnswer, 'rules'>) {
  const search = useSignal('');
  const wanted = search.value.trim().toLowerCase();
  const found = ordered(rules).filter(({ rule }) => `${RULE_WORDS[rule]}\n${rule}`.toLowerCase().includes(wanted));
  return (
    <section class="panel" aria-labelledby="rules-title">
      <div class="panel-head">
        <h2 id="rules-title">{t('Rules ## of detection')}</h2>
        <div class="filters">
          <div class="select">
            <label for="rules-search">{t('Search rules')}</label>
            <input
              id="rules-search"
              class="field-input"
              type="search"
              value={search.value}
              onInput={({ currentTarget }) => (search.value = currentTarget.value)}
            />
          </div>
          <a class="button finding-file" href="/v1/detection/rules.yml" download>
            {t('Save as Sigma')}
          </a>
        </div>
      </div>
      {found.length === 0 ? (
        <StatePanel kind="empty" title={t('No rule matches.')} />
      ) : (
        <Table
          caption={t('Rules, those with findings first')}
          columns={[
            t('Rule'),
            t('Kind of rule'),
            { head: t('Findings'), isNumber: true },
            { head: t('Judged right'), isNumber: true },
            t('Latest finding'),
          ]}
        >
          {found.map((rule) => (
            <tr key={rule.rule}>
              <th scope="row">
                <RuleName rule={rule.rule} />
              </th>
              <td>{BASIS_WORDS[rule.basis]}</td>
              <td class="number figures">{rule.found}</td>
              <td class="number figures short-cell">{precisionWords(rule)}</td>
              <td class="figures">{rule.latestAt === null ? t('none ## finding') : dateAndTime(rule.latestAt)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** Pure: rules with findings first, the latest first; the others in their order. */
function ordered(rules: readonly RuleView[]): readonly RuleView[] {
  return rules.toSorted((one, other) => (other.latestAt ?? 0) - (one.latestAt ?? 0));
}

/** Pure: nothing for a rule without a finding. */
function precisionWords({ precision, found }: RuleView): string {
  if (precision !== null) return formatNumber(precision, { style: 'percent', maximumFractionDigits: 0 });
  return found === 0 ? '' : t('none judged');
}

function Exceptions({ exceptions }: { readonly exceptions: readonly ExceptionView[] }) {
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="detection-exceptions-title">
      <h2 id="detection-exceptions-title">{t('Exceptions')}</h2>
      <p role="status">{words.value}</p>
      {exceptions.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no exceptions.')} />
      ) : (
        <Table
          caption={t('Exceptions, the latest first')}
          columns={[t('Rule'), t('Subject of the finding'), t('Reason'), t('Until'), t('By'), t('State')]}
        >
          {exceptions.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <RuleName rule={one.rule} />
              </th>
              <td>
                <Subject entity={one.entity} />
              </td>
              <td>{EXCEPTION_REASON_WORDS[one.reason]}</td>
              <td class="figures">{dateAndTime(one.until)}</td>
              <td>{t('{proposer} and {approver}', { proposer: one.proposedBy, approver: one.approvedBy })}</td>
              <td>
                {one.isInForce ? t('in force') : one.endedAt === null ? t('over') : t('ended early')}
                {one.isInForce && mayAct('detection-exceptions.propose') && (
                  <button
                    type="button"
                    class="row-button"
                    onClick={() => {
                      void propose('detection-exception', { change: 'end', id: one.id }).then((outcome) => {
                        words.value = outcome.words;
                      });
                    }}
                  >
                    {t('Propose to end it')}
                    <span class="unseen"> {RULE_WORDS[one.rule]}</span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
