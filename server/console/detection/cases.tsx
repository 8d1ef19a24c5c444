import { useSignal } from '@preact/signals';
import type { CaseList, CaseView, OneCase } from '../../oversight/detection/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { ENTITY_WORDS } from '../words-of-detection.ts';
import { CaseDetails } from './case-details.tsx';
import { Subject } from './finding-facts.tsx';
import { SearchField } from './search-field.tsx';
import { CASE_STATE_WORDS } from './words.ts';

const LOOKS: { readonly [State in CaseView['state']]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'caution', icon: 'wait' },
  escalated: { tone: 'bad', icon: 'arrow' },
  closed: { tone: 'plain', icon: 'tick' },
};

/** Findings about one subject, grouped. */
export function Cases() {
  const opened = useOpened<string>();
  const search = useSignal('');
  return (
    <Loaded<CaseList> path="/v1/detection/cases" away={t('The server continues to judge events.')}>
      {({ cases }) => (
        <section class="panel" aria-labelledby="cases-title">
          <h2 id="cases-title">{t('Cases')}</h2>
          {cases.length > 0 && (
            <div class="filters">
              <SearchField id="cases-search" search={search} />
            </div>
          )}
          {matching(cases, search.value).length === 0 ? (
            <StatePanel kind="empty" title={cases.length === 0 ? t('There are no cases.') : t('No case matches.')} />
          ) : (
            <Table
              caption={t('Cases, open ones first')}
              columns={[
                t('Subject of the finding'),
                t('Site'),
                t('Begun'),
                t('Latest finding'),
                t('State'),
                t('Details'),
              ]}
            >
              {matching(cases, search.value).map((one) => (
                <FollowedRow
                  key={one.id}
                  id={one.id}
                  opened={opened}
                  columns={6}
                  verb={t('Open ## a row of a list')}
                  what={one.entity.id}
                  cells={
                    <>
                      <th scope="row">
                        <Subject entity={one.entity} />
                      </th>
                      <td>{one.site}</td>
                      <td class="figures">{dateAndTime(one.openedAt)}</td>
                      <td class="figures">{dateAndTime(one.latestAt)}</td>
                      <td>
                        <Badge {...LOOKS[one.state]} word={CASE_STATE_WORDS[one.state]} />
                      </td>
                    </>
                  }
                >
                  <Loaded<OneCase>
                    path={`/v1/detection/cases/${one.id}`}
                    away={t('The server continues to judge events.')}
                  >
                    {(shown, { again }) => <CaseDetails shown={shown} again={again} />}
                  </Loaded>
                </FollowedRow>
              ))}
            </Table>
          )}
        </section>
      )}
    </Loaded>
  );
}

/** Pure: the cases in which the words of the search occur. */
function matching(cases: readonly CaseView[], search: string): readonly CaseView[] {
  const wanted = search.trim().toLowerCase();
  return cases.filter(({ entity, site, state }) =>
    [ENTITY_WORDS[entity.kind], entity.id, site ?? '', CASE_STATE_WORDS[state]].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
}
