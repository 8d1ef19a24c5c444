import type { AuditView, FindingView, SharingAudits } from '../../sharing/audits/answers.ts';
import { AUDIT_CLAUSES, type AuditState, type FindingState } from '../../sharing/audits/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { CloseFindingForm, ConcludeForm, ScheduleForm } from './audit-forms.tsx';
import {
  AGREEMENT_STATE_WORDS,
  ANSWER_WORDS,
  AUDIT_STATE_WORDS,
  CLAUSE_WORDS,
  FINDING_STATE_WORDS,
  QUESTION_WORDS,
} from './words-of-sharing.ts';
import { DATASET_WORDS } from '../words-of-agreements.ts';

type Report = SharingAudits['reports'][number];

const LOOKS: { readonly [State in AuditState]: Omit<BadgeProps, 'word'> } = {
  scheduled: { tone: 'caution', icon: 'wait' },
  overdue: { tone: 'bad', icon: 'warning' },
  concluded: { tone: 'good', icon: 'tick' },
};

const FINDING_LOOKS: { readonly [State in FindingState]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'caution', icon: 'wait' },
  overdue: { tone: 'bad', icon: 'warning' },
  mended: { tone: 'good', icon: 'tick' },
  accepted: { tone: 'plain', icon: 'dash' },
};

