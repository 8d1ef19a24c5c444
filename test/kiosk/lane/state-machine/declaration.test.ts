import { describe, expect, it } from 'vitest';
import { decide } from '../../../../kiosk/rules/decision/decide.ts';
import { declarationFacts } from '../../../../kiosk/rules/decision/declaration-check.ts';
import { type Policy, policySchema } from '../../../../kiosk/rules/decision/policy.ts';
import { EU_ARRIVALS, rulesDigest } from '../../../../server/contract/rules/questions.ts';
import type { Lane, LaneEffect, LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import { customsOf } from '../../../../kiosk/lane/state-machine/lane-view.ts';
import { INITIAL_LANE, step } from '../../../../kiosk/lane/state-machine/machine.ts';
import { MAX_EXTENSIONS } from '../../../../kiosk/lane/state-machine/time-extension.ts';
import { PHASE_TIMEOUTS_MS, timeoutOf } from '../../../../kiosk/lane/state-machine/timeouts.ts';
import { DECLARING, NOTHING, SAUSAGES_FOR_SALE, WITH_RED_LANE } from '../../rules/decision/declaring-policy.ts';
import { GOOD_EVIDENCE, MATCHING_FACE, READ_DOCUMENT } from '../../rules/decision/evidence-samples.ts';

function run(events: readonly LaneEvent[], policy: Policy, from: Lane = INITIAL_LANE) {
  let lane = from;
  const effects: LaneEffect[] = [];
  for (const event of events) {
    const transition = step(lane, event, policy);
    lane = transition.lane;
    effects.push(...transition.effects);
  }
  return { lane, effects, phase: lane.state.phase };
}

const TO_FACE: readonly LaneEvent[] = [
  { kind: 'started' },
  { kind: 'traveller-arrived' },
  { kind: 'notice-acknowledged' },
  { kind: 'document-examined', document: READ_DOCUMENT, triesToday: { comparisons: 0, presentations: 0 } },
];
const MATCHED: readonly LaneEvent[] = [...TO_FACE, { kind: 'face-attempted', face: MATCHING_FACE }];
const NOTHING_MADE: LaneEvent = { kind: 'declaration-made', answer: NOTHING };
const SAUSAGES_MADE: LaneEvent = { kind: 'declaration-made', answer: SAUSAGES_FOR_SALE };
const made = { kind: 'match', falseMatchRate: 1e-4, logLikelihoodRatio: 9 } as const;

describe('the declaration', () => {
  it('is the last step, after the face or after the fingers', () => {
    expect(run(MATCHED, DECLARING).phase).toBe('declaration');
    const fingers: Policy = { ...DECLARING, requiredChecks: [...DECLARING.requiredChecks, 'finger-comparison'] };
    expect(run(MATCHED, fingers).phase).toBe('finger');
    const taken: LaneEvent = { kind: 'finger-attempted', finger: { kind: 'captured', comparison: made } };
    expect(run([...MATCHED, taken], fingers).phase).toBe('declaration');
  });

  it('is skipped for a traveller who is already referred for another reason', () => {
    const failed: LaneEvent = {
      kind: 'face-attempted',
      face: { ...MATCHING_FACE, comparison: { kind: 'below-threshold' } },
    };
    expect(run([...TO_FACE, failed, failed], DECLARING).phase).toBe('deciding');
    const fingers: Policy = {
      ...DECLARING,
      requiredChecks: [...DECLARING.requiredChecks, 'finger-comparison'],
      fingerAttempts: 1,
    };
    const noMatch: LaneEvent = {
      kind: 'finger-attempted',
      finger: { kind: 'captured', comparison: { kind: 'below-threshold' } },
    };
    expect(run([...MATCHED, noMatch], fingers).phase).toBe('deciding');
  });

  it('reads codes of phones only where the policy accepts them, and stops when the answer is given', () => {
    const kinds = (events: readonly LaneEvent[], policy: Policy) => run(events, policy).effects.map(({ kind }) => kind);
    expect(kinds([...MATCHED, NOTHING_MADE], DECLARING)).not.toContain('read-declaration-code');
    const { declaration } = DECLARING;
    if (declaration === undefined) throw new Error('the policy asks');
    const accepting: Policy = { ...DECLARING, declaration: { ...declaration, phoneCodes: 'accepted' } };
    expect(policySchema.safeParse(accepting).success).toBe(true);
    expect(kinds([...MATCHED, NOTHING_MADE], accepting).slice(-3)).toEqual([
      'read-declaration-code',
      'cancel-step',
      'commit-match',
    ]);
  });

  it('judges amounts in another currency by the rates of the event; the report has the channel alone', () => {
    const { declaration } = DECLARING;
    if (declaration === undefined) throw new Error('the policy asks');
    const day = 86_400_000;
    const exchange = { currencies: ['USD'], warnAfterMs: 5 * day, customsAfterMs: 7 * day };
    const policy: Policy = { ...DECLARING, declaration: { ...declaration, rules: { ...declaration.rules, exchange } } };
    expect(policySchema.safeParse(policy).success).toBe(true);
    const answer = {
      rules: declaration.rules.id,
      currency: 'USD',
      goods: [{ goods: 'currency' as const, amount: 1_000_000 }],
    };
    const rates = { base: 'EUR', rates: { USD: '1.0843' } };
    const channel = (event: LaneEvent) => run([...MATCHED, event], policy).lane.evidence.declaration;
    expect(channel({ kind: 'declaration-made', answer, rates })).toBe('green');
    expect(channel({ kind: 'declaration-made', answer })).toBe('red');
    const { lane } = run([...MATCHED, { kind: 'declaration-made', answer, rates }], policy);
    expect(Object.keys(declarationFacts(lane.evidence, policy) ?? {}).sort()).toEqual([
      'channel',
      'rules',
      'rulesDigest',
    ]);
    expect(JSON.stringify(lane)).not.toContain('USD');
  });

  it('judges the same answers by the questions of a candidate, which decides nothing and is not reported', () => {
    const rules = { ...EU_ARRIVALS, id: 'candidate-1', goods: EU_ARRIVALS.goods.filter(({ red }) => red !== 'any') };
    const beside = { policy: 'c'.repeat(64), rules };
    const { lane } = run([...MATCHED, { ...SAUSAGES_MADE, beside }], DECLARING);
    expect(lane.evidence.declaration).toBe('red');
    expect(lane.evidence.declarationBeside).toEqual({
      policy: beside.policy,
      inUse: { channel: 'red', rules: ['goods-commercial'] },
      candidate: { channel: 'green', rules: [] },
    });
    expect(declarationFacts(lane.evidence, DECLARING)).toEqual({
      channel: 'red',
      rules: EU_ARRIVALS.id,
      rulesDigest: rulesDigest(EU_ARRIVALS),
    });
    const more = { ...rules, goods: [...EU_ARRIVALS.goods, { goods: 'beer', red: 'any' } as const] };
    const asked = run([...MATCHED, { ...SAUSAGES_MADE, beside: { ...beside, rules: more } }], DECLARING);
    expect(asked.lane.evidence.declarationBeside?.candidate).toBeUndefined();
  });

  it('goes to the desk with goods that do not pass, also where there is a red lane; the report has the channel alone', () => {
    const why: LaneEvent = { kind: 'goods-refused', why: 'used' };
    for (const asking of [DECLARING, WITH_RED_LANE]) {
      const { declaration } = asking;
      if (declaration === undefined) throw new Error('the policy asks');
      const policy: Policy = { ...asking, declaration: { ...declaration, goodsCodes: 'online' } };
      expect(policySchema.safeParse(policy).success).toBe(true);
      const { lane, effects, phase } = run([...MATCHED, why], policy);
      expect([phase, effects.slice(-2).map(({ kind }) => kind)]).toEqual(['deciding', ['cancel-step', 'commit-match']]);
      expect(decide(lane.evidence, policy)).toMatchObject({ outcome: 'referred', reasons: ['goods-declared'] });
      expect(Object.keys(declarationFacts(lane.evidence, policy) ?? {}).sort()).toEqual([
        'channel',
        'rules',
        'rulesDigest',
      ]);
      const referred = run([{ kind: 'match-committed', outcome: 'referred' }], policy, lane);
      expect(referred.effects).toEqual([{ kind: 'forget', captures: 'destroy' }]);
      expect(customsOf(referred.lane, policy)).toMatchObject({ goods: 'used' });
      // A policy without such codes has no such goods
      expect(run([...MATCHED, why], asking).phase).toBe('declaration');
    }
  });

  it('is skipped under a policy without rules', () => {
    const { declaration: _, ...without } = DECLARING;
    expect(policySchema.safeParse(DECLARING).success).toBe(true);
    expect(policySchema.safeParse(without).success).toBe(false);
    const unasked = { ...DECLARING, requiredChecks: DECLARING.requiredChecks.filter((name) => name !== 'declaration') };
    expect(policySchema.safeParse(unasked).success).toBe(false);
    for (const redChannel of [
      { kind: 'customs-desk' },
      { kind: 'customs-desk', desk: 'by the exit' },
      { kind: 'none' },
    ]) {
      expect(policySchema.safeParse({ ...DECLARING, declaration: { rules: EU_ARRIVALS, redChannel } }).success).toBe(
        false,
      );
    }
  });

  it('is accepted once, and only with an answer to the policy’s rules', () => {
    const other: LaneEvent = { kind: 'declaration-made', answer: { ...NOTHING, rules: 'eu-arrivals-0' } };
    expect(run([...MATCHED, other], DECLARING).phase).toBe('declaration');
    const once = run([...MATCHED, NOTHING_MADE], DECLARING);
    expect([once.phase, once.lane.evidence.declaration]).toEqual(['deciding', 'green']);
    const twice = run([SAUSAGES_MADE], DECLARING, once.lane);
    expect([twice.effects, twice.lane.evidence.declaration]).toEqual([[], 'green']);
  });

  it.each([0, 1, 2, 3, 4])('has no effect before its step: after %i events', (count) => {
    const before = run(MATCHED.slice(0, count), DECLARING);
    expect(run([NOTHING_MADE], DECLARING, before.lane)).toMatchObject({ effects: [], phase: before.phase });
  });

  it('is not stored: the lane keeps the channel but not the goods', () => {
    const { lane } = run([...MATCHED, SAUSAGES_MADE], DECLARING);
    expect(JSON.stringify(lane)).not.toContain('commercial');
    expect(lane.evidence.declaration).toBe('red');
  });

  it('allows the traveller to choose the desk', () => {
    const { lane, effects } = run([...MATCHED, { kind: 'desk-chosen' }], DECLARING);
    expect(lane.evidence.interruption).toBe('traveller-chose-desk');
    expect(effects.at(-1)?.kind).toBe('commit-match');
  });

  it('can be extended ten times before the transaction ends', () => {
    let { lane } = run(MATCHED, DECLARING);
    expect(timeoutOf(lane)).toBe(PHASE_TIMEOUTS_MS.declaration);
    for (let count = 0; count < MAX_EXTENSIONS; count++) {
      ({ lane } = run([{ kind: 'timed-out' }], DECLARING, lane));
      expect(lane.state).toMatchObject({ phase: 'declaration', asked: 'meanwhile' });
      expect(timeoutOf(lane)).toBe(PHASE_TIMEOUTS_MS.answer);
      ({ lane } = run([{ kind: 'more-time' }], DECLARING, lane));
    }
    ({ lane } = run([{ kind: 'timed-out' }], DECLARING, lane));
    expect([lane.state.phase, lane.evidence.interruption]).toEqual(['deciding', 'timed-out']);
  });

  it('is accepted while the lane asks for more time', () => {
    expect(run([...MATCHED, { kind: 'timed-out' }, NOTHING_MADE], DECLARING).phase).toBe('deciding');
  });

  it.each([
    ['goods alone', [SAUSAGES_MADE], 'destroy'],
    ['the desk, chosen in this step', [{ kind: 'desk-chosen' }], 'keep-for-officer'],
    [
      'goods, with a gate that failed in the meantime',
      [{ kind: 'fault-raised', fault: 'gate' }, SAUSAGES_MADE],
      'keep-for-officer',
    ],
    [
      'goods, with a report that could not be signed',
      [SAUSAGES_MADE, { kind: 'commit-failed', why: 'unsigned' }],
      'keep-for-officer',
    ],
  ] as [string, LaneEvent[], string][])(
    'keeps captures for an officer only in doubt: %s',
    (_name, events, captures) => {
      const { lane, effects } = run(
        [...MATCHED, ...events, { kind: 'match-committed', outcome: 'referred' }],
        DECLARING,
      );
      expect(lane.state.phase).toBe('referred');
      expect(effects.at(-1)).toEqual({ kind: 'forget', captures });
    },
  );

  it('ends in an emergency like every step', () => {
    const { lane, effects } = run([...MATCHED, { kind: 'emergency-ordered' }], DECLARING);
    expect(lane.evidence.interruption).toBe('lane-emergency');
    expect(effects.slice(-3).map(({ kind }) => kind)).toEqual(['hold-gate-open', 'cancel-step', 'commit-match']);
  });
});

describe('the decision about a declaration', () => {
  const decided = (declaration: 'green' | 'red' | undefined, policy: Policy) => {
    const evidence = { ...GOOD_EVIDENCE, declaration };
    const { outcome, reasons } = decide(evidence, policy);
    return { outcome, reasons, facts: declarationFacts(evidence, policy) };
  };
  const facts = (channel: string) => ({ channel, rules: 'eu-arrivals-1', rulesDigest: rulesDigest(EU_ARRIVALS) });

  it.each([
    ['green', DECLARING, 'cleared', []],
    ['red', DECLARING, 'referred', ['goods-declared']],
    ['green', WITH_RED_LANE, 'cleared', []],
    ['red', WITH_RED_LANE, 'cleared', []],
  ] as const)('%s', (channel, policy, outcome, reasons) => {
    expect(decided(channel, policy)).toEqual({ outcome, reasons, facts: facts(channel) });
  });

  it('never clears without a declaration, and reports none without one', () => {
    expect(decided(undefined, DECLARING)).toMatchObject({ outcome: 'referred', facts: undefined });
    expect(decided(undefined, WITH_RED_LANE).outcome).toBe('referred');
  });

  it.each([
    [DECLARING, 'referred', { kind: 'desk', desk: 'C1' }],
    [WITH_RED_LANE, 'cleared', { kind: 'red-lane' }],
  ] as const)('shows the way to customs only to a traveller with goods', (policy, outcome, customs) => {
    const shownTo = (event: LaneEvent, committed: typeof outcome) => {
      const { lane } = run([...MATCHED, event, { kind: 'match-committed', outcome: committed }], policy);
      return customsOf(lane, policy);
    };
    expect(shownTo(SAUSAGES_MADE, outcome)).toEqual({ customs });
    expect(shownTo(NOTHING_MADE, 'cleared')).toEqual({});
    expect(shownTo({ kind: 'desk-chosen' }, 'referred')).toEqual({});
    expect(customsOf(run(MATCHED, policy).lane, policy)).toEqual({ declaration: EU_ARRIVALS });
    expect(customsOf(run(TO_FACE, policy).lane, policy)).toEqual({});
  });
});
