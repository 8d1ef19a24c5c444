import type { Report } from '../contract/report.ts';

/** A report as a console shows it, with its place in the order of all reports. */
export interface OutcomeView {
  readonly feedPosition: number;
  readonly site: string;
  readonly lane: string;
  /** The server's wall time, ms. */
  readonly receivedAt: number;
  readonly report: Report;
}
