import { useSignal } from '@preact/signals';
import type { ComponentsView, ExceptionView, FindingView } from '../../lanes/components/answers.ts';
import { FINDING_STATES } from '../../lanes/components/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Badge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime, dayOf } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { csvName, findingsCsv } from './components-csv.ts';
import { ExceptionDialog } from './exception-dialog.tsx';
import { FAULT_SEVERITY_LOOKS, findingBadge } from './finding-badges.ts';
import {
  daysLeftWords,
  DIFFERENCE_WORDS,
  FAULT_SEVERITY_WORDS,
  FINDING_STATE_WORDS,
  placesWords,
  REFUSAL_WORDS,
} from './words-of-components.ts';

/** Known faults of what the server and the lanes run, what two people accept, and the files of the server against its release. */
export function Components() {
  return (
    <Loaded<ComponentsView> path="/v1/components" away={t('The server continues to check its components.')}>
      {(view) => (
        <>
          <Findings view={view} />
          <Exceptions exceptions={view.exceptions} />
          <OwnFiles own={view.own} />
        </>
      )}
    </Loaded>
  );
}

const FILTERS = ['unfixed', 'overdue', ...FINDING_STATES, 'every'] as const;
type Filter = (typeof FILTERS)[number];
const FILTER_WORDS: { readonly [One in Filter]: string } = translated(
  { unfixed: 'Not fixed', overdue: 'Overdue', every: 'Every state' },
  FINDING_STATE_WORDS,
);

/** Pure: the findings that match, in the order of the server. */
export function matching(findings: readonly FindingView[], filter: Filter, search: string): readonly FindingView[] {
  const wanted = search.trim().toLowerCase();
  return findings.filter((one) => {
    const texts = [one.component, one.version, one.advisory, ...one.aliases, one.summary, ...one.lanes];
    if (wanted !== '' && !texts.some((text) => text.toLowerCase().includes(wanted))) return false;
    if (filter === 'every') return true;
    if (filter === 'unfixed') return one.state !== 'fixed';
    return filter === 'overdue' ? one.isOverdue : one.state === filter;
  });
}

function Findings({ view }: { readonly view: ComponentsView }) {
  const filter = useSignal<Filter>('unfixed');
  const search = useSignal('');
  const excepting = useSignal<FindingView | null>(null);
  const words = useSignal('');
  const mayPropose = mayAct('component-exceptions.propose');
  const shown = matching(view.findings, filter.value, search.value);
  return (
    <section class="panel" aria-labelledby="findings-title">
      <h2 id="findings-title">{t('Known faults of components')}</h2>
      <Sources view={view} />
      {view.export !== null && (
        <div class="filters">
          <div class="field">
            <label for="findings-search">{t('Search')}</label>
            <input
              id="findings-search"
              type="search"
              class="field-input"
              value={search.value}
              onInput={({ currentTarget }) => (search.value = currentTarget.value)}
            />
          </div>
          <Select
            title={t('State')}
            options={FILTERS}
            words={FILTER_WORDS}
            chosen={filter.value}
            onChoose={(chosen) => (filter.value = chosen)}
          />
          <button
            type="button"
            class="button"
            disabled={shown.length === 0}
            onClick={() => saveFile(csvName(view), 'text/csv', findingsCsv(shown))}
          >
            {t('Save as CSV')}
          </button>
        </div>
      )}
      <p role="status">{words.value}</p>
      {view.export !== null && shown.length === 0 && <NoFinding view={view} />}
      {shown.length > 0 && (
        <Table
          caption={t('Known faults, the earliest deadline first')}
          columns={[
            ...[t('Component'), t('Fault ## of a component'), t('Severity'), t('Runs on')],
            ...[t('Fixed in'), t('Deadline'), t('State')],
          ]}
        >
          {shown.map((finding) => (
            <FindingRow
              key={finding.number}
              finding={finding}
              nowMs={view.serverTime}
              onExcept={mayPropose && finding.state === 'open' ? () => (excepting.value = finding) : undefined}
            />
          ))}
        </Table>
      )}
      {excepting.value !== null && (
        <ExceptionDialog
          finding={excepting.value}
          onDone={(said) => (words.value = said)}
          onClose={() => (excepting.value = null)}
        />
      )}
    </section>
  );
}

function NoFinding({ view }: { readonly view: ComponentsView }) {
  if (view.check === null) {
    return <StatePanel kind="loading" title={t('The first check is in progress. It takes a few minutes.')} />;
  }
  return view.findings.some(({ state }) => state !== 'fixed') ? (
    <StatePanel kind="empty" title={t('No fault matches.')} />
  ) : (
    <StatePanel kind="empty" title={t('No component has a known fault.')} />
  );
}

