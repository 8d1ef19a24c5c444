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

/**
 * Of the lanes that the person is in charge of: what happened at others leaves gaps between positions, and so does what is said of travellers who wait
 * for an officer. They are in the queue, and here once that is decided.
 */
export interface OutcomePage {
  readonly outcomes: readonly OutcomeView[];
  /** Nothing of theirs up to here is missing in this page and those before it. */
  readonly through: number;
  /** The feed's position when the page was read: more may be had while `through` is lower. */
  readonly feedPosition: number;
}

/** What one lane runs with, by its latest report of a traveller. */
export interface LaneProcessing {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly at: number;
  readonly policyDigest: string;
  readonly noticeDigest: string;
  readonly modelDigests: Readonly<Record<string, string>>;
  readonly devices: readonly string[];
  readonly isSimulated: boolean;
}
