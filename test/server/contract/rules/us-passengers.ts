/** Passengers to the United States, returning residents and others. An example, not the law: operators write and sign their own. */
import type { RuleSet } from '../../../../server/contract/rules/rule-set.ts';

const EXEMPTIONS = { act: '19 CFR part 148', retrieved: '2026-11-28' } as const;
const sectionOf = (section: string) => `https://www.ecfr.gov/current/title-19/section-148.${section}`;

export const US_PASSENGERS: RuleSet = {
  version: 1,
  id: 'us-passengers-1',
  jurisdiction: 'US',
  currency: 'USD',
  facts: {
    currency: { kind: 'amount', unit: 'minor' },
    cigarettes: { kind: 'amount', unit: 'pieces' },
    cigars: { kind: 'amount', unit: 'pieces' },
    'smoking-tobacco': { kind: 'amount', unit: 'grams' },
    alcohol: { kind: 'amount', unit: 'millilitres' },
    'other-goods': { kind: 'amount', unit: 'minor' },
    gifts: { kind: 'amount', unit: 'minor' },
    age: { kind: 'amount', unit: 'years' },
    'hours-abroad': { kind: 'amount', unit: 'hours' },
    resident: { kind: 'flag' },
    restricted: { kind: 'flag' },
    commercial: { kind: 'flag' },
  },
  rules: [
    {
      id: 'cash',
      version: 1,
      from: '1986-10-27',
      until: null,
      severity: 'red',
      source: {
        act: '31 U.S.C. 5316',
        article: '(a)',
        url: 'https://www.law.cornell.edu/uscode/text/31/5316',
        retrieved: '2026-11-28',
      },
      when: { amount: 'currency', is: 'above', limit: 1_000_000 },
      tests: [
        { facts: { currency: 1_000_001 }, holds: true },
        { facts: { currency: 1_000_000 }, holds: false },
      ],
    },
    {
      id: 'resident-value',
      version: 1,
      from: '2002-11-04',
      until: null,
      severity: 'red',
      source: { ...EXEMPTIONS, article: '148.33, 148.35', url: sectionOf('33') },
      when: {
        all: [
          { flag: 'resident' },
          {
            any: [
              { amount: 'other-goods', is: 'above', limit: 80_000 },
              {
                all: [
                  { amount: 'hours-abroad', is: 'below', limit: 48 },
                  { amount: 'other-goods', is: 'above', limit: 20_000 },
                ],
              },
            ],
          },
        ],
      },
      tests: [
        { facts: { resident: true, 'other-goods': 80_000, 'hours-abroad': 100 }, holds: false },
        { facts: { resident: true, 'other-goods': 80_001, 'hours-abroad': 100 }, holds: true },
        { facts: { resident: true, 'other-goods': 20_001, 'hours-abroad': 47 }, holds: true },
        { facts: { resident: false, 'other-goods': 90_000 }, holds: false },
        { facts: { resident: true, 'other-goods': 30_000 }, holds: 'unknown' },
      ],
    },
    {
      id: 'resident-tobacco',
      version: 1,
      from: '2002-11-04',
      until: null,
      severity: 'red',
      source: { ...EXEMPTIONS, article: '148.33(d)', url: sectionOf('33') },
      when: {
        all: [
          { flag: 'resident' },
          {
            any: [
              { amount: 'cigarettes', is: 'above', limit: 200 },
              { amount: 'cigars', is: 'above', limit: 100 },
            ],
          },
        ],
      },
      tests: [
        { facts: { resident: true, cigarettes: 200, cigars: 100 }, holds: false },
        { facts: { resident: true, cigarettes: 201, cigars: 0 }, holds: true },
        { facts: { resident: false, cigarettes: 400, cigars: 0 }, holds: false },
      ],
    },
    {
      id: 'visitor-tobacco',
      version: 1,
      from: '1989-12-21',
      until: null,
      severity: 'red',
      source: { ...EXEMPTIONS, article: '148.43(a)', url: sectionOf('43') },
      when: {
        all: [
          { not: { flag: 'resident' } },
          { shares: { cigarettes: 200, cigars: 50, 'smoking-tobacco': 2_000 }, is: 'above' },
        ],
      },
      tests: [
        { facts: { resident: false, cigarettes: 100, cigars: 25, 'smoking-tobacco': 0 }, holds: false },
        { facts: { resident: false, cigarettes: 100, cigars: 26, 'smoking-tobacco': 0 }, holds: true },
        { facts: { resident: true, cigarettes: 100, cigars: 90, 'smoking-tobacco': 0 }, holds: false },
      ],
    },
    {
      id: 'alcohol',
      version: 1,
      from: '1989-12-21',
      until: null,
      severity: 'red',
      source: { ...EXEMPTIONS, article: '148.33(d), 148.43(a)', url: sectionOf('43') },
      when: {
        any: [
          { amount: 'alcohol', is: 'above', limit: 1_000 },
          {
            all: [
              { amount: 'alcohol', is: 'above', limit: 0 },
              { amount: 'age', is: 'below', limit: 21 },
            ],
          },
        ],
      },
      tests: [
        { facts: { alcohol: 1_000, age: 21 }, holds: false },
        { facts: { alcohol: 1_001, age: 50 }, holds: true },
        { facts: { alcohol: 1, age: 20 }, holds: true },
        { facts: { alcohol: 0 }, holds: false },
        { facts: { alcohol: 500 }, holds: 'unknown' },
      ],
    },
    {
      id: 'visitor-gifts',
      version: 1,
      from: '1989-12-21',
      until: null,
      severity: 'red',
      source: { ...EXEMPTIONS, article: '148.44', url: sectionOf('44') },
      when: { all: [{ not: { flag: 'resident' } }, { amount: 'gifts', is: 'above', limit: 10_000 }] },
      tests: [
        { facts: { resident: false, gifts: 10_000 }, holds: false },
        { facts: { resident: false, gifts: 10_001 }, holds: true },
      ],
    },
    {
      id: 'not-for-travellers',
      version: 1,
      from: '1973-01-26',
      until: null,
      severity: 'red',
      source: { ...EXEMPTIONS, article: '148.11, 148.15', url: sectionOf('15') },
      when: { any: [{ flag: 'restricted' }, { flag: 'commercial' }] },
      tests: [
        { facts: { restricted: true, commercial: false }, holds: true },
        { facts: { restricted: false, commercial: false }, holds: false },
      ],
    },
  ],
};
