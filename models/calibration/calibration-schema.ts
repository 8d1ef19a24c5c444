import { z } from 'zod';
import type { Calibration } from './calibration.ts';

const text = z.string().min(1);
const rate = z.number().min(0).max(1);

const knot = z
  .strictObject({
    score: z.number(),
    logLikelihoodRatio: z.number(),
    falseMatchRate: rate,
    falseMatchRateInterval: z.tuple([rate, rate.positive()]),
    standing: z.enum(['measured', 'not-proven']),
  })
  .refine(
    ({ falseMatchRate, falseMatchRateInterval: [low, high] }) => low <= falseMatchRate && falseMatchRate <= high,
    'the rate must lie within its interval',
  );

type Knot = z.infer<typeof knot>;

/** What `calibrate` relies on: scores rise, everything else never turns back, and no unproven knot lies below a proven one. */
function follows(above: Knot, below: Knot | undefined): boolean {
  if (below === undefined) return true;
  return (
    above.score > below.score &&
    above.logLikelihoodRatio >= below.logLikelihoodRatio &&
    above.falseMatchRate <= below.falseMatchRate &&
    above.falseMatchRateInterval[1] <= below.falseMatchRateInterval[1] &&
    (below.standing === 'measured' || above.standing === 'not-proven')
  );
}

/** A `Calibration` as the manifest holds it. */
export const calibrationSchema: z.ZodType<Calibration> = z.strictObject({
  comparator: text,
  data: z.strictObject({
    name: text,
    subjects: z.int().positive(),
    genuine: z.int().positive(),
    impostor: z.int().positive(),
    conditions: text,
  }),
  method: text,
  knots: z
    .array(knot)
    .min(2)
    .refine(
      (knots) => knots.every((entry, row) => follows(entry, knots[row - 1])),
      'must ascend: scores rise, rates fall, ratios do not fall, and what is not proven comes last',
    )
    .refine(
      ([first]) => first?.falseMatchRate === 1 && first.standing === 'measured',
      'must begin at the lowest impostor score, where the rate is 1',
    ),
});
