import type { Catalogues } from './language-choice.ts';

/** Each catalogue is a chunk, loaded when it is first needed. */
export const CONSOLE_CATALOGUES: Catalogues = {
  en: () => Promise.resolve({}),
  de: async () => (await import('./de/catalogue.ts')).de,
  fr: async () => (await import('./fr/catalogue.ts')).fr,
};
