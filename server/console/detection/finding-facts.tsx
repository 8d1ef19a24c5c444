import type { FindingView } from '../../oversight/detection/answers.ts';
import { Badge } from '../design/badge.tsx';
import { dateAndTime } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { Proof } from '../records/proof.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { ENTITY_WORDS, EVENT_WORDS, PREVENTED_WORDS, STEP_WORDS } from '../words-of-detection.ts';
import { BASIS_WORDS, DISPOSITION_WORDS, REASON_WORDS } from './words.ts';

/** The subject of a finding: its kind and its id at this server. */
export function Subject({ entity: { kind, id } }: Pick<FindingView, 'entity'>) {
  return (
    <>
      {ENTITY_WORDS[kind]} <bdi class="digest">{id}</bdi>
    </>
  );
}

/** Whether a person has judged the finding. */
export function FindingState({ finding }: { readonly finding: FindingView }) {
  return finding.disposition === null ? (
    <Badge tone="caution" icon="wait" word={t('Waits')} />
  ) : (
    <Badge tone="plain" icon="tick" word={t('Judged')} />
  );
}

/** Everything that a person needs to judge a finding, with each of its events one step from its entry. */
export function FindingFacts({ finding }: { readonly finding: FindingView }) {
  const { basis, observed, expected, score, from, until, wouldHavePrevented, nextStep, events } = finding;
  return (
    <>
      <dl class="finding-facts">
        <div>
          <dt>{t('Kind of rule')}</dt>
          <dd>{BASIS_WORDS[basis]}</dd>
        </div>
        <div>
          <dt>{t('Window')}</dt>
          <dd class="figures">{t('{from} to {until}', { from: dateAndTime(from), until: dateAndTime(until) })}</dd>
        </div>
        <div>
          <dt>{t('Observed')}</dt>
          <dd class="figures">{numberWords(observed)}</dd>
        </div>
        {expected !== null && (
          <div>
            <dt>{t('Expected')}</dt>
            <dd class="figures">{numberWords(expected)}</dd>
          </div>
        )}
        {score !== null && (
          <div>
            <dt>{t('By chance at a site')}</dt>
            <dd class="figures">{chanceWords(score)}</dd>
          </div>
        )}
        <div>
          <dt>{t('Would have prevented it')}</dt>
          <dd>{PREVENTED_WORDS[wouldHavePrevented]}</dd>
        </div>
        <div>
          <dt>{t('Suggested next step')}</dt>
          <dd>{STEP_WORDS[nextStep]}</dd>
        </div>
        {finding.disposition !== null && finding.reason !== null && (
          <div>
            <dt>{t('Judgement')}</dt>
            <dd>
              {DISPOSITION_WORDS[finding.disposition]}. {REASON_WORDS[finding.reason]}.{' '}
              <bdi class="quiet">{finding.judgedBy}</bdi>
            </dd>
          </div>
        )}
      </dl>
      <div class="finding-events">
        <Table caption={t('Events, the oldest first')} columns={[t('Time'), t('Event'), t('Entry in the ledger')]}>
          {events.map(({ at, kind, entry }, index) => (
            <tr key={`${index} ${at}`}>
              <td class="figures">{dateAndTime(at)}</td>
              <td>{EVENT_WORDS[kind]}</td>
              <td>
                {entry === null ? (
                  t('counted only')
                ) : mayAct('ledger.browse') ? (
                  <Proof what={t('entry {number}', { number: entry })} of={{ index: entry }} />
                ) : (
                  <span class="figures">{entry}</span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      </div>
    </>
  );
}

function numberWords(value: number): string {
  return formatNumber(value, { maximumFractionDigits: 2 });
}

/** Pure: how often a site has such a finding although nothing is wrong. The score is -log10 of their number per day. */
function chanceWords(score: number): string {
  const days = 10 ** score;
  const rounded = { maximumSignificantDigits: 2 };
  return days < 2
    ? t('about {count} a day', { count: formatNumber(1 / days, rounded) })
    : t('about once in {days} days', { days: formatNumber(days, rounded) });
}
