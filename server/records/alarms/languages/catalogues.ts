import { readFileSync } from 'node:fs';

type Catalogue = Readonly<Record<string, string>>;

/** Words of alarms in each language, by their English text in `../words.ts`. */
export const ALARMS_BY_LANGUAGE: { readonly [Language in 'en' | 'de' | 'fr']: Catalogue } = {
  en: {},
  de: read('de'),
  fr: read('fr'),
};

function read(language: string): Catalogue {
  return JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8')) as Catalogue;
}
