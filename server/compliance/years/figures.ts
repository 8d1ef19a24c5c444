/** Pure: the figures of a year from entries of the ledger and from rows. The server computes them with this code, and `npm run verify` again. */
import { integerColumn, textColumn } from '../../database/column.ts';
import { ENTRY_TYPE_CODES, type Entry, type EntryType } from '../../ledger/entry/entry.ts';
import type { RecordedTableName } from '../../ledger/recorded/recorded-tables.ts';
import type { Row } from '../../ledger/recorded/row-content.ts';
import { answersOf, isProved, mostInADay } from '../../sharing/audits/audit-report.ts';
import { auditOf, findingOf } from '../../sharing/audits/audit-table.ts';
import { agreementOf } from '../../sharing/agreement/tables/agreement-table.ts';
import { deliveryOf } from '../../sharing/deliveries/tables/delivery-table.ts';
import { drillOf } from '../../training/drills/drill-table.ts';
import { measureOf } from '../actions/action-table.ts';
import { breachOf } from '../breaches/breach-table.ts';
import { caseDuties, isLate } from '../breaches/case-duties.ts';
import { decisionOf, noticeOf } from '../breaches/notice-table.ts';
import type { YearFigureName, YearLimit } from './vocabulary.ts';
import type { EvidenceTable, YearFigure } from './year-file.ts';

export interface YearEvidence {
  /** Wall ms: the year. */
  readonly from: number;
  readonly to: number;
  /** When the file was made, wall ms. */
  readonly at: number;
  /** Numbers of entries of the year by the code of their type; `undefined`: the log is too long for a file. */
  readonly entries: ReadonlyMap<number, number> | undefined;
  /** Opened entries, in the order of the log. */
  readonly opened: readonly {
    readonly entry: Entry /** Whether it is among the entries of the year. */;
    readonly isOfYear: boolean;
  }[];
  readonly rowsOf: (table: EvidenceTable) => readonly Row[];
}

/** From which part of the file a figure is computed again. */
export type FigureSource =
  /** From the numbers of entries by their types, which stand in the log in clear. */
  | { readonly by: 'types'; readonly type: EntryType }
  /** From the entries about new rows of a table, which name the table and not the content. */
  | { readonly by: 'new-rows'; readonly table: RecordedTableName }
  | { readonly by: 'acts' }
  | { readonly by: 'rows'; readonly tables: readonly EvidenceTable[] }
  | { readonly by: 'nothing'; readonly limit: YearLimit };

const types = (type: EntryType): FigureSource => ({ by: 'types', type });
const newRows = (table: RecordedTableName): FigureSource => ({ by: 'new-rows', table });
const rows = (...tables: readonly EvidenceTable[]): FigureSource => ({ by: 'rows', tables });
const ACTS: FigureSource = { by: 'acts' };
const DELIVERIES = rows('sharing_deliveries');
const MEASURES = rows('corrective_actions');
const DRILLS = rows('training_drills');

export const FIGURE_SOURCES: { readonly [Figure in YearFigureName]: FigureSource } = {
  'reports-logged': types('report'),
  'acts-logged': types('act'),
  'viewings-logged': types('viewing'),
  'alarms-logged': types('alarm'),
  'erasures-logged': types('erasure'),
  'files-made': types('export'),
  'captures-erased': { by: 'nothing', limit: 'reports-of-lanes-closed' },
  'retention-policies': newRows('retention_policies'),
  'requests-received': newRows('access_requests'),
  'referrals-arisen': newRows('referrals'),
  'decisions-of-people': ACTS,
  'admitted-by-people': ACTS,
  'decisions-by-two': ACTS,
  'breaches-opened': rows('breach_cases'),
  'breaches-closed': rows('breach_cases'),
  'breach-notices-sent': rows('breach_notices'),
  'breach-notices-late': rows('breach_cases', 'breach_notices', 'breach_decisions'),
  'breaches-not-notified': rows('breach_decisions'),
  'penalties-entered': MEASURES,
  'penalty-amounts': MEASURES,
  'corrections-entered': MEASURES,
  'measures-done': MEASURES,
  'measures-withdrawn': MEASURES,
  'measures-overdue': MEASURES,
  'deliveries-made': DELIVERIES,
  'deliveries-refused': DELIVERIES,
  'bytes-delivered': DELIVERIES,
  'deliveries-unproved': DELIVERIES,
  'most-deliveries-a-day': DELIVERIES,
  'receipts-in-time': DELIVERIES,
  'receipts-late': DELIVERIES,
  'receipts-missing': DELIVERIES,
  'deletions-in-time': DELIVERIES,
  'deletions-late': DELIVERIES,
  'deletions-missing': DELIVERIES,
  'budget-spent': rows('sharing_budget'),
  'budget-agreed': rows('sharing_deliveries', 'sharing_agreements'),
  'audits-concluded': rows('sharing_audits'),
  'questions-not-met': rows('sharing_audits'),
  'findings-open': rows('sharing_audits', 'sharing_findings'),
  'exams-begun': newRows('training_exams'),
  'exams-passed': { by: 'nothing', limit: 'exams-closed' },
  'refreshers-decided': newRows('training_refreshers'),
  'drills-ended': DRILLS,
  'drill-asked': DRILLS,
  'drill-approved': DRILLS,
  'drill-reported': DRILLS,
};

