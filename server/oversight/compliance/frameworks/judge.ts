/** Pure: compares the configuration, a retention policy and agreements with the rules of the chosen frameworks. */
import type { RetentionClass, RetentionPolicy } from '../../../contract/retention.ts';
import type { LegalConflict } from '../../../records/proposals/legal-conflict.ts';
import type { Agreement } from '../../../sharing/agreement/agreement.ts';
import { type Demand, type FrameworkRule, frameworkOf } from './frameworks.ts';
import type { FrameworkId, RuleVerdict } from './vocabulary.ts';

export interface Answerable {
  readonly controller: string | null;
  readonly contact: string | null;
}

/** Facts of one judgement; an absent part is not judged. */
export interface LegalFacts {
  readonly answerable?: Answerable;
  /** The latest approved policy; `null`: none has been approved. */
  readonly policy?: RetentionPolicy | null;
  readonly agreements?: readonly Pick<
    Agreement,
    'id' | 'version' | 'purpose' | 'lists' | 'legalBasis' | 'onwardTransfer'
  >[];
}

export interface JudgedRule extends FrameworkRule {
  readonly verdict: RuleVerdict;
  /** Parts that do not fulfil the rule: retention classes, agreements with their version, or a name of the configuration. */
  readonly subjects: readonly string[];
}

/** Each rule of a framework with its verdict, in the order of the framework. */
export function judgeFramework(id: FrameworkId, facts: LegalFacts): JudgedRule[] {
  return frameworkOf(id).rules.map((rule) => {
    const found = violationsOf(rule.demand, facts);
    if (found === undefined) return { ...rule, verdict: 'nothing-to-check', subjects: [] };
    return { ...rule, verdict: found.length === 0 ? 'conforms' : rule.otherwise, subjects: found };
  });
}

/** Rules of the chosen frameworks that the facts do not fulfil. */
export function legalConflicts(chosen: readonly FrameworkId[], facts: LegalFacts): LegalConflict[] {
  return chosen.flatMap((framework) =>
    judgeFramework(framework, facts).flatMap(({ id: rule, verdict, subjects, article, source }) =>
      verdict === 'conflict' || verdict === 'to-confirm'
        ? [{ framework, rule, verdict, article, source, subjects: [...subjects] }]
        : [],
    ),
  );
}

/** `undefined`: the facts hold nothing to which the demand applies. */
function violationsOf(demand: Demand, { answerable, policy, agreements }: LegalFacts): readonly string[] | undefined {
  switch (demand.kind) {
    case 'configuration-names':
      if (answerable === undefined) return undefined;
      return answerable[demand.what] === null ? [demand.what] : [];
    case 'retention-policy-approved':
      if (policy === undefined) return undefined;
      return policy === null ? ['retention-policy'] : [];
    case 'legal-basis-names-provision':
      return classesOf(policy, demand.classes, ({ legalBasis }) => !PROVISION.test(legalBasis));
    case 'kept-at-most':
      return classesOf(policy, demand.classes, ({ limitMs }) => limitMs > demand.limitMs);
    case 'kept-at-least':
      return classesOf(policy, demand.classes, ({ limitMs }) => limitMs < demand.limitMs);
    case 'agreement-basis':
      return agreementsOf(agreements, ({ legalBasis }) => !demand.terms.includes(legalBasis.term));
    case 'agreement-purpose':
      return agreementsOf(agreements, ({ purpose, lists = [] }) =>
        [purpose, ...lists.map((list) => list.purpose ?? purpose)].some(({ term }) => !demand.terms.includes(term)),
      );
    case 'no-onward-transfer':
      return agreementsOf(agreements, ({ onwardTransfer }) => onwardTransfer.kind !== 'none');
  }
}

/** A reference such as `Art. 8`, `§ 18`, `s. 35(2)`, `section 10`, `8 CFR 235.1` or `5 U.S.C. 552a`; also `Artikel`, `article` and `alinéa`. */
const PROVISION =
  /(?:\b(?:art(?:\.|icles?|ikel)|sections?|sec\.|ss?\.|paragraphs?|para\.|rule|chapter|alinéa)|§§?|\bCFR|\bC\.F\.R\.|\bUSC|\bU\.S\.C\.)\s*\d/iu;

type ClassRule = NonNullable<RetentionPolicy['classes'][RetentionClass]>;

function classesOf(
  policy: RetentionPolicy | null | undefined,
  names: readonly RetentionClass[],
  violates: (rule: ClassRule) => boolean,
): readonly string[] | undefined {
  if (policy === null || policy === undefined) return undefined;
  return names.filter((name) => {
    const rule = policy.classes[name];
    return rule !== undefined && violates(rule);
  });
}

type Judged = NonNullable<LegalFacts['agreements']>[number];

function agreementsOf(
  agreements: readonly Judged[] | undefined,
  violates: (agreement: Judged) => boolean,
): readonly string[] | undefined {
  if (agreements === undefined || agreements.length === 0) return undefined;
  return agreements.filter(violates).map(({ id, version }) => `${id}/${version}`);
}
