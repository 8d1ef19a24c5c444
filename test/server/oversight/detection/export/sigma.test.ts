/** Rules as Sigma: valid by the published JSON schemas, and with the meaning of the rules themselves. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DetectionEvent, EVENT_KINDS } from '../../../../../server/oversight/detection/events/event.ts';
import { ecsEvent, EVENTS_OF_TRAVELLERS } from '../../../../../server/oversight/detection/export/ecs.ts';
import {
  SIGMA_FORMS,
  type Selection,
  type SigmaForm,
} from '../../../../../server/oversight/detection/export/sigma-forms.ts';
import { sigmaOf, sigmaRules, withoutSigma, yamlOf } from '../../../../../server/oversight/detection/export/sigma.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { Memory } from '../../../../../server/oversight/detection/invariants/memory.ts';
import { INVARIANT_IDS, RULE_IDS } from '../../../../../server/oversight/detection/rules/rule-ids.ts';
import { fixture } from './sample-finding.ts';

function schema(name: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (one: Ajv2020) => void)(ajv);
  const { $schema: _schema, ...rest } = JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8')) as {
    readonly $schema: string;
  };
  return ajv.compile(rest);
}

const EXPRESSIBLE = INVARIANT_IDS.filter((rule) => typeof SIGMA_FORMS[rule] !== 'string');

describe('rules as Sigma', () => {
  it('are valid documents of Sigma 2', () => {
    const [rule, correlation] = [schema('sigma-detection-rule-schema'), schema('sigma-correlation-rules-schema')];
    for (const document of INVARIANT_IDS.flatMap(sigmaOf)) {
      const validate = 'correlation' in document ? correlation : rule;
      expect(validate(document), JSON.stringify([document, validate.errors])).toBe(true);
    }
  });

  it('have ids and names of their own, and correlations name rules that exist', () => {
    const documents = INVARIANT_IDS.flatMap(sigmaOf);
    const names = documents.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(names.length);
    for (const { correlation } of documents) {
      const { rules = [] } = (correlation ?? {}) as { readonly rules?: readonly string[] };
      for (const one of rules) expect(names).toContain(one);
    }
  });

  it('leave out each other rule with a reason', () => {
    const left = withoutSigma().map(({ rule }) => rule);
    expect([...EXPRESSIBLE, ...left].toSorted()).toEqual(RULE_IDS.toSorted());
    for (const rule of left) expect(sigmaRules()).toMatch(new RegExp(`^#   ${rule}: `, 'm'));
  });

  it('use no event about travellers', () => {
    for (const rule of EXPRESSIBLE) {
      for (const kind of EVENTS_OF_TRAVELLERS) expect(JSON.stringify(SIGMA_FORMS[rule])).not.toContain(`"${kind}"`);
    }
  });

  it('are written as YAML in block style', () => {
    const value = { title: 'a: b', list: ['x', 'y'], more: { 'a|re': '^"', on: true, at: 3 } };
    expect(yamlOf(value, '')).toBe(
      'title: "a: b"\nlist:\n  - "x"\n  - "y"\nmore:\n  a|re: "^\\""\n  on: true\n  at: 3\n',
    );
  });
});

/** A small interpreter of Sigma over flat documents. */
type Flat = Readonly<Record<string, unknown>>;

function flat(value: object, path = ''): Flat {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.entries(flat(one, `${path}${name}.`))
        : [[`${path}${name}`, one]],
    ),
  );
}