/** All figures but those that no part of a file can show. */
export function figuresOf(evidence: YearEvidence): YearFigure[] {
  return [
    ...entryFigures(evidence),
    ...decisionFigures(evidence),
    ...breachFigures(evidence),
    ...measureFigures(evidence),
    ...sharingFigures(evidence),
    ...auditFigures(evidence),
    ...drillFigures(evidence),
  ];
}

const figure = (name: YearFigureName, value: number | null, subject = ''): YearFigure => ({
  figure: name,
  subject,
  value,
});

function entryFigures({ entries, opened }: YearEvidence): YearFigure[] {
  return Object.entries(FIGURE_SOURCES).flatMap(([name, source]) => {
    const of = (value: number) => [figure(name as YearFigureName, entries === undefined ? null : value)];
    if (source.by === 'types') return of(entries?.get(ENTRY_TYPE_CODES[source.type]) ?? 0);
    if (source.by !== 'new-rows') return [];
    const inserted = opened.filter(
      ({ entry, isOfYear }) =>
        isOfYear && entry.type === 'row' && entry.table === source.table && entry.before === null,
    );
    return of(inserted.length);
  });
}

/** Regulation (EU) 2024/1689, Art. 14. Tests of attention are decided like travellers and count among them. */
function decisionFigures({ entries, opened }: YearEvidence): YearFigure[] {
  const steps = opened.flatMap(({ entry, isOfYear }) =>
    isOfYear && entry.type === 'act' && entry.result === 'done' && isDecisionAct(entry.act)
      ? [{ subject: entry.subject, step: entry.details['step'], outcome: entry.details['outcome'] }]
      : [],
  );
  const decided = steps.filter(({ step }) => step === 'decide' || step === 'settle');
  const second = new Set(steps.filter(({ step }) => step === 'give-second-opinion').map(({ subject }) => subject));
  const of = (value: number) => (entries === undefined ? null : value);
  return [
    figure('decisions-of-people', of(decided.length)),
    figure('admitted-by-people', of(decided.filter(({ outcome }) => outcome === 'admitted-after-manual-check').length)),
    figure('decisions-by-two', of(decided.filter(({ subject }) => second.has(subject)).length)),
  ];
}

export function isDecisionAct(act: string): boolean {
  return act === 'referral.decide' || act === 'referral.second' || act === 'referral.review';
}

/** @param of reads a row as its table's code does */
function read<T>({ rowsOf }: Pick<YearEvidence, 'rowsOf'>, table: EvidenceTable, of: (row: never) => T): T[] {
  return rowsOf(table).map((row) => of(row as never));
}

type Year = Pick<YearEvidence, 'from' | 'to'>;

function isIn({ from, to }: Year, at: number | null): boolean {
  return at !== null && at >= from && at < to;
}

function breachFigures(evidence: YearEvidence): YearFigure[] {
  const ofCase = (id: string) => ({
    ...evidence,
    rowsOf: (table: EvidenceTable) => evidence.rowsOf(table).filter((row) => row['case_id'] === id),
  });
  const cases = read(evidence, 'breach_cases', breachOf);
  const opened = cases.filter(({ openedAt }) => isIn(evidence, openedAt));
  const sent = read(evidence, 'breach_notices', noticeOf).filter(({ sentAt }) => isIn(evidence, sentAt));
  const decisions = read(evidence, 'breach_decisions', decisionOf);
  const late = opened.flatMap((one) => {
    const own = ofCase(one.id);
    return caseDuties(one, read(own, 'breach_notices', noticeOf), read(own, 'breach_decisions', decisionOf)).filter(
      (duty) => duty.state !== 'not-notified' && isLate(duty, evidence.at),
    );
  });
  return [
    figure('breaches-opened', opened.length),
    figure('breaches-closed', cases.filter(({ closedAt }) => isIn(evidence, closedAt)).length),
    figure('breach-notices-sent', sent.length),
    figure('breach-notices-late', late.length),
    figure('breaches-not-notified', decisions.filter(({ approvedAt }) => isIn(evidence, approvedAt)).length),
  ];
}

function measureFigures(evidence: YearEvidence): YearFigure[] {
  const all = read(evidence, 'corrective_actions', measureOf);
  const entered = all.filter(({ enteredAt }) => isIn(evidence, enteredAt));
  const penalties = entered.filter(({ kind }) => kind === 'penalty');
  const currencies = [...new Set(penalties.flatMap(({ currency }) => currency ?? []))].sort();
  const ended = (outcome: string) => all.filter((one) => one.outcome === outcome && isIn(evidence, one.endedAt)).length;
  const today = new Date(evidence.at).toISOString().slice(0, 10);
  return [
    figure('penalties-entered', penalties.length),
    ...currencies.map((currency) => {
      const own = penalties.filter((one) => one.currency === currency);
      return figure(
        'penalty-amounts',
        own.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
        currency,
      );
    }),
    figure('corrections-entered', entered.length - penalties.length),
    figure('measures-done', ended('done')),
    figure('measures-withdrawn', ended('withdrawn')),
    figure('measures-overdue', entered.filter(({ outcome, dueDay }) => outcome === null && dueDay < today).length),
  ];
}

