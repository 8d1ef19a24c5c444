/** The risk of a declaration as closed words. Computed in the front, because only the front has the goods in clear. */
import { z } from 'zod';
import { type GoodsLine, keysOf } from '../../../../models/risk/encode/goods-line.ts';
import { explainLine, RISK_REASONS } from '../../../../models/risk/explain/reasons.ts';
import { bandOf, RISK_BANDS, type RiskModel, scoreLine } from '../../../../models/risk/risk-model.ts';
import type { Declaration, Item } from '../form/declaration.ts';
import { KNOWN_LINES, type KnownLines, UNSCORED_CAUSES } from './vocabulary.ts';

const MAX_REASONS = 3;

/**
 * The score itself stays in the front. A score has so many digits that a reader with the model could compare it with the scores of guessed
 * goods lines; a band does not allow that.
 */
export const riskSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scored'),
    band: z.enum(RISK_BANDS),
    /** Those that raise the score most, the greatest first; none for the band `low`. */
    reasons: z
      .array(z.enum(RISK_REASONS))
      .max(MAX_REASONS)
      .refine((reasons) => new Set(reasons).size === reasons.length, 'must name each reason once')
      .readonly(),
    /** SHA-256 of the model. */
    model: z.string().regex(/^[0-9a-f]{64}$/),
    /** Absent for declarations that an earlier program scored. */
    lines: z.enum(KNOWN_LINES).optional(),
  }),
  z.strictObject({ kind: z.literal('unscored'), cause: z.enum(UNSCORED_CAUSES) }),
]);
export type DeclaredRisk = z.infer<typeof riskSchema>;

/**
 * The band and the reasons of the item with the greatest score. A failure of the model is a result, because it must not refuse a trader.
 * @param model `undefined`: its file cannot be used
 */
export function scoreDeclaration(model: RiskModel | undefined, declaration: Declaration): DeclaredRisk {
  if (model === undefined) return { kind: 'unscored', cause: 'no-model' };
  try {
    return scoreGoods(model, declaration);
  } catch {
    return { kind: 'unscored', cause: 'model-failed' };
  }
}

function scoreGoods(model: RiskModel, declaration: Declaration): DeclaredRisk {
  let greatest: { readonly line: GoodsLine; readonly score: number } | undefined;
  const known = { yes: 0, no: 0 };
  for (const item of declaration.goods ?? []) {
    const line = lineOf(declaration, item);
    if (line === undefined) continue;
    const score = scoreLine(model, line);
    if (!Number.isFinite(score)) return { kind: 'unscored', cause: 'model-failed' };
    known[model.history.contains(keysOf(line)) ? 'yes' : 'no'] += 1;
    if (greatest === undefined || score > greatest.score) greatest = { line, score };
  }
  if (greatest === undefined) return { kind: 'unscored', cause: 'no-goods' };
  const band = bandOf(model, greatest.score);
  // Exact contributions take milliseconds, and no one reads those of the band low
  const reasons = band === 'low' ? [] : explainLine(model, greatest.line).reasons;
  const lines: KnownLines = known.no === 0 ? 'all' : known.yes === 0 ? 'none' : 'some';
  return { kind: 'scored', band, reasons, model: model.digest, lines };
}

/** A declaration states no rate of duty, so the model gets none; the preference is the basis of the rate. H7 has no origin. */
function lineOf(declaration: Declaration, item: Item): GoodsLine | undefined {
  const { commodity, origin, netMass, preference } = item;
  if (commodity?.hs === undefined) return undefined;
  return {
    hs: commodity.hs,
    departure: item.countryOfDispatch ?? declaration.countryOfDispatch ?? '',
    origin: origin ?? '',
    taxRate: undefined,
    taxType: preference ?? '',
    netMass: netMass === undefined ? undefined : Number(netMass),
  };
}
