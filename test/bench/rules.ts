/** Time to judge one declaration by 20 rules of law with trace, and by 20 selection rules with their facts. `npm run bench -- rules` writes test/bench/results/rules.json. */
import { EU_PASSENGERS } from '../server/contract/rules/eu-passengers.ts';
import { judgeRules } from '../../server/contract/rules/judge-rules.ts';
import { loadRules } from '../../server/contract/rules/load-rules.ts';
import type { Facts, RuleSet } from '../../server/contract/rules/rule-set.ts';
import type { SelectionRule } from '../../server/contract/rules/selection-set.ts';
import { judgeDeclaration } from '../../server/goods/declarations/judge-declaration.ts';
import { judgeSelection } from '../../server/goods/declarations/selection/judge-selection.ts';
import { H1 } from '../server/goods/declarations/fixtures/declarations.ts';
import { selectionRule, selectionSet } from '../support/selection-set.ts';
import { writeRecord } from './support/record.ts';

const RULES = 20;
const ROUNDS = 41;
const DECLARATIONS = 5_000;
const TODAY = '2026-11-28';

const rules = Array.from({ length: RULES }, (_, index) => {
  const rule = EU_PASSENGERS.rules[index % EU_PASSENGERS.rules.length];
  if (rule === undefined) throw new Error('the example has no rules');
  return { ...rule, id: `${rule.id}-${index}` };
});
const loaded = loadRules({ ...EU_PASSENGERS, rules });
if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.faults));
const set: RuleSet = loaded.set;

const nothing: Facts = {
  currency: 0,
  cigarettes: 0,
  cigarillos: 0,
  cigars: 0,
  'smoking-tobacco': 0,
  spirits: 0,
  'fortified-wine': 0,
  wine: 0,
  beer: 0,
  'other-goods': 0,
  transport: 'air',
  restricted: false,
  commercial: false,
  age: 40,
};
const travellers: readonly (readonly [string, Facts])[] = [
  ['nothing', nothing],
  [
    'allowances used in part',
    { ...nothing, cigarettes: 100, cigars: 25, spirits: 500, wine: 2_000, 'other-goods': 20_000 },
  ],
  ['age unknown', withoutAge({ ...nothing, wine: 750 })],
];

function withoutAge(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== 'age'));
}

const measured = travellers.map(([what, facts]) => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Computing time: others may use the processor at the same time
    const from = process.cpuUsage();
    for (let count = 0; count < DECLARATIONS; count += 1) judgeRules(set, facts, TODAY);
    times.push(process.cpuUsage(from).user / DECLARATIONS);
  }
  const median = times.toSorted((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN;
  const microseconds = Math.round(median * 100) / 100;
  console.log(`${what.padEnd(28)}${microseconds} µs, median of ${ROUNDS} rounds`);
  return { what, microseconds };
});

/** Conditions that need each kind of fact, so that all are derived. None holds, so each rule judges each item. */
const conditions: readonly SelectionRule['when'][] = [
  {
    all: [
      { code: 'heading', in: ['0101'] },
      { code: 'origin', in: ['CN'] },
      { amount: 'item-value', is: 'below', limit: 1 },
    ],
  },
  {
    all: [
      { code: 'procedure', in: ['40'] },
      { amount: 'value-per-kilogram', is: 'below', limit: 1 },
    ],
  },
  {
    all: [
      { amount: 'net-mass', is: 'at-least', limit: 1 },
      { amount: 'packages', is: 'above', limit: 100_000 },
    ],
  },
  {
    all: [
      { amount: 'invoice-value', is: 'at-least', limit: 1 },
      { amount: 'trader-days', is: 'below', limit: 1 },
    ],
  },
];
const selection = selectionSet(
  Array.from({ length: RULES }, (_, index) =>
    selectionRule({ id: `rule-${index}`, when: conditions[index % conditions.length]! }),
  ),
);
const selected = [1, 50].map((items) => {
  const content = {
    ...H1,
    goods: Array.from({ length: items }, (_, at) => ({ ...H1.goods[0], number: String(at + 1) })),
  };
  const { declaration } = judgeDeclaration(content, { jurisdiction: 'EU', today: TODAY });
  if (declaration === undefined) throw new Error('the example is no declaration');
  const times: number[] = [];
  const count = DECLARATIONS / items;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = process.cpuUsage();
    for (let done = 0; done < count; done += 1)
      judgeSelection(selection, declaration, { rates: undefined, traderDays: 10, today: TODAY });
    times.push(process.cpuUsage(from).user / count);
  }
  const median = times.toSorted((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN;
  const microseconds = Math.round(median * 100) / 100;
  console.log(`selection, ${items} items`.padEnd(28) + `${microseconds} µs, median of ${ROUNDS} rounds`);
  return { items, microseconds };
});
writeRecord('rules', { rules: RULES, measured, selected });
