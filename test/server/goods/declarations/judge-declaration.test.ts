import { describe, expect, it } from 'vitest';
import { MAX_FINDINGS, judgeDeclaration } from '../../../../server/goods/declarations/judge-declaration.ts';
import type { RuleContext } from '../../../../server/goods/declarations/rules/context.ts';
import { fingerprintsOf, judgeDuplicates } from '../../../../server/goods/declarations/rules/duplicates.ts';
import { RULE_IDS } from '../../../../server/goods/declarations/rules/rule-texts.ts';
import { B1, changed, H1, H7 } from './fixtures/declarations.ts';

const EU: RuleContext = { jurisdiction: 'EU', today: '2026-11-28' };
const GB: RuleContext = { ...EU, jurisdiction: 'GB' };
const registered: RuleContext = { ...EU, isRegistered: (id) => !id.startsWith('XI') };

const found = (content: unknown, context: RuleContext = EU): readonly string[] =>
  judgeDeclaration(content, context).findings.map(({ rule, pointer }) => `${rule} ${pointer}`);

/** A rule, a declaration, the change that breaks the rule, the pointer of the finding. */
type Case = [rule: string, content: unknown, changes: Record<string, unknown>, pointer: string, context?: RuleContext];
const CASES: Case[] = [
  ['CDS10001', H1, { '/lrn': undefined }, '/lrn'],
  ['CDS10001', B1, { '/offices': undefined }, '/offices/exit'],
  ['CDS10001', H7, { '/goods/0/intrinsicValue': undefined }, '/goods/0/intrinsicValue'],
  ['CDS10002', H1, { '/unknown': 'x' }, ''],
  ['CDS10002', H7, { '/goods/0/preference': '100' }, '/goods/0/preference'],
  ['CDS10003', H1, { '/authorisations': Array.from({ length: 100 }, () => ({ type: 'DPO' })) }, '/authorisations'],
  ['CDS10010', H1, { '/lrn': 'x'.repeat(23) }, '/lrn'],
  ['CDS10010', H1, { '/goods/0/netMass': '-1' }, '/goods/0/netMass'],
  ['CDS10020', H1, { '/countryOfDispatch': 'XX' }, '/countryOfDispatch'],
  ['CDS10020', H1, { '/goods/0/packaging/0/type': 'Q0' }, '/goods/0/packaging/0/type'],
  ['CDS10020', H1, { '/incoterm': { code: 'FOO' } }, '/incoterm/code'],
  ['CDS10020', H1, { '/additionalType': 'K' }, '/additionalType'],
  ['CDS11003', H1, { '/itemCount': '2' }, '/itemCount'],
  ['CDS11004', H1, { '/goods/0/procedure/requested': '10' }, '/goods/0/procedure/requested'],
  ['CDS11006', H1, { '/goods/0/netMass': '520.5' }, '/goods/0/netMass'],
  ['CDS12005', H1, { '/importer/id': 'XI1' }, '/importer/id', registered],
  ['CDS12005', H1, { '/authorisations': [{ type: 'CGU', holder: 'XI1' }] }, '/authorisations/0/holder', registered],
  ['CDS12016', H1, { '/acceptanceDate': '2026-11-29' }, '/acceptanceDate'],
  ['CDS12016', H1, { '/acceptanceDate': '2026-05-31' }, '/acceptanceDate'],
  ['CDS12056', H1, { '/goods/0/commodity/national': ['X413'] }, '/goods/0/commodity/national/0', GB],
  [
    'CDS12056',
    H1,
    { '/goods/0/commodity/national': ['VATZ', 'X333'] },
    '/goods/0/commodity/national/1',
    { ...GB, today: '2023-07-05' },
  ],
  ['CDS12057', twoItems({ amount: { amount: '1', currency: 'USD' } }), {}, '/goods/1/amount/currency'],
  ['CDS12071', H1, { '/goods/0/ucr': 'UCR-2' }, '/goods/0/ucr'],
  ['CDS12073', H1, { '/countryOfDispatch': undefined }, '/goods/0/countryOfDispatch'],
  ['CDS12145', H1, { '/goods/0/procedure/requested': '42' }, '/goods/0/procedure/requested', GB],
  ['CDS12149', H1, { '/goods/0/additionalProcedures': ['000', 'C07'] }, '/goods/0/additionalProcedures'],
  ['C0055', H1, { '/transport/containerIndicator': '0' }, '/transport/containers'],
  ['C0823', H1, { '/transport/containers': undefined }, '/transport/containers'],
  ['C0060', H1, { '/goods/0/packaging/0/type': 'VG' }, '/goods/0/packaging/0/count'],
  ['C0060', H1, { '/goods/0/packaging/0/marks': undefined }, '/goods/0/packaging/0/marks'],
  ['C0060', H1, { '/goods/0/packaging/0/count': undefined }, '/goods/0/packaging/0/count'],
  ['C0250', H1, { '/importer/name': 'Importer' }, '/importer/name', registered],
  ['C0250', H1, { '/exporter/address/city': undefined }, '/exporter/address/city'],
  [
    'C0298',
    H1,
    { '/previousDocuments': [{ type: 'N830', reference: 'R', quantity: '1' }] },
    '/previousDocuments/0/unit',
  ],
  ['C0394', H1, { '/location/coordinates': '53.54321 9.98765' }, '/location/coordinates'],
  ['C0394', H1, { '/location/qualifier': 'Z' }, '/location/address'],
  ['C0505', H1, { '/exporter/address/postcode': undefined }, '/exporter/address/postcode'],
  ['R0219', twoPackages(), {}, '/goods/0/packaging'],
  ['R0221', H1, { '/goods/0/packaging/0/count': '0' }, '/goods/0/grossMass'],
  ['R0364', H1, { '/goods/0/packaging/0/count': '0' }, '/goods/0/packaging/0/count'],
  ['R0223', H1, { '/goods/0/netMass': '520.500001' }, '/goods/0/netMass'],
  ['R0983', H1, { '/grossMass': '520.499999' }, '/grossMass'],
  ['R0983', H1, { '/packageCount': '9' }, '/packageCount'],
  ['R0987', H1, { '/goods/0/packaging/0/number': '2' }, '/goods/0/packaging/0/number'],
  ['R0988', twoItems({ number: '3' }), {}, '/goods/1/number'],
  ['item-sum', H1, { '/invoice/amount': '999.99' }, '/invoice/amount'],
  ['currency-with-amount', H1, { '/invoice/currency': undefined }, '/invoice/currency'],
  ['hs-unknown', H1, { '/goods/0/commodity/hs': '000121' }, '/goods/0/commodity/hs'],
  ['hs-edition', H1, { '/goods/0/commodity/hs': '970200' }, '/goods/0/commodity/hs'],
  ['eori-form', H1, { '/declarant/id': '1234' }, '/declarant/id'],
  ['container-digit', H1, { '/transport/containers/0/id': 'CSQU3054384' }, '/transport/containers/0/id'],
  ['ship-digit', H1, { '/transport/border': { type: '10', id: 'IMO9074728' } }, '/transport/border/id'],
  ['mrn-form', H1, { '/previousDocuments': [{ type: 'NMRN', reference: '24DE' }] }, '/previousDocuments/0/reference'],
  [
    'mrn-digit',
    H1,
    { '/previousDocuments': [{ type: 'NMRN', reference: '22GB6LSBPILA876A07' }] },
    '/previousDocuments/0/reference',
  ],
  ['gtin-digit', H7, { '/goods/0/productIdentifiers/2/value': '4006381333932' }, '/goods/0/productIdentifiers/2/value'],
  ['decimal-comma', H1, { '/goods/0/grossMass': '1,234' }, '/goods/0/grossMass'],
  ['h7-value', H7, { '/goods/0/intrinsicValue/amount': '150.01' }, '/goods'],
  [
    'h7-currency',
    H7,
    { '/goods/0/intrinsicValue/currency': 'USD' },
    '/goods/0/intrinsicValue/currency',
    { ...EU, rates: { base: 'EUR', rates: { JPY: '164.21' } } },
  ],
  [
    'item-sum-converted',
    H1,
    { '/invoice/currency': 'JPY' },
    '/invoice/amount',
    { ...EU, rates: { base: 'EUR', rates: { JPY: '164.21' } } },
  ],
  ['no-rates', H7, { '/goods/0/intrinsicValue/currency': 'USD' }, '/goods/0/intrinsicValue/currency'],
  ['h7-procedure', H7, { '/goods/0/additionalProcedures': ['F48'] }, '/goods/0/additionalProcedures'],
  ['h7-duty', H7, {}, '/goods/0'],
  ['h7-declarant', H7, { '/declarant/id': undefined, '/declarant/name': 'N' }, '/declarant/id'],
  ['h7-identifiers', H7, { '/goods/0/productIdentifiers': undefined }, '/goods/0/productIdentifiers'],
  ['ioss-form', H7, { '/fiscalReferences/0/id': 'DE1' }, '/fiscalReferences/0/id'],
  ['ioss-once', H7, { '/fiscalReferences/1': { role: 'FR5', id: 'IM2760000002' } }, '/fiscalReferences/1'],
  [
    'ioss-place',
    H7,
    { '/goods/0/fiscalReferences': [{ role: 'FR5', id: 'IM2760000001' }] },
    '/goods/0/fiscalReferences/0',
  ],
];

