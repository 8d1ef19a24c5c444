import type { Catalogues } from '../../languages/language-choice.ts';

/** Each catalogue is a chunk, loaded when it is first needed. */
export const PORTAL_CATALOGUES: Catalogues = {
  en: () => Promise.resolve({}),
  de: async () => (await import('./de/catalogue.ts')).de,
  fr: async () => (await import('./fr/catalogue.ts')).fr,
};
