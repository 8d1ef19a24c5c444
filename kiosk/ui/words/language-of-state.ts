/**
 * Which language a passport's issuing state suggests. A suggestion: the buttons always win. Codes follow ICAO 9303-3
 * section 5, where Germany is `D` and British passports have six codes. A state with several languages gets the
 * one that most of its people read; a state whose languages the screen lacks is absent and keeps the lane's own language.
 */
import type { Language } from './languages.ts';

const STATES: Readonly<Record<Language, string>> = {
  en: 'GBR GBD GBN GBO GBP GBS USA CAN IRL AUS NZL ZAF SGP NGA GHA KEN JAM TTO BHS BRB PHL MLT ZMB ZWE UGA FJI',
  fr: 'FRA LUX MCO SEN CIV CMR GAB MLI BFA NER TGO BEN COG COD GIN HTI MDG RWA',
  es: 'ESP MEX ARG COL CHL PER VEN ECU BOL PRY URY CRI PAN CUB DOM GTM HND NIC SLV GNQ AND',
  de: 'D AUT CHE LIE',
  it: 'ITA SMR VAT',
  pt: 'PRT BRA AGO MOZ CPV GNB STP',
  nl: 'NLD BEL SUR',
  pl: 'POL',
  tr: 'TUR',
  uk: 'UKR',
  ru: 'RUS BLR KAZ KGZ',
  ar: 'ARE SAU EGY MAR DZA TUN LBY SDN IRQ JOR LBN SYR KWT QAT BHR OMN YEM PSE MRT',
  fa: 'IRN AFG',
  he: 'ISR',
  hi: 'IND',
  zh: 'CHN TWN',
  ja: 'JPN',
  ko: 'KOR PRK',
};

const LANGUAGE_OF_STATE: ReadonlyMap<string, Language> = new Map(
  Object.entries(STATES).flatMap(([language, codes]) => codes.split(' ').map((code) => [code, language as Language])),
);

/** `undefined` for a state whose language the screen lacks, and for codes of no state, such as `UTO`. */
export function languageOfState(issuingState: string): Language | undefined {
  return LANGUAGE_OF_STATE.get(issuingState);
}