function sharingFigures(evidence: YearEvidence): YearFigure[] {
  const year = read(evidence, 'sharing_deliveries', deliveryOf).filter(({ madeAt }) => isIn(evidence, madeAt));
  const entries = new Map(
    evidence.opened.flatMap(({ entry }) =>
      entry.type === 'export' && entry.partner !== null && entry.agreement !== null
        ? [[entry.digest, { ...entry, partner: entry.partner, agreement: entry.agreement }] as const]
        : [],
    ),
  );
  const agreements = [...new Set(year.map(({ agreement }) => agreement))].sort();
  const spendings = evidence.rowsOf('sharing_budget').filter((row) => isIn(evidence, integerColumn(row['at'])));
  const spent = new Map<string, number>();
  for (const row of spendings) {
    const place = `${textColumn(row['agreement'])}/${textColumn(row['budget_period'])}`;
    spent.set(place, (spent.get(place) ?? 0) + integerColumn(row['epsilon_thousandths']));
  }
  return [
    ...agreements.flatMap((agreement) => {
      const own = year.filter((one) => one.agreement === agreement);
      const made = own.filter(({ refusal }) => refusal === null);
      const counts = own.filter(({ kind }) => kind === 'counts');
      const receipts = answersOf(counts, evidence.at);
      const deletions = answersOf(
        own.filter(({ kind }) => kind === 'deletion'),
        evidence.at,
      );
      return [
        ...[...new Set(counts.map(({ dataset }) => dataset))].sort().flatMap((dataset) => {
          const some = counts.filter((one) => one.dataset === dataset);
          const done = some.filter(({ refusal }) => refusal === null);
          const place = `${agreement}/${dataset}`;
          return [
            figure('deliveries-made', done.length, place),
            figure('deliveries-refused', some.length - done.length, place),
            figure(
              'bytes-delivered',
              done.reduce((sum, { bytes }) => sum + bytes, 0),
              place,
            ),
          ];
        }),
        figure('deliveries-unproved', made.filter((one) => !isProved(one, { entries })).length, agreement),
        figure('most-deliveries-a-day', mostInADay(made), agreement),
        figure('receipts-in-time', receipts.inTime, agreement),
        figure('receipts-late', receipts.late, agreement),
        figure('receipts-missing', receipts.missing, agreement),
        figure('deletions-in-time', deletions.inTime, agreement),
        figure('deletions-late', deletions.late, agreement),
        figure('deletions-missing', deletions.missing, agreement),
      ];
    }),
    ...[...spent].map(([place, value]) => figure('budget-spent', value, place)),
    ...budgetsAgreed(evidence, new Map(year.map((one) => [one.agreementDigest, one.agreement]))),
  ];
}

/** By the versions under which the year's deliveries were made. @param used agreements by the digests of their versions */
function budgetsAgreed(evidence: YearEvidence, used: ReadonlyMap<string, string>): YearFigure[] {
  return read(evidence, 'sharing_agreements', agreementOf)
    .filter(({ digest, agreement }) => used.get(digest) === agreement.id)
    .flatMap(({ agreement: { id, version, privacyBudget } }) =>
      privacyBudget === null ? [] : [figure('budget-agreed', privacyBudget.epsilonThousandths, `${id}/${version}`)],
    );
}

function auditFigures(evidence: YearEvidence): YearFigure[] {
  const concluded = read(evidence, 'sharing_audits', auditOf).filter((one) => isIn(evidence, one.concludedAt));
  const ids = new Set(concluded.map(({ id }) => id));
  const findings = read(evidence, 'sharing_findings', findingOf).filter(({ audit }) => ids.has(audit));
  const answers = concluded.flatMap((one) => Object.values(one.answers ?? {}));
  return [
    figure('audits-concluded', concluded.length),
    figure('questions-not-met', answers.filter((one) => one === 'not-met').length),
    figure('findings-open', findings.filter(({ outcome }) => outcome === null).length),
  ];
}

function drillFigures(evidence: YearEvidence): YearFigure[] {
  const ended = read(evidence, 'training_drills', drillOf).filter(({ endedAt }) => isIn(evidence, endedAt));
  return [
    figure('drills-ended', ended.length),
    ...ended.flatMap(({ id, counts }) =>
      counts === null
        ? []
        : [
            figure('drill-asked', counts.asked, id),
            figure('drill-approved', counts.approved, id),
            figure('drill-reported', counts.reported, id),
          ],
    ),
  ];
}

/** Numbers of the server that no part of the file can show. */
export function closedFigures(of: { readonly capturesErased: number; readonly examsPassed: number }): YearFigure[] {
  const { capturesErased, examsPassed } = of;
  return [figure('captures-erased', capturesErased), figure('exams-passed', examsPassed)];
}
