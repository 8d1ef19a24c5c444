import type { MeasureList, MeasureView } from '../../oversight/compliance/actions/answers.ts';
import type { MeasureState } from '../../oversight/compliance/actions/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { rich, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { EndMeasureForm, EnterMeasureForm, ExtendMeasureForm } from './measure-forms.tsx';
import {
  MEASURE_KIND_WORDS,
  MEASURE_OUTCOME_WORDS,
  MEASURE_SOURCE_WORDS,
  MEASURE_STATE_WORDS,
} from './words-of-measures.ts';

const LOOKS: { readonly [State in MeasureState]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'caution', icon: 'wait' },
  overdue: { tone: 'bad', icon: 'warning' },
  done: { tone: 'good', icon: 'tick' },
  withdrawn: { tone: 'plain', icon: 'dash' },
};

/** The register of penalties and corrective actions, open ones first. Each change is a proposal that another person approves. */
export function Measures() {
  return (
    <Loaded<MeasureList> path="/v1/compliance/actions" away={t('Deadlines run on.')}>
      {({ measures }) => (
        <>
          <List measures={measures} />
          {mayAct('corrective-actions.propose') && <EnterMeasureForm />}
        </>
      )}
    </Loaded>
  );
}

function List({ measures }: Pick<MeasureList, 'measures'>) {
  const opened = useOpened<string>();
  return (
    <section class="panel" aria-labelledby="measures-title">
      <h2 id="measures-title">{t('Penalties and corrective actions')}</h2>
      {measures.length === 0 ? (
        <StatePanel kind="empty" title={t('The register has no entry.')} />
      ) : (
        <Table
          caption={t('Penalties and corrective actions, open ones first')}
          columns={[
            t('Entry'),
            t('Kind'),
            t('Required by'),
            t('Last day ## of a corrective action'),
            t('State'),
            t('Details'),
          ]}
        >
          {measures.map((one) => (
            <FollowedRow
              key={one.id}
              id={one.id}
              opened={opened}
              columns={6}
              verb={t('Open ## a row of a list')}
              what={one.reference}
              cells={
                <>
                  <th scope="row">
                    <bdi>{one.reference}</bdi>
                  </th>
                  <td>{MEASURE_KIND_WORDS[one.kind]}</td>
                  <td>{MEASURE_SOURCE_WORDS[one.source]}</td>
                  <td class="figures">{one.dueDay}</td>
                  <td>
                    <Badge {...LOOKS[one.state]} word={MEASURE_STATE_WORDS[one.state]} />
                  </td>
                </>
              }
            >
              <Details one={one} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

function Details({ one }: { readonly one: MeasureView }) {
  const isOpen = one.outcome === null && mayAct('corrective-actions.propose');
  return (
    <div class="breach">
      <p class="typed">{one.text}</p>
      <dl class="breach-facts">
        <div>
          <dt>{t('Carried out by')}</dt>
          <dd>{one.responsible}</dd>
        </div>
        {one.amount !== null && (
          <div>
            <dt>{t('Amount, in the smallest unit')}</dt>
            <dd class="figures">
              {formatNumber(one.amount)} {one.currency}
            </dd>
          </div>
        )}
        {one.extension !== null && (
          <div>
            <dt>{t('More time, because')}</dt>
            <dd class="typed">{one.extension}</dd>
          </div>
        )}
        {one.outcome !== null && (
          <div>
            <dt>{MEASURE_OUTCOME_WORDS[one.outcome]}</dt>
            <dd class="typed">{one.evidence}</dd>
          </div>
        )}
      </dl>
      <p class="quiet">
        {rich('Entered by {one} and {other}, {time}.', {
          one: <span class="digest">{one.enteredBy}</span>,
          other: <span class="digest">{one.approvedBy}</span>,
          time: dateAndTime(one.enteredAt),
        })}
      </p>
      {isOpen && <EndMeasureForm one={one} />}
      {isOpen && <ExtendMeasureForm one={one} />}
    </div>
  );
}
