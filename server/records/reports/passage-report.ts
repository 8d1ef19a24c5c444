import type { PassageReport } from '../../contract/report.ts';
import { isUndecided } from './outcome-feed.ts';
import type { ReportKind } from './report-kind.ts';

export const PASSAGE_REPORTS: ReportKind<PassageReport> = {
  // The traveller may still wait for an officer
  isHeldBack: (transaction, { kioskId, transactionId }) => isUndecided(transaction, kioskId, transactionId),
};
