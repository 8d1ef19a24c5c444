/** Values against their code lists. */
import { COUNTRIES, CURRENCIES } from '../code-lists/countries.ts';
import { HS_CODES, HS_HEADINGS } from '../code-lists/harmonized-system.ts';
import { PACKAGES } from '../code-lists/packages.ts';
import {
  ACTOR_ROLES,
  ADDITIONAL_TYPES,
  FISCAL_ROLES,
  INCOTERMS,
  MEANS,
  MODES,
  VALUATION_METHODS,
} from '../code-lists/small-lists.ts';
import type { CodeList } from '../code-lists/code-list.ts';
import type { Judged, Jurisdiction, Report } from './context.ts';

/** The last names of a path decide its list. */
const LISTS: readonly (readonly [end: RegExp, list: CodeList])[] = [
  [/\/(?:country|nationality|countryOfDispatch|countryOfDestination|origin)$/, COUNTRIES],
  [/\/currency$/, CURRENCIES],
  [/\/packaging\/\*\/type$/, PACKAGES],
  [/^\/incoterm\/code$/, INCOTERMS],
  [/\/(?:modeAtBorder|inlandMode)$/, MODES],
  [/\/(?:departure|arrival|border)\/type$/, MEANS],
  [/\/valuationMethod$/, VALUATION_METHODS],
  [/\/actors\/\*\/role$/, ACTOR_ROLES],
  [/\/fiscalReferences\/\*\/role$/, FISCAL_ROLES],
];

/** A path is matched once; a declaration of 9,999 items has a few dozen paths. */
const listOfPath = new Map<string, CodeList | null>();

function listAt(path: string): CodeList | null {
  const known = listOfPath.get(path);
  if (known !== undefined) return known;
  const list = LISTS.find(([end]) => end.test(path))?.[1] ?? null;
  listOfPath.set(path, list);
  return list;
}

export function judgeCodes({ declaration, items, context }: Judged, report: Report): void {
  judgeLeaves(declaration, '', '', context.jurisdiction, report);
  const { additionalType } = declaration;
  if (context.jurisdiction === 'EU' && additionalType !== undefined && !ADDITIONAL_TYPES.has(additionalType)) {
    report('CDS10020', '/additionalType');
  }
  for (const [index, { commodity }] of items.entries()) {
    const hs = commodity?.hs;
    // Chapters 98 and 99 are for national use
    if (hs === undefined || HS_CODES.has(hs) || /^9[89]/.test(hs)) continue;
    report(HS_HEADINGS.has(hs.slice(0, 4)) ? 'hs-edition' : 'hs-unknown', `/goods/${index}/commodity/hs`);
  }
}

function judgeLeaves(value: unknown, pointer: string, path: string, jurisdiction: Jurisdiction, report: Report): void {
  if (typeof value === 'string') {
    const list = listAt(path);
    if (list !== null && !list.has(value) && !isNational(path, value, jurisdiction)) report('CDS10020', pointer);
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      judgeLeaves(one, `${pointer}/${index}`, `${path}/*`, jurisdiction, report);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    judgeLeaves(inner, `${pointer}/${name}`, `${path}/${name}`, jurisdiction, report);
}

/** Mode 6, vehicles on ferries, is British. */
const isNational = (path: string, value: string, jurisdiction: Jurisdiction): boolean =>
  jurisdiction === 'GB' && path === '/transport/modeAtBorder' && value === '6';
