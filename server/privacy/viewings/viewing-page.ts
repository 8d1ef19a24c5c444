import type { StoredViewing } from '../../records/reports/viewings.ts';
import type { ViewingPage } from '../answers/privacy.ts';
import { markViewings } from './outliers.ts';

/** Period that is judged together: four weeks, so that all weekdays count equally. */
export const JUDGED_MS = 28 * 86_400_000;
export const MAX_JUDGED = 20_000;
/** Maximum number on a page. */
const SHOWN = 500;

/** The latest viewings with their marks, computed from all judged ones. The subjects' identities are not returned. Pure. */
export function viewingPage(judged: readonly StoredViewing[], nowMs: number): ViewingPage {
  const marks = markViewings(judged);
  const viewings = judged.slice(0, SHOWN).map((viewing, index) => {
    const { feedPosition, kioskId, site, lane, at, grantDigest, refusal, grant, grantedAt } = viewing;
    return {
      feedPosition,
      kioskId,
      site,
      lane,
      at,
      refusal,
      grantedAt,
      grant: grantDigest,
      officer: grant?.officer ?? null,
      role: grant?.role ?? null,
      purpose: grant?.purpose ?? null,
      relation: grant?.relation ?? null,
      marks: marks[index] ?? [],
    };
  });
  return { serverTime: nowMs, viewings };
}
