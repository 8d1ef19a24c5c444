import { READINESS_REPORTS } from '../../border/readiness/readiness-report.ts';
import { MATCH_REPORTS } from '../../border/referrals/match-report.ts';
import type { Report } from '../../contract/report.ts';
import { VIEWING_REPORTS } from '../../lanes/evidence/viewing-report.ts';
import { ORDER_REPORTS } from '../../lanes/orders/order-report.ts';
import { ERASURE_REPORTS } from '../../records/reports/erasure-report.ts';
import { PASSAGE_REPORTS } from '../../records/reports/passage-report.ts';
import type { ReportKind } from '../../records/reports/report-kind.ts';

const KINDS: { readonly [Kind in Report['kind']]: ReportKind<Extract<Report, { readonly kind: Kind }>> } = {
  match: MATCH_REPORTS,
  passage: PASSAGE_REPORTS,
  viewing: VIEWING_REPORTS,
  erasure: ERASURE_REPORTS,
  order: ORDER_REPORTS,
  readiness: READINESS_REPORTS,
};

export function kindOf({ kind }: Report): ReportKind {
  return KINDS[kind];
}
