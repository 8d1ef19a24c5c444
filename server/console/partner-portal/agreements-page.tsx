import type { OwnAgreements } from '../../sharing/portal/answers.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { plural, t } from '../languages/text.ts';
import { dateAndTime } from '../design/times.ts';
import { differenceWords } from '../words-of-differences.ts';
import { datasetFacts, listWords } from '../words-of-agreements.ts';
import { Loaded } from './loaded.tsx';
import { DATASET_WORDS, resultWords, STATE_LOOKS, STATE_WORDS, stopWords } from './words.ts';

const DAY_MS = 86_400_000;

type Own = OwnAgreements['agreements'][number];

/** The agreements of the partner with their terms, versions and differences. */
export function AgreementsPage() {
  return (
    <Loaded<OwnAgreements> path="/v1/agreements" title={t('Agreements')}>
      {({ agreements, serverTime }) =>
        agreements.length === 0 ? (
          <StatePanel kind="empty" title={t('There is no agreement with your agency.')} />
        ) : (
          <ul class="portal-list">
            {agreements.map((one) => (
              <li key={one.digest}>
                <OneAgreement one={one} now={serverTime} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function OneAgreement({ one, now }: { readonly one: Own; readonly now: number }) {
  const { agreement, digest, state, stopReason, differences, budget, lists } = one;
  const { id, version, purpose, legalBasis, recipients, onwardTransfer, retention, receiptDays, rate } = agreement;
  const daysLeft = Math.max(0, Math.ceil((Date.parse(`${agreement.until}T00:00:00Z`) + DAY_MS - now) / DAY_MS));
  return (
    <article class="panel portal-stack" aria-labelledby={`agreement-${digest.slice(0, 8)}`}>
      <div class="panel-head">
        <h3 id={`agreement-${digest.slice(0, 8)}`}>
          <bdi>{id}</bdi> {t('version {version}', { version: String(version) })}
        </h3>
        <Badge {...STATE_LOOKS[state]} word={STATE_WORDS[state]} />
      </div>
      <p>
        {t('From {from} until {until}.', { from: agreement.from, until: agreement.until })}{' '}
        {(state === 'in-force' || state === 'paused') &&
          plural(daysLeft, '{count} day is left.', '{count} days are left.')}{' '}
        {stopReason !== null && t('Reason: {reason}.', { reason: stopWords(stopReason) })}
      </p>
      {budget !== null && <Budget budget={budget} />}
      {lists.map((list) => (
        <SentList key={list.list} sent={list} />
      ))}
      <details {...(state === 'in-force' && { open: true })}>
        <summary>{t('Terms')}</summary>
        <dl class="portal-facts partner-terms">
          <dt>{t('Purpose')}</dt>
          <dd>{purpose.statement}</dd>
          <dt>{t('Legal basis')}</dt>
          <dd>{legalBasis.instrument}</dd>
          <dt>{t('Datasets')}</dt>
          <dd>
            <ul>
              {agreement.datasets.map((dataset) => (
                <li key={dataset.dataset}>
                  <strong>{DATASET_WORDS[dataset.dataset]}.</strong> {datasetFacts(dataset).join(' ')}
                </li>
              ))}
            </ul>
          </dd>
          {agreement.lists !== undefined && (
            <>
              <dt>{t('Lists of your agency')}</dt>
              <dd>
                <ul>
                  {agreement.lists.map((one) => (
                    <li key={one.list}>{listWords(one)}</li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          <dt>{t('Who may read deliveries')}</dt>
          <dd>{recipients.join(', ')}</dd>
          <dt>{t('Onward transfer')}</dt>
          <dd>{onwardTransfer.kind === 'none' ? t('Not allowed') : onwardTransfer.to.join(', ')}</dd>
          <dt>{t('Time limits')}</dt>
          <dd>
            {plural(receiptDays, 'A receipt within {count} day.', 'A receipt within {count} days.')}{' '}
            {plural(retention.days, 'Deletion after {count} day.', 'Deletion after {count} days.')}
          </dd>
          <dt>{t('Quotas')}</dt>
          <dd>
            {t('{deliveries} deliveries a day, {requests} requests an hour of the program, {kib} KiB a day.', {
              deliveries: rate.deliveriesPerDay,
              requests: rate.requestsPerHour,
              kib: Math.round(rate.bytesPerDay / 1_024),
            })}
          </dd>
          <dt>{t('Digest of this version')}</dt>
          <dd class="digest">{digest}</dd>
        </dl>
      </details>
      {differences.length > 0 && (
        <details>
          <summary>{t('Differences from the version before')}</summary>
          <ul>
            {differences.map((each) => (
              <li key={JSON.stringify(each)}>{differenceWords(each)}</li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function SentList({ sent: { list, last, withdrawnAt, refusals } }: { readonly sent: Own['lists'][number] }) {
  return (
    <>
      <p>
        <strong>
          <bdi>{list}</bdi>
        </strong>{' '}
        {last === null
          ? t('was not published yet.')
          : last.base === null
            ? t('was withdrawn {time}.', { time: dateAndTime(last.at) })
            : t('was last published {time}: base {base}, delta {delta}, {documents} documents.', {
                time: dateAndTime(last.at),
                base: String(last.base),
                delta: String(last.delta),
                documents: last.documents ?? 0,
              })}{' '}
        {withdrawnAt !== null &&
          t('Lanes no longer have it, because its agreement has ended (withdrawn {time}).', {
            time: dateAndTime(withdrawnAt),
          })}
      </p>
      {refusals.length > 0 && (
        <details>
          <summary>
            {plural(refusals.length, '{count} publication was refused', '{count} publications were refused')}
          </summary>
          <ul>
            {refusals.map(({ at, refusal, place }) => (
              <li key={`${at} ${place}`}>
                {dateAndTime(at)}: {resultWords(refusal)} (<bdi>{place}</bdi>)
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Budget({ budget }: { readonly budget: NonNullable<Own['budget']> }) {
  const { period, spentThousandths, ofThousandths } = budget;
  return (
    <p class="portal-filter">
      <label>
        {t('Privacy budget of {period}: {spent} of ε {whole} used', {
          period,
          spent: spentThousandths / 1_000,
          whole: ofThousandths / 1_000,
        })}{' '}
        <meter min={0} max={ofThousandths} value={spentThousandths} />
      </label>
    </p>
  );
}
