/** The invented proposals of drills, as data. Pure. */
import type { Act, PersonId } from '../../../platform/access/vocabulary.ts';
import type { KioskId } from '../../../contract/field.ts';
import { LONGEST_DEGRADATION_MS } from '../../../contract/order-vocabulary.ts';
import type { CourseLanguage, DrillScenario, ScenarioText } from '../vocabulary.ts';
import { GERMAN } from './texts/de.ts';
import { ENGLISH } from './texts/en.ts';
import { FRENCH } from './texts/fr.ts';

const DAY_MS = 86_400_000;

/** The parts from which an invented proposal is made. */
export interface Ingredients {
  /** Who proposed the drill: the invented proposal bears this name, so that a question reaches a person who can answer it. */
  readonly planner: PersonId;
  /** Lanes in service of one site of the asked person; `undefined` without one. */
  readonly lanes: { readonly site: string; readonly kiosks: readonly KioskId[] } | undefined;
  readonly shownFrom: number;
  /** 32 random bytes, hex. */
  readonly random: string;
}

export interface Scenario {
  /** Where it is shown: among proposals, or among lanes that were opened by hand. */
  readonly shownAmong: 'proposals' | 'openings';
  /** Kind of proposal that it pretends to be; of an opening, the kind of the order. */
  readonly kind: string;
  /** Who may do this act could approve it. */
  readonly approveAct: Act;
  /** Whether it names lanes of the person. */
  readonly needsLanes?: true;
  /** `undefined`: the person cannot be asked. */
  payload(made: Ingredients): unknown;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
}

const APPROVALS = {
  title: 'MITRE ATT&CK T1621, multi-factor authentication request generation',
  url: 'https://attack.mitre.org/techniques/T1621/',
};
const AWARENESS = { title: 'ISO/IEC 27001:2022, Annex A 6.3', url: 'https://www.iso.org/standard/27001' };

export const SCENARIOS: { readonly [One in DrillScenario]: Scenario } = {
  'own-rights': {
    shownAmong: 'proposals',
    kind: 'duty-give',
    approveAct: 'duty.approve',
    payload: ({ planner, shownFrom }) => {
      const until = shownFrom + 400 * DAY_MS;
      return {
        person: planner,
        role: 'administrator',
        sites: 'all',
        lanes: 'all',
        shifts: [],
        validFrom: shownFrom,
        validUntil: until,
        trainingValidUntil: until,
      };
    },
    sources: [
      AWARENESS,
      { title: 'MITRE ATT&CK T1098, account manipulation', url: 'https://attack.mitre.org/techniques/T1098/' },
    ],
  },
  'unknown-trader': {
    shownAmong: 'proposals',
    kind: 'trader-key',
    approveAct: 'traders.approve',
    payload: ({ shownFrom, random }) => ({
      change: 'give',
      trader: `freight-${random.slice(0, 4)}`,
      digest: random,
      scopes: ['declarations.submit', 'declarations.read'],
      validUntil: shownFrom + 89 * DAY_MS,
    }),
    sources: [
      AWARENESS,
      { title: 'MITRE ATT&CK T1199, trusted relationship', url: 'https://attack.mitre.org/techniques/T1199/' },
    ],
  },
  'unguarded-lanes': {
    shownAmong: 'proposals',
    kind: 'degradation',
    needsLanes: true,
    approveAct: 'degradation.approve',
    payload: ({ lanes, shownFrom: from }) =>
      lanes && { ...lanes, measure: 'without-watchlist', cause: 'crowd', from, until: from + LONGEST_DEGRADATION_MS },
    sources: [
      APPROVALS,
      { title: 'MITRE ATT&CK T1562, impair defenses', url: 'https://attack.mitre.org/techniques/T1562/' },
    ],
  },
  'opening-of-stranger': {
    shownAmong: 'openings',
    kind: 'open-for-cause',
    needsLanes: true,
    approveAct: 'opening.confirm',
    payload: ({ lanes, random }) => {
      const [kioskId] = lanes?.kiosks ?? [];
      return lanes && kioskId && { digest: random, site: lanes.site, kioskId };
    },
    sources: [
      AWARENESS,
      { title: 'MITRE ATT&CK T1656, impersonation', url: 'https://attack.mitre.org/techniques/T1656/' },
    ],
  },
};

export const SCENARIO_TEXTS: {
  readonly [Language in CourseLanguage]: { readonly [One in DrillScenario]: ScenarioText };
} = { en: ENGLISH, de: GERMAN, fr: FRENCH };
