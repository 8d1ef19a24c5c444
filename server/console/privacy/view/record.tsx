import { Banner } from '../../design/banner.tsx';
import { dateAndTime, dayOf } from '../../design/times.ts';
import { OUTCOMES } from '../../../contract/vocabulary.ts';
import type { ProcessingRecord, PublishedCount, StatisticsView } from '../../../privacy/answers/record.ts';
import { OUTCOME_WORDS } from '../../words.ts';
import { Loaded } from '../../records/loaded.tsx';
import { ExportPanel } from '../parts/export-panel.tsx';
import { Table } from '../../records/table.tsx';
import { awayWords } from '../words.ts';
import { inOrder, placeWords } from '../../lane-place.ts';
import { t, translated } from '../../languages/text.ts';
import { audiencesWords, CLASS_NAMES, limitWords } from '../../words-of-retention.ts';

/** The record of processing, statistics that may be published, and export files, each with a proof of its making. */
export function RecordOfProcessing() {
  return (
    <>
      <Loaded<ProcessingRecord> path="/v1/privacy/record" away={awayWords()}>
        {(record) => <Processing record={record} />}
      </Loaded>
      <Loaded<StatisticsView> path="/v1/privacy/statistics" away={awayWords()}>
        {(view) => <Statistics view={view} />}
      </Loaded>
      <ExportPanel id="export" title={t('Files')} path="/v1/privacy/exports" records={EXPORTS} />
    </>
  );
}

function Processing({ record }: { readonly record: ProcessingRecord }) {
  return (
    <>
      <section class="panel" aria-labelledby="record-title">
        <h2 id="record-title">{t('Record of processing')}</h2>
        <p class="quiet">
          {record.policyNumber === null
            ? t('Art. 30 GDPR, from the running configuration.')
            : t('Art. 30 GDPR, from the running configuration: retention policy {number}.', {
                number: record.policyNumber,
              })}
        </p>
        {record.policyNumber === null && (
          <Banner tone="caution" icon="warning">
            {t(
              'No retention policy has been agreed on here. The limits below are the longest that any policy can allow.',
            )}
          </Banner>
        )}
        {record.answerable.controller === null && (
          <Banner tone="caution" icon="warning">
            {t(
              'No controller is named. Set POSTERN_SERVER_CONTROLLER and POSTERN_SERVER_PRIVACY_CONTACT on the server.',
            )}
          </Banner>
        )}
        <dl class="facts">
          <div>
            <dt>{t('Controller')}</dt>
            <dd>{record.answerable.controller ?? t('not named')}</dd>
          </div>
          <div>
            <dt>{t('Contact for data protection')}</dt>
            <dd>{record.answerable.contact ?? t('not named')}</dd>
          </div>
          {record.categories.map(({ who, data }) => (
            <div key={who}>
              <dt>{who}</dt>
              <dd>{data}</dd>
            </div>
          ))}
          <div>
            <dt>{t('Transfers to third countries')}</dt>
            <dd>{record.transfers}</dd>
          </div>
        </dl>
        <h3>{t('Purposes and limits')}</h3>
        <Table
          caption={t('Purposes and limits')}
          columns={[t('Class'), t('Purpose'), t('Legal basis'), t('At most'), t('Visible to')]}
        >
          {record.classes.map(({ retentionClass, purpose, legalBasis, limitMs, visibleTo }) => (
            <tr key={retentionClass}>
              <th scope="row">{CLASS_NAMES[retentionClass]}</th>
              <td>{purpose}</td>
              <td>{legalBasis}</td>
              <td>
                {retentionClass === 'cleared' && limitMs === 0
                  ? t('until the traveller has left')
                  : limitWords(limitMs)}
              </td>
              <td>{audiencesWords(visibleTo)}</td>
            </tr>
          ))}
        </Table>
        <h3>{t('Recipients')}</h3>
        <ul class="bullets">
          {[...record.recipients, ...record.witnesses.map((name) => t('Witness: {name}', { name }))].map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <h3>{t('Protection')}</h3>
        <ul class="bullets">
          {record.measures.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </section>
      <AssessmentFacts record={record} />
    </>
  );
}

function AssessmentFacts({ record }: { readonly record: ProcessingRecord }) {
  return (
    <section class="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('Facts for an impact assessment')}</h2>
      <p class="quiet">{t('Art. 35 GDPR; four weeks, or as of now.')}</p>
      <dl class="facts">
        {record.facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('Lanes, by their latest report')}</h3>
      {record.lanes.length === 0 ? (
        <p class="empty">{t('No lane has reported a traveller yet.')}</p>
      ) : (
        inOrder(record.lanes).map((lane) => (
          <details key={lane.kioskId}>
            <summary>
              {placeWords(lane)}
              {lane.isSimulated && ` ${t('(simulated devices)')}`}, {dateAndTime(lane.at)}
            </summary>
            <dl class="facts">
              {[
                [t('Decision policy'), lane.policyDigest],
                [t('Notice'), lane.noticeDigest],
                ...Object.entries(lane.modelDigests).map(([role, digest]) => [role, digest]),
                ...lane.devices.map((device) => [t('Device'), device]),
              ].map(([name, value]) => (
                <div key={`${name} ${value}`}>
                  <dt>{name}</dt>
                  <dd class="digest">{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        ))
      )}
    </section>
  );
}

function Statistics({ view }: { readonly view: StatisticsView }) {
  const shown = (count: PublishedCount) => count ?? 'withheld';
  return (
    <section class="panel" aria-labelledby="statistics-title">
      <h2 id="statistics-title">{t('Statistics that may be published')}</h2>
      <p class="quiet">
        {t('{from} to {to}. Counts from 1 to {most} are withheld, with other counts that would reveal them.', {
          from: dayOf(view.from),
          to: dayOf(view.to - 1),
          most: view.smallest - 1,
        })}
      </p>
      {view.rows.length === 0 ? (
        <p class="empty">{t('No complete day yet: today has not ended.')}</p>
      ) : (
        <Table
          caption={t('Outcomes of travellers')}
          columns={[
            t('Site'),
            ...OUTCOMES.map((outcome) => ({ head: OUTCOME_WORDS[outcome], isNumber: true }) as const),
            { head: t('All'), isNumber: true },
          ]}
        >
          {view.rows.map(({ site, counts, total }) => (
            <tr key={site}>
              <th scope="row">{site}</th>
              {OUTCOMES.map((outcome) => (
                <td key={outcome} class="number">
                  {shown(counts[outcome])}
                </td>
              ))}
              <td class="number">{shown(total)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

const EXPORTS = translated({
  held: 'Data kept now',
  erasures: 'Erasures',
  viewings: 'Viewings of evidence',
  retention: 'Retention policies',
  requests: 'Requests, without the data of travellers',
  processing: 'Record of processing',
  assessment: 'Facts for an impact assessment',
  statistics: 'Statistics that may be published',
});
