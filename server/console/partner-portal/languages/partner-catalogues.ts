import type { Catalogues } from '../../languages/language-choice.ts';

/** Each catalogue is a chunk, loaded when it is first needed. It has the texts of the parts that both portals share, too. */
export const PARTNER_CATALOGUES: Catalogues = {
  en: () => Promise.resolve({}),
  de: async () => (await import('./de/catalogue.ts')).de,
  fr: async () => (await import('./fr/catalogue.ts')).fr,
};