function twoItems(second: Record<string, unknown>): unknown {
  const goods = [H1.goods[0], { ...H1.goods[0], number: '2', ...second }];
  return changed(H1, {
    '/goods': goods,
    '/itemCount': '2',
    '/packageCount': '20',
    '/grossMass': '1041',
    '/invoice': undefined,
  });
}

function twoPackages(): unknown {
  return changed(H1, { '/goods/0/packaging/1': { number: '2', type: 'BX', count: '0', marks: 'A1' } });
}

describe('a valid declaration', () => {
  it.each([
    ['H1', H1, []],
    ['H7', H7, ['h7-duty /goods/0']],
    ['B1', B1, []],
  ])('of data set %s has no error', (_name, content, warnings) => {
    expect(found(content)).toEqual(warnings);
    expect(judgeDeclaration(content, EU).valid).toBe(true);
  });
});

describe('the British system', () => {
  it('accepts the same value in the header and in an item', () => {
    for (const ucr of ['UCR-1', 'UCR-2']) {
      const isFound = found(changed(H1, { '/goods/0/ucr': ucr }), GB).includes('CDS12071 /goods/0/ucr');
      expect(isFound, ucr).toBe(ucr !== 'UCR-1');
    }
  });

  it('is warned of more packages in the items than in the header, which Europe refuses', () => {
    const content = changed(H1, { '/packageCount': '9' });
    const severities = [EU, GB].map(
      (context) => judgeDeclaration(content, context).findings.find(({ rule }) => rule === 'R0983')?.severity,
    );
    expect(severities).toEqual(['error', 'warning']);
  });
});

