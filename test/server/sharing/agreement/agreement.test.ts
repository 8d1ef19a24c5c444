import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../../server/contract/vocabulary.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import {
  type AgreedCounts,
  type AgreedDataset,
  type Agreement,
  agreementDigest,
  agreementSchema,
} from '../../../../server/sharing/agreement/agreement.ts';
import { differencesOf, englishOf } from '../../../../server/sharing/agreement/differences.ts';
import { partySchema } from '../../../../server/sharing/agreement/party.ts';
import { judgeSignatures } from '../../../../server/sharing/agreement/signatures.ts';
import { type AgreementFacts, stateOf } from '../../../../server/sharing/agreement/state.ts';
import {
  OWN_SEEDS,
  PARTNER_SEEDS,
  SAMPLE_COUNTS,
  SAMPLE_DOCUMENTS,
  SAMPLE_LIST,
  SAMPLE_LISTED,
  SAMPLE_OWN,
  SAMPLE_PARTNER,
  SAMPLE_REASONS,
  sampleAgreement,
  signatureOf,
  signaturesUnder,
} from '../fixtures/agreements.ts';

const PARTIES = { provider: SAMPLE_OWN, recipient: SAMPLE_PARTNER };
const dataset = SAMPLE_COUNTS;

function faultsOf(over: object): string[] {
  const { error } = agreementSchema.safeParse({ ...sampleAgreement(), ...over });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the schema of agreements', () => {
  test('accepts a complete one', () => expect(faultsOf({})).toEqual([]));

  test('accepts one for a list alone, and keeps the digest of one without lists', () => {
    expect(faultsOf({ datasets: [], lists: [SAMPLE_LIST] })).toEqual([]);
    // Computed before agreements could have lists
    expect(agreementDigest(sampleAgreement())).toBe('e518e21c384535e254dccd3365b80d1e9444587d80727e34ce752fea6a277349');
  });

  const noise = { ...dataset, protection: { kind: 'noise', epsilonThousandths: 500 } };
  test.each([
    [
      'a field of another dataset',
      { datasets: [{ ...dataset, fields: [{ field: 'reason', values: ['timed-out'] }] }] },
      'datasets.0.fields.0.field: crossings has no such field',
    ],
    [
      'a value of another field',
      { datasets: [{ ...dataset, fields: [{ field: 'outcome', values: ['UTO'] }] }] },
      'datasets.0.fields.0.values.0: is not a value of outcome',
    ],
    [
      'exact tables that both tell the referred travellers',
      { datasets: [dataset, SAMPLE_REASONS] },
      'datasets: must not give referred travellers exactly in two tables: agree on noise for one of them',
    ],
    [
      'pseudonyms by week',
      { datasets: [{ ...SAMPLE_DOCUMENTS, granularity: 'week' }] },
      'datasets.0.granularity: Invalid input: expected "month"',
    ],
    [
      'pseudonyms of no state',
      { datasets: [{ ...SAMPLE_DOCUMENTS, issuingStates: [] }] },
      'datasets.0.issuingStates: Too small: expected array to have >=1 items',
    ],
    ['no dataset and no list', { datasets: [] }, 'datasets: must name a dataset where no lists are agreed'],
    ['lists that are none', { lists: [] }, 'lists: Too small: expected array to have >=1 items'],
    ['a list twice', { lists: [SAMPLE_LIST, SAMPLE_LIST] }, 'lists: must name each list once'],
    [
      'a blind list without its key',
      { lists: [{ ...SAMPLE_LIST, tags: { variant: 'blind' } }] },
      'lists.0.tags.publicKey: Invalid input: expected string, received undefined',
    ],
    [
      'a list whose owner has no key',
      { lists: [{ ...SAMPLE_LIST, signingKey: '00'.repeat(32) }] },
      'lists.0.signingKey: must be a point of the prime-order group',
    ],
    [
      'a list that is larger than the bytes of a day',
      { lists: [{ ...SAMPLE_LIST, mostBytes: 1_048_577 }] },
      'rate.bytesPerDay: must be enough for each list',
    ],
    [
      'a list that may change by more than all of it',
      { lists: [{ ...SAMPLE_LIST, mostChangedThousandths: 1_001 }] },
      'lists.0.mostChangedThousandths: Too big: expected number to be <=1000',
    ],
    [
      'a list of few documents',
      { datasets: [{ ...SAMPLE_LISTED, list: { ...SAMPLE_LISTED.list, smallest: 99 } }] },
      'datasets.0.list.smallest: Too small: expected number to be >=100',
    ],
    [
      'counts of a list by week',
      { datasets: [{ ...SAMPLE_LISTED, granularity: 'week' }] },
      'datasets.0.granularity: Invalid input: expected "month"',
    ],
    [
      'counts of a list after a day',
      { datasets: [{ ...SAMPLE_LISTED, delayDays: 1 }] },
      'datasets.0.delayDays: Too small: expected number to be >=2',
    ],
    [
      'counts of a list with noise and without a budget',
      { datasets: [{ ...SAMPLE_LISTED, protection: noise.protection }] },
      'privacyBudget: must be present with noise',
    ],
    ['a dataset twice', { datasets: [dataset, dataset] }, 'datasets: must name each dataset once'],
    ['noise without a budget', { datasets: [noise] }, 'privacyBudget: must be present with noise'],
    [
      'a budget without noise',
      { privacyBudget: { epsilonThousandths: 1, period: 'year' } },
      'privacyBudget: must be null without noise',
    ],
    [
      'a budget below one delivery',
      { datasets: [noise], privacyBudget: { epsilonThousandths: 499, period: 'year' } },
      'privacyBudget.epsilonThousandths: must allow at least one delivery',
    ],
    ['a last day before the first', { until: '2026-11-30' }, 'until: must not be before the first day'],
    ['more than five years', { until: '2031-12-02' }, 'until: must be at most 5 years after the first day'],
    [
      'cells of fewer than five people',
      { datasets: [{ ...dataset, smallestCell: 4 }] },
      'datasets.0.smallestCell: Too small: expected number to be >=5',
    ],
    [
      'a statement of two lines',
      { purpose: { term: 'dpv:LegalCompliance', statement: 'a\nb' } },
      'purpose.statement: must be one line of text',
    ],
  ])('refuses %s, with the field and the reason', (_name, over, fault) => {
    expect(faultsOf(over)).toEqual([fault]);
  });

  test('refuses an agreement with itself, an unknown member and a table that is too large', () => {
    const { provider } = sampleAgreement().parties;
    expect(faultsOf({ parties: { provider, recipient: provider } })).toHaveLength(1);
    expect(faultsOf({ alsoDeliver: 'everything' })).toHaveLength(1);
    const states = Array.from({ length: 64 }, (_, at) => `A${String.fromCharCode(65 + (at >> 3), 65 + (at & 7))}`);
    const fields = [
      { field: 'issuing-state', values: states },
      { field: 'site', values: states.map((state) => state.toLowerCase()) },
    ];
    expect(faultsOf({ datasets: [{ ...dataset, fields }] })).toEqual([
      'datasets.0.fields: must make at most 4096 cells',
    ]);
  });

  test('never throws, and what it accepts has one text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(sampleAgreement())), (value, member) => {
        const read = agreementSchema.safeParse({ ...sampleAgreement(), [member]: value });
        if (read.success) expect(agreementDigest(read.data)).toMatch(/^[0-9a-f]{64}$/);
        expect(agreementSchema.safeParse(value).success).toBe(false);
      }),
    );
  });
});

