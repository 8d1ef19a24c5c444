import type { Catalogues } from '../languages/language-choice.ts';

/** The texts of this page beside those that it shares with the console, which does not load them. */
export const ERROR_RATE_CATALOGUES: Catalogues = {
  en: () => Promise.resolve({}),
  async de() {
    const [{ de }, { default: errorRates }] = await Promise.all([
      import('../languages/de/catalogue.ts'),
      import('../languages/de/error-rates.json', { with: { type: 'json' } }),
    ]);
    return { ...de, ...errorRates };
  },
  async fr() {
    const [{ fr }, { default: errorRates }] = await Promise.all([
      import('../languages/fr/catalogue.ts'),
      import('../languages/fr/error-rates.json', { with: { type: 'json' } }),
    ]);
    return { ...fr, ...errorRates };
  },
};
