import type { Catalogues } from '../../languages/language-choice.ts';

/** Small catalogues of their own: a phone does not load the texts of the consoles. */
export const DECLARE_CATALOGUES: Catalogues = {
  en: () => Promise.resolve({}),
  de: async () => (await import('./de/declare-texts.json', { with: { type: 'json' } })).default,
  fr: async () => (await import('./fr/declare-texts.json', { with: { type: 'json' } })).default,
};
