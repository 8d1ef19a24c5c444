import { useSignal } from '@preact/signals';
import type { FindingList, FindingView } from '../../oversight/detection/answers.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { ENTITY_WORDS, RULE_WORDS } from '../words-of-detection.ts';
import { mayAct, session } from '../shell/session.ts';
import { Baselines } from './baselines.tsx';
import { FindingFacts, FindingState, Subject } from './finding-facts.tsx';
import { Judgement } from './judgement.tsx';
import { ProposeException } from './propose-exception.tsx';
import { ResponseOfFinding } from './responses.tsx';
import { SearchField } from './search-field.tsx';
import { Said } from './said.tsx';
import { RuleName } from './rule-name.tsx';

/** Findings that wait for a judgement, and the judged ones behind them. */
export function Inbox() {
  return (
    <Loaded<FindingList> path="/v1/detection/findings" away={t('The server continues to judge events.')}>
      {(list, { again }) => <Findings list={list} again={again} />}
    </Loaded>
  );
}

/** Pure: the findings in which each word of the search occurs. */
function matchingFindings(findings: readonly FindingView[], search: string): readonly FindingView[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return findings;
  return findings.filter(({ rule, entity, site }) =>
    [RULE_WORDS[rule], rule, ENTITY_WORDS[entity.kind], entity.id, site ?? ''].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
}

function Findings({ list, again }: { readonly list: FindingList; readonly again: () => void }) {
  const search = useSignal('');
  const words = useSignal('');
  const opened = useOpened<string>();
  const shown = matchingFindings(list.findings, search.value);
  return (
    <section class="panel" aria-labelledby="inbox-title">
      <h2 id="inbox-title">{t('Findings')}</h2>
      <p class="quiet figures">
        {plural(list.waiting, '{count} waits for a judgement', '{count} wait for a judgement')}
      </p>
      {list.findings.length > 0 && (
        <div class="filters">
          <SearchField id="inbox-search" search={search} />
          {mayAct('case.export') && <Files />}
        </div>
      )}
      <Said words={words.value} takesFocus />
      {list.findings.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no findings.')}>
          {t('Rules that always hold judge at once. Rules that compare counts learn for a week first.')}
        </StatePanel>
      ) : shown.length === 0 ? (
        <StatePanel kind="empty" title={t('No finding matches.')} />
      ) : (
        <Table
          caption={t('Findings, those without a judgement first')}
          columns={[t('Rule'), t('Subject of the finding'), t('Site'), t('Time'), t('State'), t('Details')]}
        >
          {shown.map((finding) => (
            <FollowedRow
              key={finding.id}
              id={finding.id}
              opened={opened}
              columns={6}
              verb={t('Open ## a row of a list')}
              what={`${RULE_WORDS[finding.rule]} ${finding.entity.id}`}
              cells={
                <>
                  <th scope="row">
                    <RuleName rule={finding.rule} />
                  </th>
                  <td>
                    <Subject entity={finding.entity} />
                  </td>
                  <td>{finding.site}</td>
                  <td class="figures">{dateAndTime(finding.at)}</td>
                  <td>
                    <FindingState finding={finding} />
                  </td>
                </>
              }
            >
              <div class="finding-open">
                <FindingFacts finding={finding} />
                <Baselines entity={finding.entity} />
                <ResponseOfFinding findingId={finding.id} />
                {finding.mayJudge && (
                  <Judgement
                    finding={finding}
                    onDone={(said) => {
                      // The next finding without a judgement is then the first of the list
                      opened.toggle(finding.id);
                      words.value = t('{said} Finding: {rule}, {subject}.', {
                        said,
                        rule: RULE_WORDS[finding.rule],
                        subject: finding.entity.id,
                      });
                      again();
                    }}
                  />
                )}
                {mayExcept(finding) && <ProposeException finding={finding} />}
              </div>
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

/** Invariants have no exceptions, and no person proposes one about themselves. */
function mayExcept({ basis, entity }: FindingView): boolean {
  if (basis === 'invariant' || !mayAct('detection-exceptions.propose')) return false;
  const { value } = session;
  const own = value.kind === 'signed-in' ? value.view.principal?.personId : undefined;
  return entity.kind !== 'person' || entity.id !== own;
}

/** Each file of findings is an act, and its digest is in the ledger. */
function Files() {
  return (
    <>
      <a class="button finding-file" href="/v1/findings/export?format=ocsf" download>
        {t('Save as {format}', { format: 'OCSF' })}
      </a>
      <a class="button finding-file" href="/v1/findings/export?format=ecs" download>
        {t('Save as {format}', { format: 'ECS' })}
      </a>
    </>
  );
}