/** The export and the last check, with their times and gaps. */
function Sources({ view }: { readonly view: ComponentsView }) {
  const { refused, check } = view;
  const known = view.export;
  return (
    <>
      {refused !== null && (
        <Banner tone="caution" icon="warning">
          {t('The import of {time} was refused.', { time: dateAndTime(refused.at) })} {REFUSAL_WORDS[refused.code]}
        </Banner>
      )}
      {known === null ? (
        <StatePanel kind="empty" title={t('No export yet: known faults are not checked.')}>
          {t(
            'Fetch all.zip of npm and of Bitnami from OSV, put them into a folder, and run “postern-server components import FOLDER” on the server.',
          )}
        </StatePanel>
      ) : (
        <p class="quiet figures">
          {plural(known.advisories, 'Export with {count} advisory', 'Export with {count} advisories')},{' '}
          {t('as of {newest}, imported {time}.', {
            newest: dateAndTime(known.newestAt),
            time: dateAndTime(known.importedAt),
          })}{' '}
          {known.commitsOnly > 0 &&
            plural(
              known.commitsOnly,
              '{count} names only commits and cannot be compared.',
              '{count} name only commits and cannot be compared.',
            )}
        </p>
      )}
      {known?.isOld === true && (
        <Banner tone="caution" icon="wait">
          {t('The export is more than seven days old. Import a newer one.')}
        </Banner>
      )}
      {check !== null && (
        <p class="quiet figures">
          {plural(check.components, '{count} component checked', '{count} components checked')}{' '}
          {t('at {time}.', { time: dateAndTime(check.at) })}
        </p>
      )}
      {check !== null && check.lanesWithoutBill.length > 0 && (
        <Banner tone="caution" icon="question">
          {t('Not checked, because no signed bill of materials belongs to their release: {lanes}.', {
            lanes: check.lanesWithoutBill.join(', '),
          })}
        </Banner>
      )}
      {check !== null && check.unreadableBills.length > 0 && (
        <Banner tone="caution" icon="warning">
          {t('These targets are not bills of materials: {targets}.', { targets: check.unreadableBills.join(', ') })}
        </Banner>
      )}
    </>
  );
}

interface FindingRowProps {
  readonly finding: FindingView;
  readonly nowMs: number;
  readonly onExcept: (() => void) | undefined;
}

function FindingRow({ finding, nowMs, onExcept }: FindingRowProps) {
  const { component, version, advisory, aliases, summary, severity, score, fixedVersion, dueAt } = finding;
  return (
    <tr>
      <th scope="row">
        <bdi>{component}</bdi>
        <span class="kiosk-name digest">{version}</span>
      </th>
      <td>
        <span class="digest">{[advisory, ...aliases].join(', ')}</span>
        <span class="kiosk-name quiet">
          <bdi>{summary}</bdi>
        </span>
      </td>
      <td>
        <Badge {...FAULT_SEVERITY_LOOKS[severity]} word={FAULT_SEVERITY_WORDS[severity]} />
        {score !== null && (
          <span class="kiosk-name quiet figures">{t('CVSS {score}', { score: score.toFixed(1) })}</span>
        )}
      </td>
      <td>{placesWords(finding)}</td>
      <td>{fixedVersion === null ? t('no version yet') : <span class="digest">{fixedVersion}</span>}</td>
      <td class="figures">
        {dayOf(dueAt)}
        <span class="kiosk-name quiet">{daysLeftWords(finding, nowMs)}</span>
      </td>
      <td>
        <Badge {...findingBadge(finding)} />
        {onExcept !== undefined && (
          <button
            type="button"
            class="row-button"
            aria-label={t('Propose an exception for {advisory}', { advisory })}
            onClick={onExcept}
          >
            {t('Propose an exception')}
          </button>
        )}
      </td>
    </tr>
  );
}

function Exceptions({ exceptions }: { readonly exceptions: readonly ExceptionView[] }) {
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="exceptions-title">
      <h2 id="exceptions-title">{t('Exceptions')}</h2>
      <p role="status">{words.value}</p>
      {exceptions.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no exceptions.')} />
      ) : (
        <Table
          caption={t('Exceptions, the latest first')}
          columns={[t('Fault ## of a component'), t('Reason'), t('Last day'), t('By'), t('State')]}
        >
          {exceptions.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <span class="digest">{one.advisory}</span>
                <span class="kiosk-name">{one.component ?? t('every component with this fault')}</span>
              </th>
              <td>
                <bdi>{one.reason}</bdi>
              </td>
              <td class="figures">{one.until}</td>
              <td>
                {t('{proposer} and {approver}', { proposer: one.proposedBy, approver: one.approvedBy })}
                <span class="kiosk-name figures">{dateAndTime(one.approvedAt)}</span>
              </td>
              <td>
                {one.isInForce ? t('in force') : one.endedAt === null ? t('over') : t('ended early')}
                {one.isInForce && mayAct('component-exceptions.propose') && (
                  <button
                    type="button"
                    class="row-button"
                    aria-label={t('Propose to end the exception for {advisory}', { advisory: one.advisory })}
                    onClick={() => {
                      void propose('component-exception', { change: 'end', id: one.id }).then((outcome) => {
                        words.value = outcome.words;
                      });
                    }}
                  >
                    {t('Propose to end it')}
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

function OwnFiles({ own }: Pick<ComponentsView, 'own'>) {
  return (
    <section class="panel" aria-labelledby="own-files-title">
      <h2 id="own-files-title">{t('Files of this server')}</h2>
      {own === null && (
        <StatePanel kind="empty" title={t('Not compared: this server was not installed from a package.')} />
      )}
      {own !== null && own.count === 0 && (
        <p>
          <Badge tone="good" icon="tick" word={t('Equal to the release')} />{' '}
          <span class="quiet figures">{dateAndTime(own.comparedAt)}</span>
        </p>
      )}
      {own !== null && own.count > 0 && (
        <>
          <Banner tone="bad" icon="warning">
            {plural(own.count, '{count} difference from the release', '{count} differences from the release')}
          </Banner>
          <ul class="digest">
            {own.differences.map(({ kind, name }) => (
              <li key={`${kind} ${name}`}>
                {name}: {DIFFERENCE_WORDS[kind]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
