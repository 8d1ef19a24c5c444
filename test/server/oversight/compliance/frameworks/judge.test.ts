/** Each rule of each framework, with facts that fulfil it and facts that do not. */
import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../../kiosk/vault/retention/development-retention.ts';
import { checkedKinds } from '../../../../../server/oversight/compliance/frameworks/checked-kinds.ts';
import { type Demand, FRAMEWORKS } from '../../../../../server/oversight/compliance/frameworks/frameworks.ts';
import {
  judgeFramework,
  type LegalFacts,
  legalConflicts,
} from '../../../../../server/oversight/compliance/frameworks/judge.ts';
import {
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionPolicy,
} from '../../../../../server/contract/retention.ts';
import { retentionPolicyKind } from '../../../../../server/privacy/retention/retention-kind.ts';
import { agreementKind } from '../../../../../server/sharing/agreement/agreement-kind.ts';
import { sampleAgreement } from '../../../sharing/fixtures/agreements.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type ClassRule = NonNullable<RetentionPolicy['classes'][RetentionClass]>;

/** The development policy with changes to each class. */
function policyWith(changes: (name: RetentionClass, rule: ClassRule) => Partial<ClassRule>): RetentionPolicy {
  const classes = Object.fromEntries(
    RETENTION_CLASSES.flatMap((name) => {
      const rule = DEVELOPMENT_RETENTION.classes[name];
      return rule === undefined ? [] : [[name, { ...rule, ...changes(name, rule) }]];
    }),
  );
  return { ...DEVELOPMENT_RETENTION, classes: classes as RetentionPolicy['classes'] };
}

const FULFILLED: LegalFacts = {
  answerable: { controller: 'Border Agency, 1 Quay', contact: 'dpo@agency.example' },
  policy: policyWith((name) => ({
    legalBasis: 'Border Act, section 12; GDPR Art. 9(2)(g)',
    limitMs: name === 'inspection-records' ? 200 * DAY : name === 'cleared' ? 0 : HOUR,
  })),
  agreements: [
    sampleAgreement({ purpose: { term: 'dpv:FraudPreventionAndDetection', statement: 'Counts of forged documents' } }),
  ],
};

/** Facts that violate one kind of demand and no other. */
const VIOLATIONS: { readonly [Kind in Demand['kind']]: (demand: Demand) => LegalFacts } = {
  'configuration-names': (demand) => ({
    ...FULFILLED,
    answerable: {
      controller: 'Border Agency, 1 Quay',
      contact: 'dpo@agency.example',
      ...(demand.kind === 'configuration-names' && { [demand.what]: null }),
    },
  }),
  'retention-policy-approved': () => ({ ...FULFILLED, policy: null }),
  'legal-basis-names-provision': () => ({
    ...FULFILLED,
    policy: policyWith(() => ({ legalBasis: 'The task of the authority' })),
  }),
  'kept-at-most': () => ({
    ...FULFILLED,
    policy: policyWith((name) => (name === 'referred' ? { limitMs: 13 * HOUR } : {})),
  }),
  'kept-at-least': () => ({
    ...FULFILLED,
    policy: policyWith((name) => (name === 'inspection-records' ? { limitMs: 183 * DAY } : {})),
  }),
  'agreement-basis': () => ({
    ...FULFILLED,
    agreements: [sampleAgreement({ legalBasis: { term: 'dpv:VitalInterest', instrument: 'Health Act, section 1' } })],
  }),
  'agreement-purpose': () => ({
    ...FULFILLED,
    agreements: [
      sampleAgreement({ purpose: { term: 'dpv:ProtectionOfNationalSecurity', statement: 'Counts by nationality' } }),
    ],
  }),
  'no-onward-transfer': () => ({
    ...FULFILLED,
    agreements: [sampleAgreement({ onwardTransfer: { kind: 'listed', to: ['Agency of another state'] } })],
  }),
};

const RULES = FRAMEWORKS.flatMap(({ id, rules }) => rules.map((rule) => ({ framework: id, ...rule })));

