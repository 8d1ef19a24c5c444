/** Arrivals in the Union by air, with mixed allowances and ages. An example, not the law: operators write their own. */
import { EU_PASSENGERS } from '../../../server/contract/rules/eu-passengers.ts';
import type { DeclarationRules } from '../../../../server/contract/rules/questions.ts';

const PIECES = { red: 'by-law', unit: 'pieces', most: 10_000 } as const;
const DRINK = { red: 'by-law', unit: 'millilitres', step: 500, most: 100_000 } as const;

export const EU_ARRIVALS_BY_LAW: DeclarationRules = {
  version: 1,
  id: 'eu-arrivals-by-law-1',
  currency: 'EUR',
  goods: [
    { goods: 'currency', red: 'from', limit: 1_000_000, unit: 'minor', step: 100_000, most: 100_000_000 },
    { goods: 'restricted', red: 'any' },
    { goods: 'commercial', red: 'any' },
    { goods: 'cigarettes', step: 20, ...PIECES },
    { goods: 'cigarillos', step: 10, ...PIECES },
    { goods: 'cigars', step: 5, ...PIECES },
    { goods: 'smoking-tobacco', red: 'by-law', unit: 'grams', step: 50, most: 10_000 },
    { goods: 'spirits', ...DRINK },
    { goods: 'fortified-wine', ...DRINK },
    { goods: 'wine', ...DRINK },
    { goods: 'beer', ...DRINK },
    { goods: 'other-goods', red: 'by-law', unit: 'minor', step: 1_000, most: 10_000_000 },
  ],
  law: { rules: EU_PASSENGERS, transport: 'air', timeZone: 'Europe/Brussels' },
};
