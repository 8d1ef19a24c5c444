/** The language of the page: the one that the person chose in this browser, otherwise the browser's. */
import { effect } from '@preact/signals';
import { type Catalogue, LANGUAGE_CODES, type Language, shown } from './text.ts';

/** Each in its own words. */
export const LANGUAGE_NAMES: { readonly [Code in Language]: string } = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
};

/** How a page loads its texts. The consoles and the portal have catalogues of their own. */
export type Catalogues = { readonly [Code in Language]: () => Promise<Catalogue> };

const KEPT_UNDER = 'postern-language';
/** The page is shown in English when a catalogue takes longer, and changes when it has come. */
const FIRST_WAIT_MS = 4_000;

let wanted: Language = 'en';
let catalogues: Catalogues | undefined;

/** Shows the page in another language, and keeps the choice in this browser. Resolves to `false` if the texts could not be loaded. */
export async function chooseLanguage(language: Language): Promise<boolean> {
  if (!(await show(language))) return false;
  try {
    localStorage.setItem(KEPT_UNDER, language);
  } catch {
    // A browser that stores nothing asks again
  }
  return true;
}

/** Before the page is drawn for the first time. */
export async function startLanguage(ofPage: Catalogues): Promise<void> {
  catalogues = ofPage;
  effect(() => {
    document.documentElement.lang = shown.value.language;
  });
  const late = new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS));
  await Promise.race([show(keptLanguage() ?? languageOf(navigator.languages)), late]);
}

/** The first of the browser's languages that the console has, otherwise English. */
export function languageOf(tags: readonly string[]): Language {
  for (const tag of tags) {
    const [primary] = tag.toLowerCase().split('-');
    const found = LANGUAGE_CODES.find((code) => code === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}

async function show(language: Language): Promise<boolean> {
  wanted = language;
  try {
    const catalogue = (await catalogues?.[language]()) ?? {};
    // Another choice may have been made while the catalogue loaded
    if (wanted === language) shown.value = { language, catalogue };
    return true;
  } catch {
    wanted = shown.value.language;
    return false;
  }
}

function keptLanguage(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEPT_UNDER);
    return LANGUAGE_CODES.find((code) => code === kept);
  } catch {
    return undefined;
  }
}