describe('legal frameworks', () => {
  it.each(RULES)('$framework, $id: facts that fulfil $article', ({ framework, id }) => {
    const judged = judgeFramework(framework, FULFILLED).find((one) => one.id === id);
    expect(judged).toMatchObject({ verdict: 'conforms', subjects: [] });
  });

  it.each(RULES)(
    '$framework, $id: facts that do not fulfil $article',
    ({ framework, id, demand, otherwise, article }) => {
      const found = legalConflicts([framework], VIOLATIONS[demand.kind](demand)).find(({ rule }) => rule === id);
      expect(found).toMatchObject({ framework, verdict: otherwise, article });
      expect(found?.subjects.length).toBeGreaterThan(0);
    },
  );

  it.each(RULES)('$framework, $id: nothing to check without facts', ({ framework, id }) => {
    expect(judgeFramework(framework, {}).find((one) => one.id === id)?.verdict).toBe('nothing-to-check');
  });

  it('cite an official address for each rule, and name each rule once in a framework', () => {
    for (const { rules } of FRAMEWORKS) {
      expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
      for (const { source, article } of rules) {
        expect(source).toMatch(
          /^https:\/\/(eur-lex\.europa\.eu|www\.legislation\.gov\.uk|www\.govinfo\.gov|www\.cbp\.gov)\//,
        );
        expect(article).not.toBe('');
      }
    }
  });

  it.each([
    'Art. 9',
    'article 9',
    'Artikel 9',
    '§ 18 Grenzgesetz',
    '§§ 18 f.',
    's. 35(2)',
    'section 10',
    '8 CFR 235.1',
    '5 U.S.C. 552a',
  ])('accept %s as the reference to a provision', (legalBasis) => {
    const facts = { policy: policyWith(() => ({ legalBasis: `By ${legalBasis}` })) };
    expect(judgeFramework('eu-gdpr', facts).find(({ id }) => id === 'law-named')?.verdict).toBe('conforms');
  });

  it('name the classes that are kept too long', () => {
    const found = legalConflicts(['us-federal'], VIOLATIONS['kept-at-most'](RULES[0]?.demand as Demand));
    expect(found.find(({ rule }) => rule === 'photographs-twelve-hours')?.subjects).toEqual(['referred']);
  });
});

describe('proposals that the frameworks can contradict', () => {
  const [retention, agreement] = checkedKinds(
    [retentionPolicyKind(), agreementKind('production')],
    ['eu-gdpr', 'us-federal'],
  );
  const policy = policyWith((name) =>
    name === 'referred' ? { limitMs: 13 * HOUR, legalBasis: 'Because of need' } : { legalBasis: 'Act, section 1' },
  );

  it('show the conflicts of a retention policy', () => {
    expect(retention?.conflicts?.(policy)).toMatchObject([
      { framework: 'eu-gdpr', rule: 'law-named', verdict: 'conflict', article: 'Art. 9(2)(g)', subjects: ['referred'] },
      { framework: 'us-federal', rule: 'law-named', verdict: 'conflict' },
      { framework: 'us-federal', rule: 'photographs-twelve-hours', verdict: 'to-confirm' },
    ]);
  });

  it('show the conflicts of a new agreement, and none of its pause', () => {
    const entered = sampleAgreement({ onwardTransfer: { kind: 'listed', to: ['Elsewhere'] } });
    expect(agreement?.conflicts?.({ change: 'enter', agreement: entered, signatures: [] })).toMatchObject([
      { rule: 'onward-transfer', verdict: 'to-confirm', subjects: ['monthly-crossings/1'] },
    ]);
    expect(
      agreement?.conflicts?.({ change: 'pause', id: 'monthly-crossings', version: 1, reason: 'law-changed' }),
    ).toEqual([]);
  });

  it('show nothing where no framework is chosen', () => {
    expect(checkedKinds([retentionPolicyKind()], [])[0]?.conflicts?.(policy)).toEqual([]);
  });
});
