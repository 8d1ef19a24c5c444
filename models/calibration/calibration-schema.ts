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
    standing: z.enum(['measured', 'modelled', 'not-proven']),
  })
  .refine(
    ({ falseMatchRate, falseMatchRateInterval: [low, high] }) => low <= falseMatchRate && falseMatchRate <= high,
    'the rate must lie within its interval',
  );

type Knot = z.infer<typeof knot>;

const STANDINGS: readonly Knot['standing'][] = ['measured', 'modelled', 'not-proven'];

/**
 * `calibrate` relies on this order: scores rise, rates and ratios are monotonic, and `standing` never improves with
 * the score.
 */
function follows(above: Knot, below: Knot | undefined): boolean {
  if (below === undefined) return true;
  return (
    above.score > below.score &&
    above.logLikelihoodRatio >= below.logLikelihoodRatio &&
    above.falseMatchRate <= below.falseMatchRate &&
    above.falseMatchRateInterval[1] <= below.falseMatchRateInterval[1] &&
    STANDINGS.indexOf(above.standing) >= STANDINGS.indexOf(below.standing)
  );
}

const countedRate = { falseMatchRate: rate, interval: z.tuple([rate, rate]) };

const statement = z.strictObject({
  definition: text,
  margin: z.number().min(1),
  marginSource: text,
  centring: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'),
  operatingPoints: z
    .array(
      z.strictObject({
        statedRate: rate.positive(),
        score: z.number(),
        pooled: z.strictObject(countedRate),
        worstGroup: z.strictObject({ ...countedRate, group: text, people: z.int().positive() }),
        randomImpostors: z.strictObject(countedRate),
        falseNonMatchRate: rate,
      }),
    )
    .min(1),
});

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
  statement: statement.optional(),
  knots: z
    .array(knot)
    .min(2)
    .refine(
      (knots) => knots.every((entry, row) => follows(entry, knots[row - 1])),
      'must ascend: scores rise, rates fall, ratios do not fall, and knots that are not proven come last',
    )
    .refine(
      ([first]) => first?.falseMatchRate === 1 && first.standing === 'measured',
      'must begin at the lowest impostor score, where the rate is 1',
    ),
});