describe('a broken rule', () => {
  it.each<Case>(CASES)('%s is found at its field (case %#)', (rule, content, changes, pointer, context) => {
    expect(found(changed(content, changes), context)).toContain(`${rule} ${pointer}`);
  });

  it('has a case for every rule, apart from those of messages, of the store and of mandates', () => {
    const mandates = ['mandate-missing', 'mandate-data-set', 'mandate-kind', 'mandate-party'];
    const elsewhere = ['CDS12003', 'CDS12062', 'xml-not-taken', ...mandates];
    expect(RULE_IDS.filter((id) => !elsewhere.includes(id) && !CASES.some(([rule]) => rule === id))).toEqual([]);
  });

  it('names the data element', () => {
    const [first] = judgeDeclaration(changed(H1, { '/goods/0/netMass': '521' }), EU).findings;
    expect(first).toEqual({ rule: 'R0223', severity: 'error', pointer: '/goods/0/netMass', element: '18 01 000' });
  });

  it('ends the four faults of one message with the four rules', () => {
    const goods = [H1.goods[0], { ...H1.goods[0], number: '3', netMass: '521', additionalProcedures: ['000', 'C07'] }];
    const rules = found(
      changed(H1, { '/goods': goods, '/itemCount': '2', '/packageCount': '20', '/grossMass': '1041' }),
    );
    for (const rule of ['R0988 /goods/1/number', 'R0223 /goods/1/netMass', 'CDS12149 /goods/1/additionalProcedures']) {
      expect(rules).toContain(rule);
    }
  });
});

describe('a finding', () => {
  it('never repeats a value or a name that the sender chose', () => {
    const canary = 'CANARY7391';
    const content = changed(H1, {
      [`/${canary}`]: { amount: '1,234' },
      [`/goods/0/${canary}`]: 1,
      '/lrn': canary.repeat(3),
      '/importer/id': canary,
      '/goods/0/netMass': canary,
      '/goods/0/additionalProcedures': [canary],
      '/exporter': canary,
      '/goods/0/packaging/0': canary,
    });
    const { findings } = judgeDeclaration(content, EU);
    expect(findings.length).toBeGreaterThan(5);
    expect(JSON.stringify(findings)).not.toContain(canary);
  });

  it('is one of at most a fixed number', () => {
    const goods = Array.from({ length: 2_000 }, () => ({ number: 'x' }));
    expect(judgeDeclaration(changed(H1, { '/goods': goods }), EU).findings).toHaveLength(MAX_FINDINGS);
  });
});

