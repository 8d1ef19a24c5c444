/** Pure: legal frameworks, the certification pack and audits of partners as tables for files. */
import type { Table } from '../../../privacy/exports/table.ts';
import type { ControlsAnswer } from '../controls/answers.ts';
import type { AuditReport } from '../../../sharing/audits/audit-report.ts';
import type { SharingAudits } from '../../../sharing/audits/answers.ts';
import type { FrameworksAnswer } from '../frameworks/answers.ts';

export function frameworksTable({ frameworks }: FrameworksAnswer): Table {
  return {
    title: 'Legal frameworks',
    columns: [
      'Framework',
      'Chosen',
      'Article',
      'Rule',
      'About',
      'Verdict',
      'Parts that do not fulfil it',
      'Source',
      'Compared',
    ],
    rows: frameworks.flatMap(({ title, isChosen, rules }) =>
      rules.map(({ article, rule, about, verdict, subjects, source, retrieved }) => [
        title,
        isChosen ? 'yes' : 'no',
        article,
        plain(rule),
        about,
        verdict === null ? '' : plain(verdict),
        subjects.join(', '),
        source,
        retrieved ?? 'not compared',
      ]),
    ),
  };
}

export function controlsTable({ standards, figures, oversight }: ControlsAnswer): Table {
  const figureOf = (query: string) => figures.find((one) => one.query === query);
  return {
    title: 'Certification pack',
    columns: ['Standard', 'Control', 'Asks for', 'Evidence', 'State'],
    rows: [
      ...standards.flatMap(({ title, controls }) =>
        controls.flatMap(({ id, subject, tests, queries, documents }) =>
          [
            ...tests.map((path) => [path, 'test']),
            ...queries.map((query) => {
              const found = figureOf(query);
              return [`${plain(query)}: ${found?.count ?? 'none'}`, found === undefined ? '' : plain(found.state)];
            }),
            ...documents.map(({ path, dated, expires, isExpired }) => [
              path,
              `read on ${dated}, again by ${expires}${isExpired ? ', overdue' : ''}`,
            ]),
          ].map((evidence) => [title, id, plain(subject), ...evidence]),
        ),
      ),
      ...oversightRows(oversight),
    ],
  };
}

function oversightRows({ decisions, admitted, byTwo, hasty, hastyWithinMs, medianMs }: ControlsAnswer['oversight']) {
  const facts: readonly (readonly [string, string])[] = [
    ['Decisions about referred travellers in four weeks', String(decisions)],
    ['Admitted although the lane had a doubt', String(admitted)],
    ['Decided by two people', String(byTwo)],
    [`Decided within ${hastyWithinMs} ms`, String(hasty)],
    ['Median time to the decision, ms', medianMs === null ? 'none' : String(medianMs)],
  ];
  return facts.map(([name, value]) => ['Human oversight', 'Art. 14', name, value, 'figure']);
}

/** The use of each agreement by the log, then each audit with its answers and findings. */
export function sharingAuditsTable({ reports, audits }: SharingAudits): Table {
  return {
    title: 'Audits of partner agencies',
    columns: ['Agreement', 'Part', 'Subject', 'Value', 'State'],
    rows: [
      ...reports.flatMap((report) => [
        ...reportRows(report).map((row) => [report.agreement, 'log', ...row]),
        [report.agreement, 'log', 'Audit by', report.auditBy ?? 'not in force', plain(report.state)],
      ]),
      ...audits.flatMap(({ agreement, id, dueDay, state, answers, findings }) => {
        const part = `audit ${id.slice(0, 8)}`;
        return [
          [agreement, part, 'Last day', dueDay, state],
          ...Object.entries(answers ?? {}).map(([clause, answer]) => {
            return [agreement, part, `Clause: ${plain(clause)}`, '', plain(answer)];
          }),
          ...findings.map((one) => {
            const evidence = one.evidence === null ? '' : `; ${one.evidence}`;
            return [
              agreement,
              part,
              `Finding: ${plain(one.clause)}, by ${one.dueDay}`,
              `${one.text}${evidence}`,
              one.state,
            ];
          }),
        ];
      }),
    ],
  };
}

function reportRows(report: AuditReport): string[][] {
  const { datasets, receipts, deletions, rate, budget, recipients, onwardTransfers, unproved, isUnused } = report;
  const answered = ({ inTime, late, missing, waiting }: AuditReport['receipts']) =>
    `${inTime} in time, ${late} late, ${missing} missing, ${waiting} waiting`;
  const bad = (isBad: boolean) => (isBad ? 'attention' : 'good');
  return [
    ...datasets.map(({ dataset, deliveries, refused, bytes }) => {
      return [`Dataset: ${plain(dataset)}`, `${deliveries} deliveries, ${refused} refused, ${bytes} bytes`, 'figure'];
    }),
    ['Receipts', answered(receipts), bad(receipts.late + receipts.missing > 0)],
    ['Statements of deletion', answered(deletions), bad(deletions.late + deletions.missing > 0)],
    [
      'Most deliveries in a day',
      `${rate.mostDeliveriesInADay} of ${rate.agreed}`,
      bad(rate.mostDeliveriesInADay > rate.agreed),
    ],
    ...(budget === null
      ? []
      : [
          [
            'Privacy budget, thousandths of epsilon',
            `${budget.mostSpent} of ${budget.agreed}`,
            bad(budget.mostSpent > budget.agreed),
          ],
        ]),
    ['Units that may read', recipients.join('; '), 'figure'],
    ['Declared onward transfers', onwardTransfers.join('; ') || 'none', 'figure'],
    ['Deliveries without their entry in the ledger', String(unproved), bad(unproved > 0)],
    ['Unused', isUnused ? 'yes' : 'no', bad(isUnused)],
  ];
}

function plain(slug: string): string {
  return slug.replaceAll('-', ' ');
}