describe('the record of a partner', () => {
  test('refuses keys that are none, and a program with the key of a person', () => {
    expect(partySchema.safeParse(SAMPLE_PARTNER).success).toBe(true);
    const { encryptionKey, signers } = SAMPLE_PARTNER;
    for (const over of [
      { encryptionKey: encryptionKey.slice(4) },
      { signingKey: '00'.repeat(32) },
      { signers: [signers[0], signers[0]] },
      { signers: [signers[0]] },
      { signingKey: signers[0] },
    ])
      expect(partySchema.safeParse({ ...SAMPLE_PARTNER, ...over }).success).toBe(false);
  });
});

describe('signatures under an agreement', () => {
  const agreement = sampleAgreement();
  const all = signaturesUnder(agreement);

  test('are complete with two people of each side', () => {
    expect(judgeSignatures(agreement, all, PARTIES)).toEqual({ kind: 'complete' });
    expect(judgeSignatures(agreement, all.slice(1), PARTIES)).toEqual({
      kind: 'incomplete',
      missing: { provider: 1, recipient: 0 },
    });
  });
  test.each([
    ['not-a-signer', [signatureOf(agreement, 'recipient', OWN_SEEDS[0]!)]],
    ['signed-twice', [all[0]!, all[0]!]],
    ['signature-invalid', [signatureOf(sampleAgreement({ version: 2 }), 'provider', OWN_SEEDS[0]!)]],
  ] as const)('are refused: %s', (code, signatures) => {
    expect(judgeSignatures(agreement, signatures, PARTIES)).toEqual({ kind: 'refused', code });
  });
  test('are refused when a record has other keys than the agreement names', () => {
    const recipient = { ...SAMPLE_PARTNER, contact: 'other@statistics.example' };
    expect(judgeSignatures(agreement, all, { ...PARTIES, recipient })).toEqual({
      kind: 'refused',
      code: 'other-record',
    });
  });
  test('cover every member of the agreement', () => {
    const changed: Agreement = { ...agreement, retention: { days: 401 } };
    expect(judgeSignatures(changed, [signatureOf(agreement, 'recipient', PARTNER_SEEDS[0]!)], PARTIES)).toEqual({
      kind: 'refused',
      code: 'signature-invalid',
    });
  });
});

