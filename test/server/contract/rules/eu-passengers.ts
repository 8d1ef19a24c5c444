/**
 * Passengers from third countries to a Member State of the Union that uses the higher limits for tobacco, and the lower amount for travellers
 * under 15. An example, not the law: operators write and sign their own.
 */
import type { RuleSet } from '../../../../server/contract/rules/rule-set.ts';

const ALLOWANCES = {
  act: 'Council Directive 2007/74/EC',
  url: 'https://eur-lex.europa.eu/eli/dir/2007/74/oj',
  retrieved: '2026-11-28',
} as const;
const NO_TOBACCO = { cigarettes: 0, cigarillos: 0, cigars: 0, 'smoking-tobacco': 0 };
const NO_ALCOHOL = { spirits: 0, 'fortified-wine': 0, wine: 0, beer: 0 };

export const EU_PASSENGERS: RuleSet = {
  version: 1,
  id: 'eu-passengers-1',
  jurisdiction: 'EU',
  currency: 'EUR',
  facts: {
    currency: { kind: 'amount', unit: 'minor' },
    cigarettes: { kind: 'amount', unit: 'pieces' },
    cigarillos: { kind: 'amount', unit: 'pieces' },
    cigars: { kind: 'amount', unit: 'pieces' },
    'smoking-tobacco': { kind: 'amount', unit: 'grams' },
    spirits: { kind: 'amount', unit: 'millilitres' },
    'fortified-wine': { kind: 'amount', unit: 'millilitres' },
    wine: { kind: 'amount', unit: 'millilitres' },
    beer: { kind: 'amount', unit: 'millilitres' },
    'other-goods': { kind: 'amount', unit: 'minor' },
    age: { kind: 'amount', unit: 'years' },
    transport: { kind: 'code', codes: ['air', 'sea', 'road', 'rail'] },
    restricted: { kind: 'flag' },
    commercial: { kind: 'flag' },
  },
  rules: [
    {
      id: 'cash',
      version: 1,
      from: '2021-06-03',
      until: null,
      severity: 'red',
      source: {
        act: 'Regulation (EU) 2018/1672',
        article: '3(1)',
        url: 'https://eur-lex.europa.eu/eli/reg/2018/1672/oj',
        retrieved: '2026-11-28',
      },
      when: { amount: 'currency', is: 'at-least', limit: 1_000_000 },
      tests: [
        { facts: { currency: 1_000_000 }, holds: true },
        { facts: { currency: 999_999 }, holds: false },
        { facts: {}, holds: 'unknown' },
      ],
    },
    {
      id: 'tobacco',
      version: 1,
      from: '2008-12-01',
      until: null,
      severity: 'red',
      source: { ...ALLOWANCES, article: '8(1) and (4)' },
      when: {
        shares: { cigarettes: 200, cigarillos: 100, cigars: 50, 'smoking-tobacco': 250 },
        is: 'above',
      },
      tests: [
        { facts: { ...NO_TOBACCO, cigarettes: 100, cigars: 25 }, holds: false },
        { facts: { ...NO_TOBACCO, cigarettes: 101, cigars: 25 }, holds: true },
        { facts: { cigarettes: 201 }, holds: true },
        { facts: { cigarettes: 200 }, holds: 'unknown' },
      ],
    },
    {
      id: 'alcohol',
      version: 1,
      from: '2008-12-01',
      until: null,
      severity: 'red',
      source: { ...ALLOWANCES, article: '9(1) to (3)' },
      when: {
        any: [
          { shares: { spirits: 1_000, 'fortified-wine': 2_000 }, is: 'above' },
          { amount: 'wine', is: 'above', limit: 4_000 },
          { amount: 'beer', is: 'above', limit: 16_000 },
        ],
      },
      tests: [
        { facts: { ...NO_ALCOHOL, spirits: 500, 'fortified-wine': 1_000, wine: 4_000, beer: 16_000 }, holds: false },
        { facts: { ...NO_ALCOHOL, spirits: 500, 'fortified-wine': 1_001 }, holds: true },
        { facts: { ...NO_ALCOHOL, beer: 16_001 }, holds: true },
      ],
    },
    {
      id: 'under-17',
      version: 1,
      from: '2008-12-01',
      until: null,
      severity: 'red',
      source: { ...ALLOWANCES, article: '10' },
      when: {
        all: [
          {
            any: [
              'cigarettes',
              'cigarillos',
              'cigars',
              'smoking-tobacco',
              'spirits',
              'fortified-wine',
              'wine',
              'beer',
            ].map((amount) => ({ amount, is: 'above' as const, limit: 0 })),
          },
          { amount: 'age', is: 'below', limit: 17 },
        ],
      },
      tests: [
        { facts: { ...NO_TOBACCO, ...NO_ALCOHOL, cigarettes: 1, age: 16 }, holds: true },
        { facts: { ...NO_TOBACCO, ...NO_ALCOHOL, cigarettes: 1, age: 17 }, holds: false },
        { facts: { ...NO_TOBACCO, ...NO_ALCOHOL }, holds: false },
        { facts: { ...NO_TOBACCO, ...NO_ALCOHOL, wine: 750 }, holds: 'unknown' },
      ],
    },
    {
      id: 'other-goods',
      version: 1,
      from: '2008-12-01',
      until: null,
      severity: 'red',
      source: { ...ALLOWANCES, article: '7' },
      when: {
        any: [
          {
            all: [
              { amount: 'age', is: 'below', limit: 15 },
              { amount: 'other-goods', is: 'above', limit: 15_000 },
            ],
          },
          {
            amount: 'other-goods',
            is: 'above',
            limits: {
              by: ['transport'],
              rows: [
                { when: ['air'], limit: 43_000 },
                { when: ['sea'], limit: 43_000 },
                { when: ['*'], limit: 30_000 },
              ],
            },
          },
        ],
      },
      tests: [
        { facts: { 'other-goods': 43_000, transport: 'air', age: 30 }, holds: false },
        { facts: { 'other-goods': 43_000, transport: 'road', age: 30 }, holds: true },
        { facts: { 'other-goods': 15_001, transport: 'air', age: 14 }, holds: true },
        { facts: { 'other-goods': 20_000, transport: 'air' }, holds: 'unknown' },
      ],
    },
    {
      id: 'not-for-travellers',
      version: 1,
      from: '2008-12-01',
      until: null,
      severity: 'red',
      source: { ...ALLOWANCES, article: '6' },
      when: { any: [{ flag: 'restricted' }, { flag: 'commercial' }] },
      tests: [
        { facts: { restricted: false, commercial: true }, holds: true },
        { facts: { restricted: false, commercial: false }, holds: false },
      ],
    },
  ],
};
