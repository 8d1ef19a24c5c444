/**
 * The base score of CVSS 4.0 (specification of FIRST, §8): the score of the vector's MacroVector, less the mean of its distances from the
 * most severe vectors of the MacroVector. Threat and environmental metrics of a vector are read and left out: they age, and a deadline does
 * not depend on them. Pure.
 */

/** Values of the mandatory metrics in their order, most severe first. The place of a value is its severity level. */
const BASE = {
  AV: 'NALP',
  AC: 'LH',
  AT: 'NP',
  PR: 'NLH',
  UI: 'NPA',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'HLN',
  SI: 'HLN',
  SA: 'HLN',
} as const;
type Metric = keyof typeof BASE;
const METRICS = Object.keys(BASE) as readonly Metric[];

/** Optional metrics and their values, in the order in which they follow. */
const OPTIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'E:XAPU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MAT:XNP MPR:XNLH MUI:XNPA MVC:XHLN MVI:XHLN MVA:XHLN',
    'MSC:XHLN MSI:XSHLN MSA:XSHLN S:XNP AU:XNY R:XAUI V:XDC RE:XLMH',
  ]
    .join(' ')
    .split(' ')
    .map((one) => one.split(':') as [string, string]),
);
const PROVIDER_URGENCY = /^U:(X|Clear|Green|Amber|Red)$/;

/**
 * Scores of MacroVectors by EQ1 and EQ2, then EQ3 and EQ6; for EQ4 of 1 and of 2. EQ5 of a base score is 0, and EQ4 is at least 1. From the lookup
 * table that FIRST publishes with the specification (BSD-2-Clause, copyright FIRST.ORG, Red Hat and contributors).
 */
const SCORES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  '00': { '00': [10, 9.3], '01': [9.6, 9], '10': [9.3, 8.8], '11': [9.2, 8], '21': [7.9, 6.9] },
  '01': { '00': [9.5, 9.2], '01': [9.1, 8.1], '10': [9.2, 8.4], '11': [8.2, 7], '21': [7.1, 6.3] },
  '10': { '00': [9.4, 8.7], '01': [8.9, 7.5], '10': [8.6, 7.2], '11': [7.6, 5.7], '21': [6.5, 5.3] },
  '11': { '00': [9, 7.7], '01': [7.7, 6.6], '10': [7.4, 6.1], '11': [5.9, 5.2], '21': [5.8, 2.3] },
  '20': { '00': [8.6, 7], '01': [7.4, 5.4], '10': [7.2, 5.3], '11': [5.7, 3.6], '21': [4.7, 2.4] },
  '21': { '00': [7.3, 5.4], '01': [5.5, 4.3], '10': [6.1, 4.6], '11': [5.1, 1.8], '21': [2.4, 1] },
};

/** An equivalence set: its metrics, the levels of its most severe vectors, and its depth (specification §8.2). */
interface Set {
  readonly metrics: readonly Metric[];
  readonly highest: readonly (readonly number[])[];
  readonly depth: number;
}
const EXPLOITABILITY: readonly Omit<Set, 'metrics'>[] = [
  { highest: [[0, 0, 0]], depth: 1 },
  {
    highest: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    depth: 4,
  },
  {
    highest: [
      [3, 0, 0],
      [1, 1, 1],
    ],
    depth: 5,
  },
];
const COMPLEXITY: readonly Omit<Set, 'metrics'>[] = [
  { highest: [[0, 0]], depth: 1 },
  {
    highest: [
      [1, 0],
      [0, 1],
    ],
    depth: 2,
  },
];
const VULNERABLE_SYSTEM: readonly Omit<Set, 'metrics'>[] = [
  { highest: [[0, 0, 0]], depth: 7 },
  {
    highest: [
      [1, 0, 0],
      [0, 1, 0],
    ],
    depth: 8,
  },
  { highest: [[1, 1, 1]], depth: 10 },
];
/** From EQ4 of 1. */
const SUBSEQUENT_SYSTEM: readonly Omit<Set, 'metrics'>[] = [
  { highest: [[0, 0, 0]], depth: 5 },
  { highest: [[1, 1, 1]], depth: 4 },
];

type Levels = Readonly<Record<Metric, number>>;