describe('the law of low value', () => {
  const without = changed(H7, { '/goods/0/productIdentifiers': undefined });
  it.each([
    ['2026-06-30', []],
    ['2026-07-01', ['h7-duty /goods/0']],
    ['2026-10-31', ['h7-duty /goods/0']],
    ['2026-11-01', ['h7-duty /goods/0', 'h7-identifiers /goods/0/productIdentifiers']],
    ['2028-07-02', ['h7-identifiers /goods/0/productIdentifiers']],
  ])('on %s is the one in force that day', (today, expected) => {
    expect(found(without, { ...EU, today })).toEqual(expected);
  });

  it('converts a value in another currency before it compares', () => {
    const dollars = (amount: string) => changed(H7, { '/goods/0/intrinsicValue': { amount, currency: 'USD' } });
    const rates = (base: string, table: Readonly<Record<string, string>>): RuleContext => ({
      ...EU,
      rates: { base, rates: table },
    });
    // 150 euro are 162.645 dollars
    const euro = rates('EUR', { USD: '1.0843' });
    expect(found(dollars('162.64'), euro)).not.toContain('h7-value /goods');
    expect(found(dollars('162.65'), euro)).toContain('h7-value /goods');
    const franc = rates('CHF', { USD: '1.2', EUR: '1.1' });
    expect(found(dollars('163.63'), franc)).not.toContain('h7-value /goods');
    expect(found(dollars('163.64'), franc)).toContain('h7-value /goods');
    const at = '/goods/0/intrinsicValue/currency';
    expect(found(dollars('1'), EU)).toContain(`no-rates ${at}`);
    expect(found(dollars('1'), rates('EUR', { JPY: '164.21' }))).toContain(`h7-currency ${at}`);
  });

  it('compares the sum of the items in other currencies than the total’s, without rounding', () => {
    const mixed = (amount: string) =>
      changed(H1, {
        '/invoice/currency': 'USD',
        '/invoice/amount': amount,
        '/goods/0/amount': { amount: '1000', currency: 'EUR' },
      });
    const rates = { ...EU, rates: { base: 'EUR', rates: { USD: '1.0843' } } };
    expect(found(mixed('1084.3'), rates)).not.toContain('item-sum-converted /invoice/amount');
    expect(found(mixed('1084.29'), rates)).toContain('item-sum-converted /invoice/amount');
    expect(found(mixed('1'), EU)).toContain('no-rates /invoice/currency');
  });
});

describe('normalisation', () => {
  it.each([
    ['a dotted identifier', { '/importer/id': ' de.123 456-789012345 ' }],
    ['a decimal comma', { '/goods/0/grossMass': '520,5' }],
    ['groups of thousands', { '/goods/0/amount/amount': '1 000,00' }],
    ['numbers of JSON', { '/goods/0/netMass': 500, '/itemCount': 1 }],
    ['a commodity code as a whole', { '/goods/0/commodity': { hs: '0101.21.00' } }],
    ['lower case codes', { '/countryOfDispatch': 'us', '/goods/0/amount/currency': 'eur' }],
    ['empty and null elements', { '/seller': null, '/incoterm': { code: '' }, '/buyer': '' }],
    ['an undivided date', { '/acceptanceDate': '20261127' }],
  ])('accepts %s', (_name, changes) => {
    expect(found(changed(H1, changes))).toEqual([]);
  });
});

describe('duplicates', () => {
  const key = new Uint8Array(32).fill(7);
  const { declaration } = judgeDeclaration(H1, EU);
  if (declaration === undefined) throw new Error('the example is no declaration');
  const prints = fingerprintsOf(declaration, key);
  const hour = 3_600_000;

  it('finds the local reference within 48 hours, the consignment within a year', () => {
    const at = (ageMs: number) =>
      judgeDuplicates(prints, new Map(prints.map(({ digest }) => [digest, 0])), ageMs).map(({ rule }) => rule);
    expect(at(48 * hour - 1)).toEqual(['CDS12003', 'CDS12062']);
    expect(at(48 * hour)).toEqual(['CDS12062']);
    expect(at(365 * 24 * hour)).toEqual([]);
  });

  it('gives other fingerprints under another key, and to another declarant', () => {
    const others = [
      ...fingerprintsOf(declaration, new Uint8Array(32)),
      ...fingerprintsOf({ ...declaration, declarant: { id: 'DE98765432' }, lrn: '1LRN-1' }, key).slice(0, 1),
    ];
    const digests = [...prints, ...others].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });
});
