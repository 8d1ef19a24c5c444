/** The present description of the processing, and how it differs from the signed ones. */
import type { Connection } from '../../platform/database/connection.ts';
import { laneProcessing } from '../../records/reports/lane-processing.ts';
import type { Answerable } from '../answers/record.ts';
import { type PartnerProcessing, processingRecord } from '../record/processing-record.ts';
import { listPolicies } from '../tables/retention-policies.ts';
import type { SignedDocumentView } from './answers.ts';
import { changesBetween, type Description, descriptionDigest, descriptionOf } from './description.ts';
import { latestSigned, type SignedVersion } from './signature-table.ts';
import { type DocumentState, SIGN_AGAIN_DAYS, SIGNED_DOCUMENTS, type SignedDocument } from './vocabulary.ts';

const DAY_MS = 86_400_000;

/** The partner agencies under agreements that are in force or paused. */
export type ReadPartners = (database: Connection, nowMs: number) => Promise<readonly PartnerProcessing[]>;

/** From the configuration, with a reader of the agreements, which belong to a higher room. */
export interface ProcessingSettings {
  readonly mode: string;
  readonly answerable: Answerable;
  /** A tlog-policy. */
  readonly ledgerPolicy: string;
  /** The present time, wall ms. */
  readonly now: () => number;
  readonly partners: ReadPartners;
}

/** No counts: they change each day, and the description is compared. */
const NO_COUNTS = {
  cleared: 0,
  travellers: 0,
  viewings: 0,
  markedViewings: 0,
  erased: 0,
  overdueLanes: 0,
  requestsWaiting: 0,
  closedRequestsDays: 0,
  alertLogDays: 0,
  shadowLanes: 0,
} as const;

export async function describeProcessing(
  database: Connection,
  { mode, answerable, ledgerPolicy, partners }: ProcessingSettings,
  nowMs: number,
): Promise<Description> {
  const [policy] = await listPolicies(database, 1);
  const lanes = await laneProcessing(database);
  const facts = {
    mode,
    answerable,
    policy,
    ledgerPolicy,
    lanes,
    partners: await partners(database, nowMs),
    ...NO_COUNTS,
  };
  return descriptionOf(processingRecord(facts, nowMs));
}

export async function readDocuments(
  database: Connection,
  settings: ProcessingSettings,
  nowMs: number,
): Promise<SignedDocumentView[]> {
  const description = await describeProcessing(database, settings, nowMs);
  const views: SignedDocumentView[] = [];
  for (const document of SIGNED_DOCUMENTS) {
    const signed = await latestSigned(database, document);
    views.push(viewOf(document, { description, signed, nowMs }));
  }
  return views;
}

interface Compared {
  readonly description: Description;
  readonly signed: SignedVersion | undefined;
  readonly nowMs: number;
}

function viewOf(document: SignedDocument, { description, signed, nowMs }: Compared): SignedDocumentView {
  const digest = descriptionDigest(description);
  if (signed === undefined) return { document, state: 'never-signed', digest, changes: [], signed: null };
  const { version, signedBy, approvedBy, signedAt, judgement } = signed;
  return {
    document,
    state: stateOf(signed, digest, nowMs),
    digest,
    changes: changesBetween(signed.description, description),
    signed: { version, digest: signed.digest, signedBy, approvedBy, signedAt, judgement },
  };
}

function stateOf({ digest: signed, signedAt }: SignedVersion, digest: string, nowMs: number): DocumentState {
  if (signed !== digest) return 'out-of-date';
  return nowMs - signedAt >= SIGN_AGAIN_DAYS * DAY_MS ? 'due' : 'current';
}
