/** Records that can be read and exported, each with the act that permits it. */
import { isShadow } from '../contract/shadow-passage.ts';
import { listLaneReleases } from '../records/kiosks/lane-releases.ts';
import type { Permit } from '../platform/access/guarded-router.ts';
import { judgeAnywhere } from '../platform/access/judge.ts';
import type { Act } from '../platform/access/vocabulary.ts';
import { OUTCOMES } from '../contract/vocabulary.ts';
import { findHead } from '../records/ledger/log/log-tables.ts';
import { rowSubject } from '../records/ledger/recorded/row-content.ts';
import { proofOf } from './proof-of.ts';
import { assessmentDocument } from './record/assessment-document.ts';
import { recordDocument } from './record/record-document.ts';
import { listRequests } from './tables/access-requests.ts';
import { erasedByDay, listErasures } from './tables/erasures.ts';
import { listKeeping } from './tables/keeping.ts';
import { laneProcessing } from '../records/reports/lane-processing.ts';
import { outcomesBySite } from './tables/outcome-days.ts';
import { listPolicies } from './tables/retention-policies.ts';
import { listSignatures } from './tables/retention-rollout.ts';
import { viewingsSince } from '../records/reports/viewings.ts';
import type { ProcessingRecord, StatisticsView } from './answers/record.ts';
import type { PolicyVersion } from './answers/retention.ts';
import type { PdfContent } from './exports/pdf.ts';
import type { Table } from './exports/table.ts';
import {
  assessmentTable,
  erasuresTable,
  heldTable,
  recordTable,
  requestsTable,
  retentionTable,
  statisticsTable,
  viewingsTable,
} from './exports/tables-of.ts';
import { heldNow } from './held/held-now.ts';
import type { PrivacyDesk } from './privacy-desk.ts';
import { processingRecord, type RecordFacts } from './record/processing-record.ts';
import { type Counts, publishedRow, SMALLEST_PUBLISHED } from './record/suppression.ts';
import { viewOf } from './requests/request-desk.ts';
import { versionsOf } from './retention/retention-view.ts';
import { markViewings } from './viewings/outliers.ts';
import { JUDGED_MS, MAX_JUDGED, viewingPage } from './viewings/viewing-page.ts';

export const RECORDS = [
  'held',
  'erasures',
  'viewings',
  'retention',
  'requests',
  'processing',
  'assessment',
  'statistics',
] as const;
type RecordName = (typeof RECORDS)[number];

const DAY_MS = 86_400_000;
const FOUR_WEEKS_MS = 28 * DAY_MS;
const MAX_ROWS = 5_000;

export async function readVersions({ context }: PrivacyDesk): Promise<PolicyVersion[]> {
  return versionsOf(await listPolicies(context.knex, 100), await listSignatures(context.knex));
}

/** Covers whole UTC days only, because the counts of the current day still change. */
export async function readStatistics({ context }: PrivacyDesk): Promise<StatisticsView> {
  const now = context.clock.wallMs();
  const to = now - (now % DAY_MS);
  const from = to - FOUR_WEEKS_MS;
  const bySite = new Map<string, Counts>();
  for (const { site, outcome, count } of await outcomesBySite(context.knex, from, to)) {
    const none = Object.fromEntries(OUTCOMES.map((one) => [one, 0])) as Counts;
    bySite.set(site, { ...(bySite.get(site) ?? none), [outcome]: count });
  }
  const rows = [...bySite].map(([site, counts]) => publishedRow(site, counts));
  return { serverTime: now, from, to, smallest: SMALLEST_PUBLISHED, rows };
}

export async function readRecord(desk: PrivacyDesk): Promise<ProcessingRecord> {
  const now = desk.context.clock.wallMs();
  return processingRecord(await readFacts(desk, now), now);
}

