/** Events of a lane's match report. Pure. */
import { COMPARISON_CHECKS, ELIGIBILITY_CHECKS, type CheckName } from '../../../contract/vocabulary.ts';
import type { Report } from '../../../contract/report.ts';
import type { DetectionEvent, EventKind } from '../events/event.ts';

const OUTCOMES = {
  cleared: 'traveller-cleared',
  referred: 'traveller-referred',
  refused: 'traveller-referred',
  abandoned: 'traveller-abandoned',
  'resolved-by-officer': 'traveller-referred',
} as const satisfies Readonly<Record<string, EventKind>>;

const COMPARISONS: ReadonlySet<CheckName> = new Set(COMPARISON_CHECKS);
/** Their result shows who may use a lane, not that a document or a person is doubtful. */
const HARMLESS: ReadonlySet<CheckName> = new Set([
  ...ELIGIBILITY_CHECKS,
  'comparison-attempts',
  'face-capture',
  'face-quality',
  'declaration',
]);

/** @param place site of the lane, and time of arrival: reports that were late arrive together */
export function eventsOfReport(
  report: Report,
  { index, site, at }: { readonly index: number; readonly site: string | undefined; readonly at: number },
): readonly DetectionEvent[] {
  const place = { at, lane: report.kioskId, entry: index, ...(site !== undefined && { site }) };
  if (report.kind === 'passage') {
    return report.passage === 'barrier-jammed' ? [{ ...place, kind: 'lane-fault', reason: 'barrier-jammed' }] : [];
  }
  if (report.kind !== 'match') return [];
  const { outcome, reasons, checks, document } = report;
  const subject = document === null ? {} : { subject: document.handle };
  const [first] = reasons;
  const failed = checks.flatMap(({ name, result, reason }): DetectionEvent[] => {
    const kind = result === 'failed' ? failureOf(name) : undefined;
    return kind === undefined
      ? []
      : [{ ...place, ...subject, kind, ...(kind === 'watchlist-hit' || reason === undefined ? {} : { reason }) }];
  });
  return [{ ...place, ...subject, kind: OUTCOMES[outcome], ...(first !== undefined && { reason: first }) }, ...failed];
}

function failureOf(name: CheckName): EventKind | undefined {
  if (COMPARISONS.has(name)) return 'comparison-failed';
  if (name.startsWith('presentation-attack')) return 'presentation-refused';
  if (name === 'document-watchlist') return 'watchlist-hit';
  return HARMLESS.has(name) ? undefined : 'document-refused';
}
