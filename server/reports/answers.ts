import type { MatchReport, Report } from '../contract/report.ts';

/** What a console shows of a document: no duty there needs its handle, which tells who was here twice today. */
export type ShownDocument = Pick<NonNullable<MatchReport['document']>, 'type' | 'issuingState'> | null;

export type ShownMatchReport = Omit<MatchReport, 'document'> & { readonly document: ShownDocument };
export type ShownReport = Exclude<Report, MatchReport> | ShownMatchReport;

/** A report as a console shows it, with its place in the order of all reports. */
export interface OutcomeView {
  readonly feedPosition: number;
  readonly site: string;
  readonly lane: string;
  /** The server's wall time, ms. */
  readonly receivedAt: number;
  readonly report: ShownReport;
}

/** Everything of a report but the document's handle and its day. */
export function shownReport(report: Report): ShownReport {
  return report.kind === 'match' ? { ...report, document: shownDocument(report) } : report;
}

export function shownDocument({ document }: Pick<MatchReport, 'document'>): ShownDocument {
  return document && { type: document.type, issuingState: document.issuingState };
}