describe('the state of a version', () => {
  const facts = (over: Partial<AgreementFacts> = {}, version = 1, from = '2026-12-01'): AgreementFacts => ({
    agreement: { id: 'monthly-crossings', version, from, until: '2027-11-30' },
    ...{ signedAt: 1, pausedAt: null, endedAt: null, partiesInUse: true },
    ...over,
  });
  const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

  test.each([
    ['draft', facts({ signedAt: null }), '2026-12-24'],
    ['signed', facts(), '2026-11-30'],
    ['in-force', facts(), '2026-12-01'],
    ['in-force', facts(), '2027-11-30'],
    ['ended', facts(), '2027-12-01'],
    ['paused', facts({ pausedAt: 2 }), '2026-12-24'],
    ['paused', facts({ partiesInUse: false }), '2026-12-24'],
    ['ended', facts({ endedAt: 2 }), '2026-12-24'],
  ])('is %s', (state, one, day) => expect(stateOf(one, [one], at(day))).toBe(state));

  test('ends when a signed later version begins, and not earlier', () => {
    const [one, two] = [facts(), facts({}, 2, '2027-03-01')];
    expect(stateOf(one, [one, two], at('2027-02-28'))).toBe('in-force');
    expect(stateOf(one, [one, two], at('2027-03-01'))).toBe('ended');
    expect(stateOf(two, [one, two], at('2027-03-01'))).toBe('in-force');
    const draft = facts({ signedAt: null }, 2, '2027-03-01');
    expect(stateOf(one, [one, draft], at('2027-03-01'))).toBe('in-force');
  });
});

