import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personIdSchema, type PersonId } from '../../../../server/platform/access/vocabulary.ts';
import {
  actOn,
  ARISEN,
  asOf,
  LEASE_MS,
  OPINION_LEASE_MS,
  type Actor,
  type Referral,
  type ReferralAct,
} from '../../../../server/border/referrals/referral.ts';
import {
  ALL_DECISION_REASONS,
  DECISION_REASONS,
  DECISIONS,
  isReasonOf,
} from '../../../../server/border/referrals/vocabulary.ts';

const who = (name: string) => personIdSchema.parse(name);
const ANNA: Actor = { person: who('anna-b'), role: 'officer' };
const BORIS: Actor = { person: who('boris-c'), role: 'officer' };
const CARLA: Actor = { person: who('carla-d'), role: 'supervisor' };

const ADMIT = { outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' } as const;
const INSPECT = { outcome: 'sent-to-secondary-inspection', reason: 'document-doubtful' } as const;
const REFUSE = { outcome: 'refused-entry', reason: 'false-travel-document' } as const;

type Step = readonly [act: ReferralAct, actor: Actor];

/** Applies each act to the version that the previous act left. Throws when one is refused. */
function after(steps: readonly Step[], now = 0): Referral {
  return steps.reduce<Referral>((referral, [act, actor]) => {
    const outcome = actOn(referral, act, actor, referral.version, now);
    if (outcome.kind === 'refused') throw new Error(`${act.kind}: ${outcome.code}`);
    return outcome.referral;
  }, ARISEN);
}

const codeOf = (referral: Referral, act: ReferralAct, actor: Actor, version = referral.version, now = 0) => {
  const outcome = actOn(referral, act, actor, version, now);
  return outcome.kind === 'refused' ? outcome.code : outcome.referral.standing.state;
};

const taken: readonly Step[] = [[{ kind: 'take' }, ANNA]];
const asked: readonly Step[] = [...taken, [{ kind: 'ask-second-opinion', proposal: REFUSE }, ANNA]];
const differing: readonly Step[] = [...asked, [{ kind: 'give-second-opinion', decision: INSPECT }, BORIS]];
const agreeing: readonly Step[] = [...asked, [{ kind: 'give-second-opinion', decision: REFUSE }, BORIS]];

describe('referral', () => {
  it('belongs to the officer who took it first', () => {
    const referral = after(taken);
    expect(codeOf(referral, { kind: 'take' }, BORIS, ARISEN.version)).toBe('referral-taken');
    expect(codeOf(referral, { kind: 'decide', decision: ADMIT }, BORIS)).toBe('not-your-referral');
    expect(codeOf(referral, { kind: 'hand-back' }, BORIS)).toBe('not-your-referral');
    expect(codeOf(referral, { kind: 'decide', decision: ADMIT }, ANNA)).toBe('decided');
  });

  it('refuses an act on an outdated version', () => {
    const referral = after([...taken, [{ kind: 'reassign', to: BORIS }, CARLA]]);
    expect(codeOf(referral, { kind: 'decide', decision: ADMIT }, ANNA, 2)).toBe('referral-changed');
    expect(codeOf(referral, { kind: 'decide', decision: ADMIT }, ANNA)).toBe('not-your-referral');
  });

  it('waits again when the lease expires, and not while it is renewed', () => {
    const referral = after(taken);
    expect(asOf(referral, LEASE_MS - 1).standing.state).toBe('taken');
    expect(asOf(referral, LEASE_MS).standing.state).toBe('waiting');
    expect(codeOf(referral, { kind: 'decide', decision: ADMIT }, ANNA, referral.version, LEASE_MS)).toBe(
      'not-your-referral',
    );
    expect(codeOf(referral, { kind: 'take' }, BORIS, referral.version, LEASE_MS)).toBe('taken');
    const renewed = actOn(referral, { kind: 'renew' }, ANNA, referral.version, LEASE_MS / 2);
    if (renewed.kind === 'refused') throw new Error(renewed.code);
    expect(renewed.referral.version).toBe(referral.version);
    expect(asOf(renewed.referral, LEASE_MS).standing.state).toBe('taken');
  });

  it('has a longer lease for a second opinion, with an end', () => {
    const referral = after(asked);
    expect(asOf(referral, LEASE_MS).standing.state).toBe('second-opinion');
    expect(asOf(referral, OPINION_LEASE_MS).standing.state).toBe('waiting');
  });

  it('takes a second opinion only from another person', () => {
    expect(codeOf(after(asked), { kind: 'give-second-opinion', decision: REFUSE }, ANNA)).toBe(
      'another-person-required',
    );
  });

  it('goes to an uninvolved supervisor when two opinions differ', () => {
    const referral = after(differing);
    expect(referral.standing.state).toBe('with-supervisor');
    expect(codeOf(referral, { kind: 'decide', decision: INSPECT }, ANNA)).toBe('opinion-differs');
    expect(codeOf(referral, { kind: 'settle', decision: INSPECT }, ANNA)).toBe('another-person-required');
    expect(codeOf(referral, { kind: 'settle', decision: INSPECT }, BORIS)).toBe('another-person-required');
    expect(codeOf(referral, { kind: 'settle', decision: INSPECT }, CARLA)).toBe('decided');
    expect(asOf(referral, 10 * OPINION_LEASE_MS).standing.state).toBe('with-supervisor');
  });

  it('needs two people to refuse entry, and holds the officer to the agreed decision', () => {
    expect(codeOf(after(taken), { kind: 'decide', decision: REFUSE }, ANNA)).toBe('second-opinion-required');
    expect(codeOf(after(asked), { kind: 'decide', decision: REFUSE }, ANNA)).toBe('second-opinion-required');
    expect(codeOf(after(agreeing), { kind: 'decide', decision: ADMIT }, ANNA)).toBe('opinion-differs');
    expect(codeOf(after(agreeing), { kind: 'decide', decision: REFUSE }, ANNA)).toBe('decided');
  });

  it('refuses a reason of another outcome', () => {
    const wrong = { outcome: 'refused-entry', reason: 'lane-fault' } as const;
    for (const kind of ['decide', 'give-second-opinion', 'settle'] as const) {
      expect(codeOf(after(taken), { kind, decision: wrong }, ANNA)).toBe('reason-not-of-outcome');
    }
    expect(codeOf(after(taken), { kind: 'ask-second-opinion', proposal: wrong }, ANNA)).toBe('reason-not-of-outcome');
    expect(DECISIONS.every((outcome) => DECISION_REASONS[outcome].length > 0)).toBe(true);
    expect(new Set(ALL_DECISION_REASONS).size).toBe(ALL_DECISION_REASONS.length);
  });

  it('keeps its invariants under any sequence of acts', () => {
    const people = [ANNA, BORIS, CARLA, { person: who('dora-e'), role: 'supervisor' } as const];
    const actor = fc.constantFrom(...people);
    const decision = fc
      .constantFrom(...DECISIONS)
      .chain((outcome) => fc.constantFrom(...reasonsFor(outcome)).map((reason) => ({ outcome, reason })));
    const act: fc.Arbitrary<ReferralAct> = fc.oneof(
      fc.constantFrom<ReferralAct>(
        { kind: 'take' },
        { kind: 'renew' },
        { kind: 'hand-back' },
        { kind: 'withdraw-question' },
      ),
      fc.option(actor).map((to): ReferralAct => ({ kind: 'reassign', to })),
      decision.map((proposal): ReferralAct => ({ kind: 'ask-second-opinion', proposal })),
      decision.map((given): ReferralAct => ({ kind: 'give-second-opinion', decision: given })),
      decision.map((given): ReferralAct => ({ kind: 'decide', decision: given })),
      decision.map((given): ReferralAct => ({ kind: 'settle', decision: given })),
    );
    const isStale = fc.nat(9).map((one) => one === 0);
    const laterMs = fc.oneof({ weight: 5, arbitrary: fc.nat(60_000) }, fc.nat(OPINION_LEASE_MS));
    const step = fc.record({ act, actor, isStale, laterMs });
    let ends = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
        let referral = ARISEN;
        let now = 0;
        for (const { act: wanted, actor: by, isStale, laterMs } of steps) {
          now += laterMs;
          const before = asOf(referral, now);
          const outcome = actOn(referral, wanted, by, isStale ? referral.version - 1 : referral.version, now);
          if (outcome.kind === 'refused') continue;
          const { version, standing } = outcome.referral;
          expect(before.standing.state).not.toBe('decided');
          expect(isStale && wanted.kind !== 'take').toBe(false);
          expect(version - referral.version).toBe(wanted.kind === 'renew' ? 0 : 1);
          if (standing.state === 'decided') {
            ends += 1;
            expectSound(before, standing.by, standing.decision, standing.opinion?.by);
          }
          if ('holder' in standing) expect(standing.holder.leaseUntil).toBeGreaterThan(now);
          referral = outcome.referral;
        }
      }),
      { numRuns: 500 },
    );
    expect(ends).toBeGreaterThan(5);
  });
});

/** Reasons of the outcome, and one of another outcome. */
const reasonsFor = (outcome: (typeof DECISIONS)[number]) => [
  ...DECISION_REASONS[outcome],
  outcome === 'left' ? ('police' as const) : ('left-before-seen' as const),
];

function expectSound(
  before: Referral,
  by: PersonId,
  decision: Parameters<typeof isReasonOf>[0],
  second: PersonId | undefined,
): void {
  const { standing } = before;
  expect(isReasonOf(decision)).toBe(true);
  if (standing.state === 'with-supervisor') {
    expect([standing.holder.person, standing.opinion.by]).not.toContain(by);
    return;
  }
  if (!('holder' in standing)) throw new Error('decided before it was taken');
  expect(standing.holder.person).toBe(by);
  expect(second).not.toBe(by);
  if (decision.outcome === 'refused-entry') expect(second).toBeDefined();
}
