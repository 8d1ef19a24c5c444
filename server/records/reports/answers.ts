import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import {
  erasureReportSchema,
  matchReportSchema,
  orderReportSchema,
  passageReportSchema,
  viewingReportSchema,
  type MatchReport,
  type ReadinessReport,
  type Report,
} from '../../contract/report.ts';

const { type, issuingState } = matchReportSchema.shape.document.unwrap().shape;

/** The document for a console. It omits the handle, which would show that a person came twice on one day. `null`: none was read. */
export const shownDocumentSchema = z.strictObject({ type, issuingState }).nullable();
export type ShownDocument = Answer<typeof shownDocumentSchema>;

const shownMatchReportSchema = z.strictObject({ ...matchReportSchema.shape, document: shownDocumentSchema });
export type ShownMatchReport = Answer<typeof shownMatchReportSchema>;

const shownReportSchema = z.discriminatedUnion('kind', [
  shownMatchReportSchema,
  passageReportSchema,
  viewingReportSchema,
  erasureReportSchema,
  orderReportSchema,
]);
export type ShownReport = Answer<typeof shownReportSchema>;
export type ShownReportOf<Kind extends ShownReport['kind']> = Extract<ShownReport, { readonly kind: Kind }>;

/** A report as a console shows it, with its place in the order of all reports. */
const outcomeSchema = z.strictObject({
  feedPosition: z.int(),
  site: z.string(),
  lane: z.string(),
  receivedAt: wallMs,
  report: shownReportSchema,
});
export type OutcomeView = Answer<typeof outcomeSchema>;

/**
 * Outcomes of the lanes within the person's scope. Reports of other lanes leave gaps between positions. So do reports on travellers who wait for an
 * officer: those are in the queue, and appear here after the decision.
 */
const outcomePageSchema = z.strictObject({
  outcomes: z.array(outcomeSchema),
  /** The page and its predecessors are complete up to here. */
  through: z.int(),
  /** The feed's position when the page was read: there is more while `through` is lower. */
  feedPosition: z.int(),
});
export type OutcomePage = Answer<typeof outcomePageSchema>;

export const outcomesAnswerSchema = outcomePageSchema.extend({
  serverTime: wallMs,
  /** Reports on referrals that were decided since the time that was asked for; empty when none was. */
  decided: z.array(outcomeSchema),
});
export type OutcomesAnswer = Answer<typeof outcomesAnswerSchema>;

/** Devices, models and policies of one lane, by its latest match report. Digests are SHA-256 in hex. */
export const laneProcessingSchema = z.strictObject({
  ...lanePlace,
  at: wallMs,
  policyDigest: z.string(),
  noticeDigest: z.string(),
  modelDigests: z.record(z.string(), z.string()),
  devices: z.array(z.string()),
  isSimulated: z.boolean(),
});
export type LaneProcessing = Answer<typeof laneProcessingSchema>;

/** A record of a readiness check is not about a traveller: `../../border/readiness` shows it. */
export type OutcomeReport = Exclude<Report, ReadinessReport>;

/** All of a report except the document's handle and the day of the handle. */
export function shownReport(report: OutcomeReport): ShownReport {
  return report.kind === 'match' ? { ...report, document: shownDocument(report) } : report;
}

export function shownDocument({ document }: Pick<MatchReport, 'document'>): ShownDocument {
  return document && { type: document.type, issuingState: document.issuingState };
}
