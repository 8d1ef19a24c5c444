import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRiskModel, RISK_BANDS, type RiskModel, scoreLine } from '../../../../../models/risk/risk-model.ts';
import { RISK_REASONS } from '../../../../../models/risk/explain/reasons.ts';
import type { Declaration } from '../../../../../server/goods/declarations/form/declaration.ts';
import { judgeDeclaration } from '../../../../../server/goods/declarations/judge-declaration.ts';
import { riskSchema, scoreDeclaration } from '../../../../../server/goods/declarations/selection/score-declaration.ts';
import { KNOWN_LINES } from '../../../../../server/goods/declarations/selection/vocabulary.ts';
import { B1, H1, H7 } from '../fixtures/declarations.ts';

const model = loadRiskModel();

function declarationOf(message: object): Declaration {
  const { declaration } = judgeDeclaration(message, { jurisdiction: 'EU', today: '2026-11-28' });
  if (declaration === undefined) throw new Error('the example is not a declaration');
  return declaration;
}

describe('the risk of a declaration', () => {
  it('is a band with reasons and the digest of the model, for each data set', () => {
    for (const message of [H1, H7, B1])
      expect(scoreDeclaration(model, declarationOf(message))).toMatchObject({ kind: 'scored', model: model.digest });
  });

  it('is the risk of the item with the greatest score', () => {
    const declaration = declarationOf(H1);
    const [first] = declaration.goods ?? [];
    if (first === undefined) throw new Error('the example has no goods');
    const origins = ['US', 'CN', 'VN', 'DE', 'HK', 'TR'];
    const scores = origins.map((origin) =>
      scoreLine(model, {
        ...{ hs: first.commodity?.hs ?? '', departure: declaration.countryOfDispatch ?? '', origin },
        ...{ taxRate: undefined, taxType: first.preference ?? '', netMass: Number(first.netMass) },
      }),
    );
    const greatest = origins[scores.indexOf(Math.max(...scores))];
    const items = origins.map((origin) => ({ ...first, origin }));
    expect(scoreDeclaration(model, { ...declaration, goods: items })).toEqual({
      ...scoreDeclaration(model, { ...declaration, goods: items.filter(({ origin }) => origin === greatest) }),
      lines: expect.stringMatching(/^(none|some|all)$/),
    });
  });

  it('says why there is no band: no model, a model that fails, or goods without a heading', () => {
    const declaration = declarationOf(H1);
    expect(scoreDeclaration(undefined, declaration)).toEqual({ kind: 'unscored', cause: 'no-model' });
    expect(scoreDeclaration(model, { ...declaration, goods: [] })).toEqual({ kind: 'unscored', cause: 'no-goods' });
    const failing = {
      ...model,
      get trees(): never {
        throw new Error('no trees');
      },
    };
    const endless: RiskModel = { ...model, trees: { ...model.trees, base: Number.NaN } };
    for (const broken of [failing, endless])
      expect(scoreDeclaration(broken, declaration)).toEqual({ kind: 'unscored', cause: 'model-failed' });
  });

  it('contains closed words alone, whatever the goods are', () => {
    const declaration = declarationOf(H1);
    const [first] = declaration.goods ?? [];
    const words = new Set<string>([
      ...RISK_BANDS,
      ...RISK_REASONS,
      model.digest,
      'scored',
      'no-goods',
      'unscored',
      ...KNOWN_LINES,
    ]);
    const item = fc.record({
      commodity: fc.record({ hs: fc.option(fc.string(), { nil: undefined }) }),
      origin: fc.option(fc.string(), { nil: undefined }),
      countryOfDispatch: fc.option(fc.string(), { nil: undefined }),
      preference: fc.option(fc.string(), { nil: undefined }),
      netMass: fc.option(fc.oneof(fc.string(), fc.double().map(String)), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        const goods = items.map((one) => ({ ...first, ...one })) as NonNullable<Declaration['goods']>;
        const risk = riskSchema.parse(scoreDeclaration(model, { ...declaration, goods }));
        const texts = Object.values(risk).flat();
        return texts.every((text) => words.has(text ?? '') || text === 'model-failed');
      }),
      { numRuns: 50 },
    );
  });
});
