/**
 * Rules by which customs select declarations for control, as a target of the signed channel: a closed list of facts, and rules that are in
 * trial or in force. Each rule names its source and carries its own tests, which run when the set is loaded.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { slugSchema } from '../field.ts';
import { faultsOfRule, isTooDeep, type KnownFacts, type RuleFault, twiceInForce } from './load-rules.ts';
import { conditionSchema, ruleTestsSchema } from './rule-set.ts';

/** The name of the target `selection-rules` that the server uses. */
export const SELECTION_NAME = 'goods';
export const SELECTION_LIMIT_BYTES = 128 * 1_024;
const MAX_RULES = 64;
/** Conditions are deeper than messages. */
const CANONICAL = { depth: 32, bytes: SELECTION_LIMIT_BYTES };
/** Days for which a rule is in trial before it may be in force, where a set names no other number. */
export const TRIAL_DAYS = 14;

const COUNTRY = /^[A-Z]{2}$/;
const amount = { kind: 'amount' } as const;

/** Facts of the whole declaration. Amounts of money are whole minor units of the set's currency, rounded down. */
const DECLARATION_FACTS = {
  /** H1, H7 or B1. */
  'data-set': { kind: 'code', codes: ['H1', 'H7', 'B1'] },
  /** 13 06 030: in whose name the declaration is made. */
  representation: { kind: 'code', codes: ['none', 'direct', 'indirect'] },
  /** 11 02 000. */
  'additional-type': { kind: 'code', form: /^[A-Z]$/ },
  /** 19 03 000. */
  'transport-mode': { kind: 'code', form: /^\d$/ },
  /** Number of items. */
  items: amount,
  /** 14 06 000, converted by the table of the day. */
  'invoice-value': amount,
  /** 18 04 000 of the declaration, grams. */
  'gross-mass': amount,
  /** Days since the trader got a first key or person here. */
  'trader-days': amount,
} as const satisfies KnownFacts;

/** Facts of one item; where the item has none of its own, those of the declaration. */
const ITEM_FACTS = {
  /** The first two, four and six digits of 18 09 056. */
  chapter: { kind: 'code', form: /^\d{2}$/ },
  heading: { kind: 'code', form: /^\d{4}$/ },
  subheading: { kind: 'code', form: /^\d{6}$/ },
  /** 16 08 000; H7 has none. */
  origin: { kind: 'code', form: COUNTRY },
  /** 16 06 000. */
  dispatch: { kind: 'code', form: COUNTRY },
  /** 16 03 000. */
  destination: { kind: 'code', form: COUNTRY },
  /** 11 09 001 and 11 09 002. */
  procedure: { kind: 'code', form: /^[A-Z0-9]{2}$/ },
  'previous-procedure': { kind: 'code', form: /^[A-Z0-9]{2}$/ },
  /** 14 11 000. */
  preference: { kind: 'code', form: /^\d{3}$/ },
  /** 14 10 000. */
  'valuation-method': { kind: 'code', form: /^\d$/ },
  /** 14 08 000; of H7 the intrinsic value, 14 14 000. */
  'item-value': amount,
  /** 18 01 000, grams. */
  'net-mass': amount,
  /** 18 02 000, where it is a whole number. */
  pieces: amount,
  /** 18 06 004 of all packages of the item. */
  packages: amount,
  'value-per-piece': amount,
  'value-per-kilogram': amount,
  'grams-per-piece': amount,
} as const satisfies KnownFacts;

export const SELECTION_FACTS = { ...DECLARATION_FACTS, ...ITEM_FACTS } as const;
export type SelectionFact = keyof typeof SELECTION_FACTS;

export const SELECTION_STATES = ['trial', 'in-force'] as const;
export const SELECTION_CONTROLS = ['documents', 'scan', 'physical'] as const;

const text = (most: number) => z.string().min(1).max(most);
const date = z.iso.date();

