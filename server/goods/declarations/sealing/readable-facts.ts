/** The part of a declaration that stays readable: closed words, counts in bands, and findings, which never contain a value. Pure. */
import { z } from 'zod';
import { MESSAGE_FORMATS } from '../read-declaration.ts';
import { DATA_SETS, type Declaration } from '../form/declaration.ts';
import type { Finding } from '../rules/finding.ts';
import { RULE_IDS, SEVERITIES } from '../rules/rule-texts.ts';

/** `green`: no error and no warning. `orange`: an officer looks at the warnings. */
export const CHANNELS = ['green', 'orange'] as const;
export const STATES = ['accepted', 'rejected'] as const;
export type State = (typeof STATES)[number];
export const ITEM_BANDS = ['none', '1', '2-5', '6-20', '21-99', '100-or-more'] as const;
/** The invoice in euros; `unknown` in another currency. */
export const VALUE_BANDS = [
  'unknown',
  ...(['under-150', 'under-1000', 'under-10000', 'under-100000', '100000-or-more'] as const),
] as const;
/** Gross mass in kilograms. */
export const MASS_BANDS = [
  'unknown',
  ...(['under-2', 'under-30', 'under-1000', 'under-25000', '25000-or-more'] as const),
] as const;

export const findingSchema = z.strictObject({
  rule: z.enum(RULE_IDS),
  severity: z.enum(SEVERITIES),
  /** JSON pointer into the declaration. */
  pointer: z.string().max(200),
  /** Number in the EU customs data model. */
  element: z.string().max(20).optional(),
  /** Line of an XML message. */
  line: z.int().min(1).optional(),
});

export const factsSchema = z.strictObject({
  format: z.enum(MESSAGE_FORMATS),
  dataSet: z.enum(DATA_SETS).nullable(),
  state: z.enum(STATES),
  /** `null`: rejected. */
  channel: z.enum(CHANNELS).nullable(),
  findings: z.array(findingSchema),
  /** Chapters of the Harmonized System, each once, in order. */
  chapters: z.array(z.string().regex(/^\d{2}$/)),
  items: z.enum(ITEM_BANDS),
  value: z.enum(VALUE_BANDS),
  mass: z.enum(MASS_BANDS),
});
export type Facts = z.infer<typeof factsSchema>;

export function factsOf(
  declaration: Declaration | undefined,
  findings: readonly Finding[],
  format: Facts['format'],
): Facts {
  const goods = declaration?.goods ?? [];
  const isRejected = declaration === undefined || findings.some(({ severity }) => severity === 'error');
  return {
    format,
    dataSet: declaration?.dataSet ?? null,
    state: isRejected ? 'rejected' : 'accepted',
    channel: isRejected ? null : channelOf(findings),
    findings: findings.map((one) => ({ ...one })),
    chapters: [...new Set(goods.flatMap(({ commodity }) => commodity?.hs?.slice(0, 2) ?? []))].sort(),
    items: itemBand(goods.length),
    value: band(euroOf(declaration), [150, 1_000, 10_000, 100_000], VALUE_BANDS),
    mass: band(declaration?.grossMass, [2, 30, 1_000, 25_000], MASS_BANDS),
  };
}

/** The facts with further findings. */
export function withFindings(facts: Facts, more: readonly Finding[]): Facts {
  if (more.length === 0) return facts;
  const findings = [...facts.findings, ...more.map((one) => ({ ...one }))];
  const isRejected = findings.some(({ severity }) => severity === 'error');
  return {
    ...facts,
    findings,
    state: isRejected ? 'rejected' : 'accepted',
    channel: isRejected ? null : channelOf(findings),
  };
}

/** The channel of an accepted declaration with these findings. */
export function channelOf(findings: readonly Pick<Finding, 'severity'>[]): 'green' | 'orange' {
  return findings.some(({ severity }) => severity === 'warning') ? 'orange' : 'green';
}

/** The value of the invoice, or of all items of low value, when it is in euro; decimal. */
function euroOf(declaration: Declaration | undefined): string | undefined {
  if (declaration?.dataSet !== 'H7')
    return declaration?.invoice?.currency === 'EUR' ? declaration.invoice.amount : undefined;
  const values = (declaration.goods ?? []).map(({ intrinsicValue }) => intrinsicValue);
  const isEuro = values.length > 0 && values.every((value) => value?.currency === 'EUR' && value.amount !== undefined);
  return isEuro ? String(values.reduce((sum, value) => sum + Number(value?.amount), 0)) : undefined;
}

function itemBand(count: number): Facts['items'] {
  const at = [0, 1, 5, 20, 99].findIndex((most) => count <= most);
  return ITEM_BANDS[at] ?? '100-or-more';
}

/** The first band is for an unknown amount, the last for one at or above every limit. */
function band<const B extends readonly [string, ...string[]]>(
  amount: string | undefined,
  limits: readonly number[],
  bands: B,
): B[number] {
  const number = Number(amount ?? Number.NaN);
  if (Number.isNaN(number)) return bands[0];
  const at = limits.findIndex((limit) => number < limit);
  return bands[at === -1 ? bands.length - 1 : at + 1] ?? bands[0];
}
