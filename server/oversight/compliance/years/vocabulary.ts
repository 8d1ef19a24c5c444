/** The closed vocabulary of the report of a year. Pure: the console imports it. */

/** Numbers of the report. Some are for each agreement, currency or drill. */
export const YEAR_FIGURES = [
  'reports-logged',
  'acts-logged',
  'viewings-logged',
  'alarms-logged',
  'erasures-logged',
  'files-made',
  'captures-erased',
  'retention-policies',
  'requests-received',
  'referrals-arisen',
  'decisions-of-people',
  'admitted-by-people',
  'decisions-by-two',
  'breaches-opened',
  'breaches-closed',
  'breach-notices-sent',
  'breach-notices-late',
  'breaches-not-notified',
  'penalties-entered',
  'penalty-amounts',
  'corrections-entered',
  'measures-done',
  'measures-withdrawn',
  'measures-overdue',
  'deliveries-made',
  'deliveries-refused',
  'bytes-delivered',
  'deliveries-unproved',
  'most-deliveries-a-day',
  'receipts-in-time',
  'receipts-late',
  'receipts-missing',
  'deletions-in-time',
  'deletions-late',
  'deletions-missing',
  'budget-spent',
  'budget-agreed',
  'audits-concluded',
  'questions-not-met',
  'findings-open',
  'exams-begun',
  'exams-passed',
  'refreshers-decided',
  'drills-ended',
  'drill-asked',
  'drill-approved',
  'drill-reported',
] as const;
export type YearFigureName = (typeof YEAR_FIGURES)[number];

/** Why a file cannot prove a number, or proves it as the least number only. */
export const YEAR_LIMITS = ['entries-erased', 'rows-erased', 'older-entries', 'count-withheld'] as const;
export type YearLimit = (typeof YEAR_LIMITS)[number];

export const YEAR_REPORT_STATES = ['making', 'made', 'failed'] as const;
export type YearReportState = (typeof YEAR_REPORT_STATES)[number];
