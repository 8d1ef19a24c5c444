import { z } from 'zod';
import { type DrillAnswer, SMALLEST_DRILL_GROUP } from '../vocabulary.ts';

/** The answers of a drill as far as they may be known. `null`: withheld, because the number would tell too much about a person. */
export const drillCountsSchema = z.strictObject({
  /** People who were asked. */
  asked: z.int(),
  approved: z.int().nullable(),
  reported: z.int().nullable(),
});
export type DrillCounts = z.infer<typeof drillCountsSchema>;

/**
 * The counts of a drill. Each is shown only if at least five people are in it and at least five are not, so that neither “few” nor “nearly
 * all” tells how one person answered. Where both are shown, the people in neither are none or at least five; otherwise the reports are withheld.
 * Pure.
 * @param answers one for each person asked; `null` without an answer
 */
export function drillCounts(answers: readonly (DrillAnswer | null)[]): DrillCounts {
  const asked = answers.length;
  const shown = (count: number) =>
    count >= SMALLEST_DRILL_GROUP && asked - count >= SMALLEST_DRILL_GROUP ? count : null;
  const approved = shown(answers.filter((one) => one === 'approved').length);
  const reported = shown(answers.filter((one) => one === 'reported').length);
  const rest = asked - (approved ?? 0) - (reported ?? 0);
  const isRestSmall = approved !== null && reported !== null && rest > 0 && rest < SMALLEST_DRILL_GROUP;
  return { asked, approved, reported: isRestSmall ? null : reported };
}