/** The use of each agreement by the log, and the audits of partners. Each step is a proposal that another person approves. */
export function PartnerAudits() {
  return (
    <Loaded<SharingAudits> path="/v1/sharing/audits" away={t('Deadlines run on.')}>
      {({ reports, audits }) => (
        <>
          <Reports reports={reports} />
          <Audits audits={audits} />
          {mayAct('export.propose') && reports.length > 0 && (
            <ScheduleForm agreements={reports.map(({ agreement }) => agreement)} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Reports({ reports }: Pick<SharingAudits, 'reports'>) {
  const opened = useOpened<string>();
  return (
    <section class="panel" aria-labelledby="reports-title">
      <h2 id="reports-title">{t('Use of each agreement, from the log')}</h2>
      {reports.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no signed agreements.')} />
      ) : (
        <Table
          caption={t('Agreements by name')}
          columns={[
            t('Agreement'),
            t('Partner'),
            t('State'),
            t('Missing receipts'),
            t('Audit by ## a day'),
            t('Signs'),
            t('Details'),
          ]}
        >
          {reports.map((one) => (
            <FollowedRow
              key={one.agreement}
              id={one.agreement}
              opened={opened}
              columns={7}
              verb={t('Open ## a row of a list')}
              what={one.agreement}
              cells={
                <>
                  <th scope="row">
                    <bdi>{one.agreement}</bdi>
                  </th>
                  <td>
                    <bdi>{one.party}</bdi>
                  </td>
                  <td>{AGREEMENT_STATE_WORDS[one.state]}</td>
                  <td class="figures">{one.receipts.missing + one.deletions.missing}</td>
                  <td class="figures">{one.auditBy ?? ''}</td>
                  <td>
                    <Signs one={one} />
                  </td>
                </>
              }
            >
              <Figures one={one} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

/** Each sign is a word as well as a colour. */
function Signs({ one }: { readonly one: Report }) {
  return (
    <>
      {one.isUnused && <Badge tone="caution" icon="warning" word={t('Unused ## agreement')} />}{' '}
      {one.unproved > 0 && <Badge tone="bad" icon="warning" word={t('Not in the ledger')} />}
    </>
  );
}

function Figures({ one }: { readonly one: Report }) {
  const answered = ({ inTime, late, missing, waiting }: Report['receipts']) =>
    t('{inTime} in time, {late} late, {missing} missing, {waiting} waiting', { inTime, late, missing, waiting });
  const facts: readonly (readonly [string, string])[] = [
    ...one.datasets.map(({ dataset, deliveries, refused }) => {
      return [DATASET_WORDS[dataset], t('{deliveries} delivered, {refused} refused', { deliveries, refused })] as const;
    }),
    [CLAUSE_WORDS.receipts, answered(one.receipts)],
    [CLAUSE_WORDS.retention, answered(one.deletions)],
    [
      CLAUSE_WORDS.rate,
      t('at most {most} a day, {agreed} agreed', { most: one.rate.mostDeliveriesInADay, agreed: one.rate.agreed }),
    ],
    ...(one.budget === null
      ? []
      : [
          [
            CLAUSE_WORDS.budget,
            t('{most} of {agreed} thousandths', { most: one.budget.mostSpent, agreed: one.budget.agreed }),
          ] as const,
        ]),
    [CLAUSE_WORDS.recipients, one.recipients.join(', ')],
    [CLAUSE_WORDS['onward-transfer'], one.onwardTransfers.join(', ') || t('None ## onward transfer')],
    [t('Not in the ledger'), String(one.unproved)],
  ];
  return (
    <dl class="breach-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="typed">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Audits({ audits }: Pick<SharingAudits, 'audits'>) {
  const opened = useOpened<string>();
  return (
    <section class="panel" aria-labelledby="audits-title">
      <h2 id="audits-title">{t('Audits of partner agencies')}</h2>
      {audits.length === 0 ? (
        <StatePanel kind="empty" title={t('There are no audits.')} />
      ) : (
        <Table
          caption={t('Audits, the latest first')}
          columns={[t('Agreement'), t('Last day ## of an audit'), t('State'), t('Open findings'), t('Details')]}
        >
          {audits.map((one) => (
            <FollowedRow
              key={one.id}
              id={one.id}
              opened={opened}
              columns={5}
              verb={t('Open ## a row of a list')}
              what={`${one.agreement} ${one.dueDay}`}
              cells={
                <>
                  <th scope="row">
                    <bdi>{one.agreement}</bdi>
                  </th>
                  <td class="figures">{one.dueDay}</td>
                  <td>
                    <Badge {...LOOKS[one.state]} word={AUDIT_STATE_WORDS[one.state]} />
                  </td>
                  <td class="figures">{one.findings.filter(({ closedAt }) => closedAt === null).length}</td>
                </>
              }
            >
              <Audit one={one} />
            </FollowedRow>
          ))}
        </Table>
      )}
    </section>
  );
}

function Audit({ one }: { readonly one: AuditView }) {
  const { answers, findings, concludedBy, conclusionApprovedBy, concludedAt } = one;
  if (answers === null)
    return mayAct('export.propose') ? <ConcludeForm audit={one.id} /> : <p>{t('It is not concluded.')}</p>;
  return (
    <div class="breach">
      <dl class="breach-facts">
        {AUDIT_CLAUSES.map((clause) => {
          const answer = answers[clause];
          return (
            <div key={clause}>
              <dt>{QUESTION_WORDS[clause]}</dt>
              <dd>{answer === undefined ? '' : ANSWER_WORDS[answer]}</dd>
            </div>
          );
        })}
      </dl>
      {concludedAt !== null && (
        <p class="quiet">
          {rich('Concluded by {one} and {other}, {time}.', {
            one: <span class="digest">{concludedBy}</span>,
            other: <span class="digest">{conclusionApprovedBy}</span>,
            time: dateAndTime(concludedAt),
          })}
        </p>
      )}
      {findings.map((finding) => (
        <Finding key={finding.id} finding={finding} />
      ))}
    </div>
  );
}

function Finding({ finding }: { readonly finding: FindingView }) {
  const { id, clause, text, dueDay, state, evidence, closedAt } = finding;
  return (
    <section>
      <h4>
        {CLAUSE_WORDS[clause]} <Badge {...FINDING_LOOKS[state]} word={FINDING_STATE_WORDS[state]} />
      </h4>
      <p class="typed">{text}</p>
      <p class="quiet">{rich('Last day: {day}', { day: <span class="figures">{dueDay}</span> })}</p>
      {evidence !== null && <p class="typed">{evidence}</p>}
      {closedAt === null && mayAct('export.propose') && <CloseFindingForm finding={id} />}
    </section>
  );
}
