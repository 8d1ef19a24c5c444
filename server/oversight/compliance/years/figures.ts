/** Pure: the figures of a year from entries of the ledger and from rows. The server computes them with this code, and `postern-server verify` again. */
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import { codesOfType, type Entry, type EntryType } from '../../../records/ledger/entry/entry.ts';
import type { RecordedTableName } from '../../../records/ledger/recorded/recorded-tables.ts';
import type { Row } from '../../../platform/database/table.ts';
import { answersOf, isProved, mostInADay } from '../../../sharing/audits/audit-report.ts';
import { audits, findings } from '../../../sharing/audits/audit-table.ts';
import { agreements } from '../../../sharing/agreement/tables/agreement-table.ts';
import { deliveries } from '../../../sharing/deliveries/tables/delivery-table.ts';
import { drills } from '../../../people/training/drills/drill-table.ts';
import { startOf, trainingMonths } from '../../../people/training/tables/month-table.ts';
import { measures } from '../actions/action-table.ts';
import { breaches } from '../breaches/breach-table.ts';
import { caseDuties, isLate } from '../breaches/case-duties.ts';
import { decisions, notices } from '../breaches/notice-table.ts';
import type { YearFigureName } from './vocabulary.ts';
import type { EvidenceTable, YearFigure } from './year-file.ts';

/** An entry about a file for a partner agency. */
export type PartnerFile = Extract<Entry, { type: 'export' }> & { readonly partner: string; readonly agreement: string };

export interface YearEvidence {
  /** Wall ms: the year. */
  readonly from: number;
  readonly to: number;
  /** When the file was made, wall ms. */
  readonly at: number;
  /** Numbers of entries of the year by the code of their type. */
  readonly entries: ReadonlyMap<number, number>;
  /** Numbers of new rows of the year by table. */
  readonly newRows: ReadonlyMap<string, number>;
  /** Captures that lanes erased in the year. */
  readonly capturesErased: number;
  readonly decisions: { readonly all: number; readonly admitted: number; readonly byTwo: number };
  /** By the digest of the file. */
  readonly files: ReadonlyMap<string, PartnerFile>;
  readonly rowsOf: (table: EvidenceTable) => readonly Row[];
}

/** From which part of the file a figure is computed again. */
export type FigureSource =
  /** From the numbers of entries by their types, which stand in the log in clear. */
  | { readonly by: 'types'; readonly type: EntryType }
  /** From the entries about new rows of a table, which name the table and not the content. */
  | { readonly by: 'new-rows'; readonly table: RecordedTableName }
  /** From the acts of decisions about referrals; the file opens all of them. */
  | { readonly by: 'acts' }
  /** From the entries about erasures of lanes, each with the number in the lane's signed report. */
  | { readonly by: 'erasures' }
  | { readonly by: 'rows'; readonly tables: readonly EvidenceTable[] };

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
  'captures-erased': { by: 'erasures' },
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
  'exams-passed': rows('training_months'),
  'refreshers-decided': newRows('training_refreshers'),
  'drills-ended': DRILLS,
  'drill-asked': DRILLS,
  'drill-approved': DRILLS,
  'drill-reported': DRILLS,
};

export function figuresOf(evidence: YearEvidence): YearFigure[] {
  return [
    ...entryFigures(evidence),
    ...decisionFigures(evidence),
    ...breachFigures(evidence),
    ...measureFigures(evidence),
    ...sharingFigures(evidence),
    ...auditFigures(evidence),
    ...trainingFigures(evidence),
  ];
}

const figure = (name: YearFigureName, value: number | null, subject = ''): YearFigure => ({
  figure: name,
  subject,
  value,
});