const selectionRuleSchema = z.strictObject({
  id: slugSchema,
  /** Grows with each change of the condition. */
  version: z.int().min(1).max(9_999),
  /** For officers and auditors, in the language of the office. */
  text: text(200),
  /** First and last day, UTC. */
  from: date,
  until: date.nullable(),
  /** `trial`: counted, without any effect. */
  state: z.enum(SELECTION_STATES),
  /** The control that is recommended when it holds. */
  control: z.enum(SELECTION_CONTROLS),
  source: z.strictObject({
    /** The act or instruction, with its article. */
    act: text(200),
    url: z.url({ protocol: /^https$/ }).max(300),
    /** The day on which it was read. */
    day: date,
  }),
  /** Why it is in force without the days of trial. */
  urgency: text(300).optional(),
  /** Holds for a declaration when it holds for one of its items, or for the declaration alone where there is none. */
  when: conditionSchema,
  tests: ruleTestsSchema,
});
export type SelectionRule = z.infer<typeof selectionRuleSchema>;

const selectionSetSchema = z.strictObject({
  version: z.literal(1),
  /** `EU` or ISO 3166-1 alpha-2: as the server's. */
  jurisdiction: z.string().regex(COUNTRY),
  /** ISO 4217, of the amounts. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** First and last day on which rules of the set hold, UTC. */
  from: date,
  until: date,
  /** Absent: `TRIAL_DAYS`. */
  trialDays: z.int().min(1).max(365).optional(),
  /** An empty set selects nothing. */
  rules: z.array(selectionRuleSchema).max(MAX_RULES),
});
export type SelectionSet = z.infer<typeof selectionSetSchema>;

export type LoadedSelection =
  | { readonly kind: 'loaded'; readonly set: SelectionSet }
  | {
      readonly kind: 'refused';
      readonly code: 'too-large' | 'malformed' | 'tests-failed';
      readonly faults: readonly RuleFault[];
    };

/** Loads a set as parsed JSON: form, use of facts, tests of each rule. A set with any fault is refused whole. */
export function loadSelection(content: unknown): LoadedSelection {
  if (isTooDeep(content)) return refused('malformed', [{ why: 'the set is too deep' }]);
  const parsed = selectionSetSchema.safeParse(content);
  if (!parsed.success)
    return refused(
      'malformed',
      parsed.error.issues.map(({ path, message }) => ({ why: `${path.join('.')}: ${message}` })),
    );
  const set = parsed.data;
  const ids = set.rules.map(({ id }) => id);
  const faults: RuleFault[] = [
    ...(set.until < set.from ? [{ why: 'the set ends before it begins' }] : []),
    ...(new Set(ids).size < ids.length ? [{ why: 'a rule is in the set twice' }] : twiceInForce(set.rules)),
  ];
  if (faults.length > 0) return refused('malformed', faults);
  const failed = set.rules.flatMap((rule) =>
    faultsOfRule(rule, SELECTION_FACTS).map((why): RuleFault => ({ rule: rule.id, why })),
  );
  return failed.length === 0 ? { kind: 'loaded', set } : refused('tests-failed', failed);
}

/** Loads the bytes of a target, which must be in canonical form. */
export function readSelection(bytes: Uint8Array): LoadedSelection {
  if (bytes.length > SELECTION_LIMIT_BYTES) return refused('too-large', [{ why: 'the file is too large' }]);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refused('malformed', [{ why: 'the file is no JSON' }]);
  }
  const loaded = loadSelection(content);
  if (loaded.kind === 'refused') return loaded;
  const canonical = canonicalSelection(loaded.set);
  const isCanonical = canonical?.length === bytes.length && canonical.every((byte, index) => byte === bytes[index]);
  return isCanonical ? loaded : refused('malformed', [{ why: 'the file is not in canonical form' }]);
}

/** The bytes of the target; `undefined` when they are too many. */
export function canonicalSelection(set: SelectionSet): Uint8Array | undefined {
  try {
    return canonicalJson(set, CANONICAL);
  } catch {
    return undefined;
  }
}

/** SHA-256 of a rule's condition, hex. Rules with the same condition hold for the same declarations. */
export function conditionDigest({ when }: Pick<SelectionRule, 'when'>): string {
  return bytesToHex(sha256(canonicalJson(when, CANONICAL)));
}

/** Whether a rule holds on a day at all. @param today `YYYY-MM-DD`, UTC */
export function isOnDay(
  set: Pick<SelectionSet, 'from' | 'until'>,
  rule: Pick<SelectionRule, 'from' | 'until'>,
  today: string,
): boolean {
  return [set, rule].every(({ from, until }) => from <= today && (until === null || today <= until));
}

function refused(
  code: Extract<LoadedSelection, { kind: 'refused' }>['code'],
  faults: readonly RuleFault[],
): LoadedSelection {
  return { kind: 'refused', code, faults };
}