/** `undefined` for a text that is no vector of CVSS 4.0: metrics missing, repeated, unknown or in another order (§7). */
export function baseScore4(vector: string): number | undefined {
  const levels = levelsOf(vector);
  if (levels === undefined) return undefined;
  const { AV, PR, UI, AC, AT, VC, VI, VA, SC, SI, SA } = levels;
  if ([VC, VI, VA, SC, SI, SA].every((level) => level === 2)) return 0;
  const eq1 = AV + PR + UI === 0 ? 0 : AV !== 3 && [AV, PR, UI].includes(0) ? 1 : 2;
  const eq2 = AC + AT === 0 ? 0 : 1;
  const eq3 = VC + VI === 0 ? 0 : [VC, VI, VA].includes(0) ? 1 : 2;
  const eq4 = [SC, SI, SA].includes(0) ? 1 : 2;
  const eq6 = eq3 === 2 ? 1 : 0;
  const score = (first: number, second: number, thirdAndSixth: string, fourth: number): number | undefined =>
    SCORES[`${first}${second}`]?.[thirdAndSixth]?.[fourth - 1];
  const eq36 = `${eq3}${eq6}`;
  const own = score(eq1, eq2, eq36, eq4);
  if (own === undefined) return undefined;
  const lower36 = { '00': ['01', '10'], '10': ['11'] }[eq36] ?? [];
  const below36 = lower36.map((next) => score(eq1, eq2, next, eq4) ?? 0);
  const steps = [
    { ...EXPLOITABILITY[eq1]!, metrics: ['AV', 'PR', 'UI'], next: score(eq1 + 1, eq2, eq36, eq4) },
    { ...COMPLEXITY[eq2]!, metrics: ['AC', 'AT'], next: score(eq1, eq2 + 1, eq36, eq4) },
    {
      ...VULNERABLE_SYSTEM[eq3]!,
      metrics: ['VC', 'VI', 'VA'],
      next: below36.length === 0 ? undefined : Math.max(...below36),
    },
    { ...SUBSEQUENT_SYSTEM[eq4 - 1]!, metrics: ['SC', 'SI', 'SA'], next: score(eq1, eq2, eq36, eq4 + 1) },
  ] as const satisfies readonly (Set & { readonly next: number | undefined })[];
  const falls = steps.flatMap(({ next, depth, ...set }) =>
    next === undefined ? [] : [((own - next) * distance(levels, set)) / depth],
  );
  // EQ5 has a lower MacroVector too, and no distance from it
  const mean = falls.reduce((total, one) => total + one, 0) / (falls.length + 1);
  return toOneDecimal(Math.max(0, own - mean));
}

/** Steps of severity from a most severe vector of the set that is at least as severe in each metric. */
function distance(levels: Levels, { metrics, highest }: Pick<Set, 'metrics' | 'highest'>): number {
  for (const top of highest) {
    const steps = metrics.map((metric, at) => levels[metric] - (top[at] ?? 0));
    if (steps.every((one) => one >= 0)) return steps.reduce((total, one) => total + one, 0);
  }
  return 0;
}

function levelsOf(vector: string): Levels | undefined {
  const [prefix, ...parts] = vector.split('/');
  if (prefix !== 'CVSS:4.0') return undefined;
  const levels = METRICS.map((metric, at) => {
    const [name, value = '', ...more] = (parts[at] ?? '').split(':');
    return name === metric && value.length === 1 && more.length === 0 ? BASE[metric].indexOf(value) : -1;
  });
  if (levels.includes(-1) || !areOptional(parts.slice(METRICS.length))) return undefined;
  return Object.fromEntries(METRICS.map((metric, at) => [metric, levels[at]])) as Levels;
}

function areOptional(parts: readonly string[]): boolean {
  const order = Object.keys(OPTIONAL);
  let last = -1;
  return parts.every((part) => {
    const [name = '', value = ''] = part.split(':');
    const at = name === 'U' ? order.length : order.indexOf(name);
    const isKnown = name === 'U' ? PROVIDER_URGENCY.test(part) : isValue(name, part, value);
    const follows = at > last;
    last = at;
    return isKnown && follows;
  });
}

function isValue(name: string, part: string, value: string): boolean {
  return part === `${name}:${value}` && value.length === 1 && OPTIONAL[name]?.includes(value) === true;
}

/** Half upwards. The addend comes from FIRST's calculator, against errors of floating point. */
function toOneDecimal(value: number): number {
  return Math.round((value + 1e-6) * 10) / 10;
}