function entryFigures({ entries, newRows, capturesErased }: YearEvidence): YearFigure[] {
  return Object.entries(FIGURE_SOURCES).flatMap(([key, source]) => {
    const name = key as YearFigureName;
    if (source.by === 'types')
      return [
        figure(
          name,
          codesOfType(source.type).reduce((sum, code) => sum + (entries.get(code) ?? 0), 0),
        ),
      ];
    if (source.by === 'new-rows') return [figure(name, newRows.get(source.table) ?? 0)];
    return source.by === 'erasures' ? [figure(name, capturesErased)] : [];
  });
}

/** Regulation (EU) 2024/1689, Art. 14. Tests of attention are decided like travellers and count among them. */
function decisionFigures({ decisions: { all, admitted, byTwo } }: YearEvidence): YearFigure[] {
  return [
    figure('decisions-of-people', all),
    figure('admitted-by-people', admitted),
    figure('decisions-by-two', byTwo),
  ];
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
  const cases = read(evidence, 'breach_cases', breaches.read);
  const opened = cases.filter(({ openedAt }) => isIn(evidence, openedAt));
  const sent = read(evidence, 'breach_notices', notices.read).filter(({ sentAt }) => isIn(evidence, sentAt));
  const notNotified = read(evidence, 'breach_decisions', decisions.read);
  const late = opened.flatMap((one) => {
    const own = ofCase(one.id);
    const decided = read(own, 'breach_decisions', decisions.read);
    // Without a breach no notice is owed, also where one was sent before the decision
    if (one.outcome === 'no-breach' || decided.some(({ about }) => about === 'no-breach')) return [];
    return caseDuties(one, read(own, 'breach_notices', notices.read), decided).filter(
      (duty) => duty.state !== 'not-notified' && isLate(duty, evidence.at),
    );
  });
  return [
    figure('breaches-opened', opened.length),
    figure('breaches-closed', cases.filter(({ closedAt }) => isIn(evidence, closedAt)).length),
    figure('breach-notices-sent', sent.length),
    figure('breach-notices-late', late.length),
    figure('breaches-not-notified', notNotified.filter(({ approvedAt }) => isIn(evidence, approvedAt)).length),
  ];
}

function measureFigures(evidence: YearEvidence): YearFigure[] {
  const all = read(evidence, 'corrective_actions', measures.read);
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
  const year = read(evidence, 'sharing_deliveries', deliveries.read).filter(({ madeAt }) => isIn(evidence, madeAt));
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
        figure(
          'deliveries-unproved',
          made.filter((one) => !isProved(one, { entries: evidence.files })).length,
          agreement,
        ),
        figure('most-deliveries-a-day', mostInADay(made.filter(({ kind }) => kind === 'counts')), agreement),
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
  return read(evidence, 'sharing_agreements', agreements.read)
    .filter(({ digest, agreement }) => used.get(digest) === agreement.id)
    .flatMap(({ agreement: { id, version, privacyBudget } }) =>
      privacyBudget === null ? [] : [figure('budget-agreed', privacyBudget.epsilonThousandths, `${id}/${version}`)],
    );
}

function auditFigures(evidence: YearEvidence): YearFigure[] {
  const concluded = read(evidence, 'sharing_audits', audits.read).filter((one) => isIn(evidence, one.concludedAt));
  const ids = new Set(concluded.map(({ id }) => id));
  const found = read(evidence, 'sharing_findings', findings.read).filter(({ audit }) => ids.has(audit));
  const answers = concluded.flatMap((one) => Object.values(one.answers ?? {}));
  return [
    figure('audits-concluded', concluded.length),
    figure('questions-not-met', answers.filter((one) => one === 'not-met').length),
    figure('findings-open', found.filter(({ outcome }) => outcome === null).length),
  ];
}

function trainingFigures(evidence: YearEvidence): YearFigure[] {
  const passed = read(evidence, 'training_months', trainingMonths.read).filter(({ month }) =>
    isIn(evidence, startOf(month)),
  );
  const ended = read(evidence, 'training_drills', drills.read).filter(({ endedAt }) => isIn(evidence, endedAt));
  return [
    figure(
      'exams-passed',
      passed.reduce((sum, one) => sum + one.passed, 0),
    ),
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