describe('the differences of two versions', () => {
  const linesOf = (before: Agreement, after: Agreement) => differencesOf(before, after).map(englishOf);
  const differences = (over: Partial<Agreement>) =>
    linesOf(sampleAgreement(), sampleAgreement({ version: 2, ...over }));

  test('name each clause that changed', () => {
    expect(differences({})).toEqual([]);
    expect(
      differences({
        retention: { days: 30 },
        recipients: ['Unit for travel statistics', 'Unit for tourism'],
        onwardTransfer: { kind: 'listed', to: ['Eurostat'] },
        datasets: [
          { ...dataset, smallestCell: 5, fields: [{ field: 'outcome', values: ['cleared', 'referred', 'refused'] }] },
        ],
      }),
    ).toEqual([
      'Field (crossings): site is removed',
      'Value (crossings, outcome): refused is added',
      'Smallest count (crossings): 10 → 5',
      'Days for which the partner may keep a delivery: 400 → 30',
      'Unit of the partner that may read deliveries: Unit for tourism is added',
      'Receiver of onward transfers: Eurostat is added',
    ]);
  });

  test('name the keys and the states of pseudonyms', () => {
    const { pseudonym } = SAMPLE_DOCUMENTS;
    const before = sampleAgreement({ datasets: [SAMPLE_DOCUMENTS] });
    const after = sampleAgreement({
      version: 2,
      datasets: [
        {
          ...SAMPLE_DOCUMENTS,
          issuingStates: ['UTO', 'D'],
          delayDays: 5,
          pseudonym: { ...pseudonym, keyCheck: '12'.repeat(32), sealTo: '34'.repeat(32) },
        },
      ],
    });
    expect(linesOf(before, after)).toEqual([
      'Issuing state (documents): D is added',
      'Days from the end of a period to its delivery (documents): 3 → 5',
      `Key of the pseudonyms (documents): ${'ab'.repeat(32)} → ${'12'.repeat(32)}`,
      `Key to which pseudonyms are sealed (documents): ${'cd'.repeat(32)} → ${'34'.repeat(32)}`,
    ]);
    expect(linesOf(sampleAgreement(), before)).toEqual([
      'Dataset: crossings is removed',
      'Dataset: documents is added',
      'Issuing state (documents): UTO is added',
      'Period of a delivery (documents): month is added',
      'Days from the end of a period to its delivery (documents): 3 is added',
      `Key of the pseudonyms (documents): ${'ab'.repeat(32)} is added`,
      `Key to which pseudonyms are sealed (documents): ${'cd'.repeat(32)} is added`,
    ]);
  });

  test('name each clause of a list', () => {
    const sentences = linesOf(
      sampleAgreement({ lists: [SAMPLE_LIST] }),
      sampleAgreement({
        version: 2,
        lists: [
          {
            ...SAMPLE_LIST,
            tags: { variant: 'blind', publicKey: 'ab'.repeat(32) },
            signingKey: SAMPLE_PARTNER.signingKey,
            ...{ mostDocuments: 2_000, mostBytes: 65_537, mostChangedThousandths: 5, oldestHours: 1 },
            purpose: { term: 'dpv:LegalCompliance', statement: 'Documents that were reported stolen' },
          },
        ],
      }),
    );
    expect(sentences).toEqual([
      'Kind of the list (stolen): plain → blind',
      `Key of the blind list (stolen): ${'ab'.repeat(32)} is added`,
      `Key of the owner of the list (stolen): ${SAMPLE_LIST.signingKey} → ${SAMPLE_PARTNER.signingKey}`,
      'Most documents of the list (stolen): 1000 → 2000',
      'Most bytes of the list (stolen): 65536 → 65537',
      'Most of the list that changes at once, in % (stolen): 10 → 0.5',
      'Greatest age on arrival, in hours (stolen): 24 → 1',
      'Purpose of the list (stolen): dpv:LegalCompliance is added',
      'Statement of the purpose of the list (stolen): Documents that were reported stolen is added',
    ]);
    expect(linesOf(sampleAgreement(), sampleAgreement({ lists: [SAMPLE_LIST] }))).toEqual([
      'List of the partner: stolen is added',
      'Kind of the list (stolen): plain is added',
      `Key of the owner of the list (stolen): ${SAMPLE_LIST.signingKey} is added`,
      'Most documents of the list (stolen): 1000 is added',
      'Most bytes of the list (stolen): 65536 is added',
      'Most of the list that changes at once, in % (stolen): 10 is added',
      'Greatest age on arrival, in hours (stolen): 24 is added',
    ]);
    expect(linesOf(sampleAgreement({ lists: [SAMPLE_LIST] }), sampleAgreement())).toEqual([
      'List of the partner: stolen is removed',
    ]);
  });

  test('name the list, its key and its size', () => {
    const before = sampleAgreement({ datasets: [SAMPLE_LISTED] });
    const list = { id: watchlistIdSchema.parse('revoked'), publicKey: '12'.repeat(32), smallest: 1_000 };
    const after = sampleAgreement({
      version: 2,
      datasets: [{ ...SAMPLE_LISTED, list, issuingStates: ['UTO', 'D'], delayDays: 5, smallestCell: 20 }],
    });
    expect(linesOf(before, after)).toEqual([
      'Compared list (listed-documents): lost → revoked',
      `Key of the compared list (listed-documents): ${'ab'.repeat(32)} → ${'12'.repeat(32)}`,
      'Fewest documents of the compared list (listed-documents): 100 → 1000',
      'Issuing state (listed-documents): D is added',
      'Days from the end of a period to its delivery (listed-documents): 3 → 5',
      'Smallest count (listed-documents): 10 → 20',
    ]);
    expect(linesOf(sampleAgreement(), before)).toEqual([
      'Dataset: crossings is removed',
      'Dataset: listed-documents is added',
      'Compared list (listed-documents): lost is added',
      `Key of the compared list (listed-documents): ${'ab'.repeat(32)} is added`,
      'Fewest documents of the compared list (listed-documents): 100 is added',
      'Issuing state (listed-documents): UTO is added',
      'Period of a delivery (listed-documents): month is added',
      'Days from the end of a period to its delivery (listed-documents): 3 is added',
      'Smallest count (listed-documents): 10 is added',
    ]);
  });

  test('are empty for equal agreements only', () => {
    const line = fc.constantFrom('One', 'Two', 'Three');
    const datasetOf = fc.record({
      dataset: fc.constant('crossings' as const),
      fields: fc.uniqueArray(
        fc.oneof(
          fc.record({
            field: fc.constant('site' as const),
            values: fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }),
          }),
          fc.record({
            field: fc.constant('outcome' as const),
            values: fc.uniqueArray(fc.constantFrom(...OUTCOMES), { minLength: 1 }),
          }),
        ),
        { minLength: 1, selector: ({ field }) => field },
      ),
      granularity: fc.constantFrom('day' as const, 'month' as const),
      smallestCell: fc.constantFrom(5, 10),
      delayDays: fc.constantFrom(1, 2),
      protection: fc.constantFrom(
        { kind: 'suppression' as const },
        { kind: 'noise' as const, epsilonThousandths: 500 },
        { kind: 'noise' as const, epsilonThousandths: 5 },
      ),
      pseudonym: fc.constant({ kind: 'none' as const }),
    });
    const other: AgreedCounts = {
      ...dataset,
      dataset: 'referral-reasons',
      fields: [{ field: 'site', values: ['a'] }],
    };
    const purposeOf = fc.record({
      term: fc.constantFrom('dpv:LegalCompliance' as const, 'dpv:PublicPolicyMaking' as const),
      statement: line,
    });
    const listOf = fc.record(
      {
        list: fc.constant(SAMPLE_LIST.list),
        tags: fc.constantFrom(
          { variant: 'plain' as const },
          { variant: 'blind' as const, publicKey: 'ab'.repeat(32) },
          { variant: 'blind' as const, publicKey: 'cd'.repeat(32) },
        ),
        signingKey: fc.constantFrom(SAMPLE_LIST.signingKey, SAMPLE_PARTNER.signingKey),
        mostDocuments: fc.constantFrom(1, 2),
        mostBytes: fc.constantFrom(1_024, 1_025),
        mostChangedThousandths: fc.constantFrom(1, 2),
        oldestHours: fc.constantFrom(1, 2),
        purpose: purposeOf,
      },
      {
        requiredKeys: [
          ...(['list', 'tags', 'signingKey', 'mostDocuments', 'mostBytes'] as const),
          ...(['mostChangedThousandths', 'oldestHours'] as const),
        ],
      },
    );
    const otherList = { ...SAMPLE_LIST, list: watchlistIdSchema.parse('lost') };
    const listsOf = listOf.chain((one) =>
      fc.constantFrom<Partial<Agreement>>(
        {},
        { lists: [one] },
        { lists: [one, otherList] },
        { lists: [otherList, one] },
      ),
    );
    const listedOf = fc.record({
      dataset: fc.constant('listed-documents' as const),
      list: fc.record({
        id: fc.constantFrom(watchlistIdSchema.parse('lost'), watchlistIdSchema.parse('revoked')),
        publicKey: fc.constantFrom('ab'.repeat(32), 'cd'.repeat(32)),
        smallest: fc.constantFrom(100, 200),
      }),
      issuingStates: fc.uniqueArray(fc.constantFrom('UTO', 'D'), { minLength: 1 }),
      granularity: fc.constant('month' as const),
      smallestCell: fc.constantFrom(5, 10),
      delayDays: fc.constantFrom(2, 3),
      protection: fc.constantFrom(
        { kind: 'suppression' as const },
        { kind: 'noise' as const, epsilonThousandths: 500 },
      ),
      pseudonym: fc.constant({ kind: 'none' as const }),
    });
    const agreementOf = fc
      .record({
        purpose: fc.record({
          term: fc.constantFrom('dpv:LegalCompliance' as const, 'dpv:PublicPolicyMaking' as const),
          statement: line,
        }),
        legalBasis: fc.record({ term: fc.constantFrom('dpv:PublicInterest' as const), instrument: line }),
        datasets: fc
          .tuple(datasetOf, listedOf)
          .chain(([one, listed]) =>
            fc.constantFrom<AgreedDataset[]>([one], [one, other], [other, one], [other], [listed], [one, listed]),
          ),
        retention: fc.record({ days: fc.constantFrom(1, 2) }),
        recipients: fc.uniqueArray(line, { minLength: 1 }),
        onwardTransfer: fc.oneof(
          fc.constant({ kind: 'none' as const }),
          fc.record({ kind: fc.constant('listed' as const), to: fc.uniqueArray(line, { minLength: 1 }) }),
        ),
        rate: fc.record({
          deliveriesPerDay: fc.constantFrom(1, 2),
          requestsPerHour: fc.constantFrom(1, 2),
          bytesPerDay: fc.constantFrom(65_536, 65_537),
        }),
        privacyBudget: fc.constantFrom(null, { epsilonThousandths: 500, period: 'year' as const }),
        from: fc.constantFrom('2026-12-01', '2026-12-02'),
      })
      .chain((over) => listsOf.map((lists) => sampleAgreement({ ...over, ...lists })));
    fc.assert(
      fc.property(agreementOf, agreementOf, (before, after) => {
        const isSame = agreementDigest(before) === agreementDigest(after);
        const lines = linesOf(before, after);
        expect(lines.length === 0).toBe(isSame);
        expect(new Set(lines).size).toBe(lines.length);
      }),
      { numRuns: 500 },
    );
  });
});