function selects(selection: Selection, document: Flat): boolean {
  return Object.entries(selection).every(([key, wanted]) => {
    const [field = '', modifier] = key.split('|');
    const value = document[field];
    switch (modifier) {
      case undefined:
        return (Array.isArray(wanted) ? (wanted as unknown[]) : [wanted]).includes(value);
      case 'exists':
        return (value !== undefined) === wanted;
      case 're':
        return new RegExp(String(wanted)).test(String(value));
      case 'fieldref':
        return value !== undefined && value === document[String(wanted)];
      case 'lt':
        return typeof value === 'number' && value < Number(wanted);
      default:
        throw new Error(modifier);
    }
  });
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
function msOf(timespan: string): number {
  return Number(timespan.slice(0, -1)) * UNITS[timespan.slice(-1) as keyof typeof UNITS];
}

/** Whether the last document completes a match. */
function matches({ steps, correlation }: SigmaForm, documents: readonly Flat[]): boolean {
  const last = documents.at(-1)!;
  const lastStep = steps.at(-1)!;
  if (!selects(lastStep, last)) return false;
  if (correlation === undefined) return true;
  const { type, groupBy, timespan, atLeast = 1, field = '' } = correlation;
  const time = (one: Flat) => Date.parse(String(one['@timestamp']));
  const group = documents.filter(
    (one) => groupBy.every((by) => one[by] === last[by]) && time(last) - time(one) < msOf(timespan),
  );
  if (type === 'temporal_ordered') {
    return group.some((one) => selects(steps[0]!, one) && time(one) <= time(last) && one !== last);
  }
  const counted = group.filter((one) => selects(lastStep, one));
  if (type === 'event_count') return counted.length >= atLeast;
  if (type === 'value_sum') return counted.reduce((all, one) => all + Number(one[field]), 0) >= atLeast;
  return new Set(counted.map((one) => one[field])).size >= atLeast;
}

const START = Date.UTC(2026, 0, 1);

/** Histories of a few events with few different words, so that they often break the rule. */
function histories(rule: (typeof INVARIANTS)[number]) {
  const reasons = JSON.stringify(SIGMA_FORMS[rule.id]).match(/[a-z]+(?:-[a-z]+)+/g) ?? [];
  // Correlations group by fields that these events always have
  const isAlone = (SIGMA_FORMS[rule.id] as readonly SigmaForm[]).every(({ correlation }) => correlation === undefined);
  const maybe = (...words: string[]) =>
    isAlone ? fc.option(fc.constantFrom(...words), { nil: undefined, freq: 6 }) : fc.constantFrom(...words);
  const event = fc.record({
    // Later than the one before: rules treat events of one moment in different ways
    after: fc.integer({ min: 1, max: 400_000 }),
    kind: fc.constantFrom(...rule.kinds),
    actor: maybe('p-1', 'p-2'),
    site: maybe('north', 'south'),
    console: maybe('c-1', 'c-2', 'c-3', 'c-4'),
    subject: maybe('p-1', 'p-2', 's-3', 's-4'),
    reason: maybe('other', 'p-1', 'kiosk-code-wrong', ...reasons),
    count: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  });
  return fc.array(event, { minLength: 1, maxLength: 14 }).map((parts) => {
    let at = START;
    return parts.map(({ after, ...one }): DetectionEvent => ({ ...one, at: (at += after) }));
  });
}

describe('a rule and its form in Sigma', () => {
  it.each(EXPRESSIBLE)('%s match at the same events', (id) => {
    const rule = INVARIANTS.find((one) => one.id === id)!;
    const forms = SIGMA_FORMS[id] as readonly SigmaForm[];
    fc.assert(
      fc.property(histories(rule), (events) => {
        const memory = new Memory(rule.keepMs);
        const documents: Flat[] = [];
        for (const event of events) {
          documents.push(flat(ecsEvent(event, { id: String(documents.length), server: 's' })));
          const own = rule.judge(event, memory) !== undefined;
          expect(forms.some((form) => matches(form, documents))).toBe(own);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has events of kinds that exist', () => {
    const kinds: readonly string[] = EVENT_KINDS;
    for (const form of EXPRESSIBLE.flatMap((id) => SIGMA_FORMS[id] as readonly SigmaForm[])) {
      for (const step of form.steps) {
        const action = step['event.action'];
        for (const one of Array.isArray(action) ? (action as string[]) : [String(action)]) expect(kinds).toContain(one);
      }
    }
  });
});
