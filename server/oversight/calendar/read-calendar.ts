/** Reads what the calendar is made from. */
import { listActs } from '../../records/acts/act-table.ts';
import type { FrameworkId } from '../compliance/frameworks/vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { firstDutyGivenAt } from '../../people/duties/duty-table.ts';
import { listHolds } from '../../lanes/evidence/legal-holds.ts';
import { listSuccessions } from '../../people/key-successions/key-successions.ts';
import { listRequests } from '../../privacy/tables/access-requests.ts';
import { type ProcessingSettings, readDocuments } from '../../privacy/signed/read-documents.ts';
import type { SignedDocument } from '../../privacy/signed/vocabulary.ts';
import { listPolicies } from '../../privacy/tables/retention-policies.ts';
import { firstReportAt } from '../../records/reports/reports.ts';
import { COURSES } from '../../people/training/courses/catalogue.ts';
import { listTrainedDuties } from '../../people/training/trained-duties.ts';
import type { CalendarItem } from './answers.ts';
import { type CalendarFacts, calendarItems } from './calendar-items.ts';
import { readComplianceDates } from './read-compliance-dates.ts';

const LISTED = 1_000;
/** Exports are read in pages of this many, and at most this many pages: years of work of a large office. */
const EXPORTS_PER_PAGE = 200;
const MAX_PAGES = 25;

export interface CalendarSettings {
  readonly processing: ProcessingSettings;
  /** The legal frameworks that the configuration names. */
  readonly frameworks: readonly FrameworkId[];
}

export async function readCalendar(
  database: Connection,
  { processing, frameworks }: CalendarSettings,
  now: number,
): Promise<CalendarItem[]> {
  const [latest] = await listSuccessions(database, 1);
  return calendarItems(
    {
      policies: await listPolicies(database, LISTED),
      holds: await listHolds(database, LISTED),
      requests: await listRequests(database, LISTED),
      duties: await listTrainedDuties({ courses: COURSES }, database, now, LISTED),
      ...(await documentsOf(database, processing, now)),
      firstReportAt: await firstReportAt(database),
      succession: latest?.statement,
      startedAt: await firstDutyGivenAt(database),
      compliance: await readComplianceDates(database, frameworks, now),
    },
    now,
  );
}

/** A signature here counts more than a file that may have been signed on paper. */
async function documentsOf(
  database: Connection,
  processing: ProcessingSettings,
  now: number,
): Promise<Pick<CalendarFacts, 'documents' | 'outOfDate'>> {
  const signed = await readDocuments(database, processing, now);
  const of = (name: SignedDocument) => signed.find(({ document }) => document === name);
  const [record, assessment] = [of('processing'), of('assessment')];
  const made = await documentsMade(database);
  return {
    documents: {
      record: record?.signed?.signedAt ?? made.record,
      assessment: assessment?.signed?.signedAt ?? made.assessment,
    },
    outOfDate: { record: record?.state === 'out-of-date', assessment: assessment?.state === 'out-of-date' },
  };
}

/** The last time that each document was made as PDF, the form that is signed. */
async function documentsMade(database: Connection) {
  const made: { record: number | undefined; assessment: number | undefined } = {
    record: undefined,
    assessment: undefined,
  };
  let before: number | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const acts = await listActs(database, { act: 'record.export', limit: EXPORTS_PER_PAGE, before });
    for (const { at, result, details } of acts) {
      if (result !== 'done' || details['format'] !== 'pdf') continue;
      if (details['record'] === 'processing') made.record ??= at;
      if (details['record'] === 'assessment') made.assessment ??= at;
    }
    before = acts.at(-1)?.position;
    if (acts.length < EXPORTS_PER_PAGE || (made.record !== undefined && made.assessment !== undefined)) break;
  }
  return made;
}