async function readFacts(desk: PrivacyDesk, now: number): Promise<RecordFacts> {
  const { knex } = desk.context;
  const from = now - FOUR_WEEKS_MS;
  const [latest] = await listPolicies(knex, 1);
  const outcomes = await outcomesBySite(knex, from - (from % DAY_MS), now);
  const viewings = await viewingsSince(knex, from, MAX_JUDGED);
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
  return {
    mode: desk.mode,
    answerable: desk.answerable ?? { controller: null, contact: null },
    closedRequestsDays: desk.closedRequestsDays,
    alertLogDays: desk.alertLogDays,
    policy: latest,
    ledgerPolicy: desk.ledgerPolicy,
    lanes: await laneProcessing(knex),
    partners: await desk.partners(knex, now),
    cleared: sum(outcomes.filter(({ outcome }) => outcome === 'cleared')),
    travellers: sum(outcomes),
    viewings: viewings.length,
    markedViewings: markViewings(viewings).filter((marks) => marks.length > 0).length,
    erased: sum(await erasedByDay(knex, from)),
    shadowLanes: (await listLaneReleases(knex)).filter(({ held }) =>
      held.some(({ kind, name }) => kind === 'models' && isShadow({ name })),
    ).length,
    overdueLanes: heldNow(await listKeeping(knex), now).lanes.filter(({ overdue }) => overdue.length > 0).length,
    requestsWaiting: (await listRequests(knex, MAX_ROWS)).filter(({ closedAt }) => closedAt === null).length,
  };
}

/** The records that are documents in sentences, not tables. */
export type DocumentName = 'processing' | 'assessment';

export function isDocument(record: RecordName): record is DocumentName {
  return record === 'processing' || record === 'assessment';
}

/** A record as a document, with the ledger's proofs. */
export async function readDocument(desk: PrivacyDesk, name: DocumentName): Promise<PdfContent> {
  const now = desk.context.clock.wallMs();
  const facts = await readFacts(desk, now);
  const record = processingRecord(facts, now);
  const head = await findHead(desk.ledger.reader, 'published');
  const proof =
    record.policyNumber === null
      ? undefined
      : await proofOf(desk, rowSubject('retention_policies', [record.policyNumber]));
  const annex = { checkpoint: head?.checkpoint, policyProof: proof?.kind === 'made' ? proof.file : undefined };
  return name === 'processing' ? recordDocument(record, annex) : assessmentDocument(record, facts, annex);
}

/** The act that permits reading each record. An export shows no more than the console does. */
const SEEN_BY: { readonly [Name in RecordName]: Act } = {
  held: 'held.see',
  erasures: 'erasures.see',
  viewings: 'viewings.see',
  retention: 'retention.see',
  requests: 'access-requests.see',
  processing: 'processing.see',
  assessment: 'processing.see',
  statistics: 'processing.see',
};

/** The table of a record; `undefined` when the person may not see it. */
export async function readTable(
  desk: PrivacyDesk,
  record: RecordName,
  { principal }: Permit,
): Promise<Table | undefined> {
  const { knex, clock } = desk.context;
  const now = clock.wallMs();
  if (judgeAnywhere(principal, SEEN_BY[record], now).kind === 'refused') return undefined;
  switch (record) {
    case 'held':
      return heldTable(heldNow(await listKeeping(knex), now));
    case 'erasures':
      return erasuresTable(await listErasures(knex, { limit: MAX_ROWS }));
    case 'viewings':
      return viewingsTable(viewingPage(await viewingsSince(knex, now - JUDGED_MS, MAX_JUDGED), now).viewings);
    case 'retention':
      return retentionTable(await readVersions(desk));
    case 'requests':
      return requestsTable((await listRequests(knex, MAX_ROWS)).map(viewOf));
    case 'processing':
      return recordTable(await readRecord(desk));
    case 'assessment':
      return assessmentTable(await readRecord(desk));
    case 'statistics':
      return statisticsTable(await readStatistics(desk));
  }
}
