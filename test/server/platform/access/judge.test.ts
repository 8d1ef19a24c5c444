import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESS_TABLE } from '../../../../server/platform/access/access-table.ts';
import {
  actsOf,
  coverageOf,
  judgeAct,
  judgeAnywhere,
  STEP_UP_LASTS_MS,
} from '../../../../server/platform/access/judge.ts';
import type { Duty, Principal, Target } from '../../../../server/platform/access/principal.ts';
import type { Shift } from '../../../../server/platform/access/shift.ts';
import { ACTS, ROLES, type Act } from '../../../../server/platform/access/vocabulary.ts';
import { duty, HOUR_MS, kiosk, NOON, person, principal, site } from './fixtures/principals.ts';

const HERE: Target = { site: site('north'), kioskId: kiosk('north-1') };

const codeOf = (who: Principal | undefined, act: Act, target: Target = HERE, now = NOON) => {
  const judgement = judgeAct(who, act, target, now);
  return judgement.kind === 'allowed' ? 'allowed' : judgement.code;
};

describe('judgement of an act', () => {
  it('refuses a person without a session, and a person without a duty', () => {
    for (const act of ACTS) {
      expect(codeOf(undefined, act)).toBe('not-signed-in');
      expect(codeOf(principal([]), act)).toBe('not-entitled');
    }
  });
  it('allows the roles that the table names, and no other', () => {
    for (const act of ACTS) {
      for (const role of ROLES) {
        const who = principal([duty(role)], { steppedUpAt: NOON });
        const allowed = ACCESS_TABLE[act].roles[role] !== undefined;
        expect([act, role, codeOf(who, act, { ...HERE, proposedBy: person('p-berta') })]).toEqual([
          act,
          role,
          allowed ? 'allowed' : 'not-entitled',
        ]);
      }
    }
  });
  it.each<readonly [string, Partial<Duty>]>([
    ['duty-over', { validUntil: NOON }],
    ['duty-not-begun', { validFrom: NOON + 1 }],
    ['training-lapsed', { trainingValidUntil: NOON }],
    ['off-shift', { shifts: [{ days: [3], from: '13:00', until: '21:00', timeZone: 'UTC' }] }],
    ['out-of-scope', { sites: [site('south')] }],
    ['out-of-scope', { lanes: [kiosk('north-2')] }],
    ['duty-over', { validUntil: Number.NaN }],
    ['training-lapsed', { trainingValidUntil: Number.NaN }],
    ['allowed', { sites: [site('north')], lanes: [kiosk('north-1')] }],
  ])('answers %s for a duty with %j', (code, differences) => {
    expect(codeOf(principal([duty('officer', differences)]), 'outcomes.see')).toBe(code);
  });
  it('follows the clock: before a duty, in its last millisecond, at its end', () => {
    const who = principal([duty('officer', { validFrom: NOON, validUntil: NOON + 10, trainingValidUntil: NOON + 5 })]);
    const at = (ms: number) => codeOf(who, 'outcomes.see', HERE, NOON + ms);
    expect([-1, 0, 4, 5, 9, 10].map(at)).toEqual([
      'duty-not-begun',
      'allowed',
      'allowed',
      'training-lapsed',
      'training-lapsed',
      'duty-over',
    ]);
  });
  it('answers out-of-scope for an act about an unknown lane', () => {
    const local = principal([duty('officer', { sites: [site('north')] })]);
    expect(codeOf(local, 'referral.take', {})).toBe('out-of-scope');
    expect(codeOf(local, 'referral.take', { kioskId: kiosk('north-1') })).toBe('out-of-scope');
  });
  it('lets a supervisor reach all lanes of the site, not only those in the duty', () => {
    const own = { sites: [site('north')], lanes: [kiosk('north-2')] };
    expect(codeOf(principal([duty('supervisor', own)]), 'referral.review')).toBe('allowed');
    expect(codeOf(principal([duty('officer', own)]), 'referral.take')).toBe('out-of-scope');
  });
  it('requires a step-up within the last minutes, and none in the future', () => {
    const after = (steppedUpAt: number | null) =>
      codeOf(principal([duty('administrator')], { steppedUpAt }), 'people.disable');
    expect(after(null)).toBe('step-up-required');
    expect(after(NOON)).toBe('allowed');
    expect(after(NOON - STEP_UP_LASTS_MS + 1)).toBe('allowed');
    expect(after(NOON - STEP_UP_LASTS_MS)).toBe('step-up-required');
    expect(after(NOON + 1)).toBe('step-up-required');
  });
  it('requires a later proof for every act under a restriction, and again after an hour', () => {
    const after = (steppedUpAt: number | null, now = NOON) => {
      const who = principal([duty('officer')], { steppedUpAt, proofRequiredSince: NOON - 1_000 });
      expect(actsOf(who, now)).toContain('evidence.see');
      return codeOf(who, 'referral.take', HERE, now);
    };
    expect(after(null)).toBe('step-up-required');
    expect(after(NOON - 1_001)).toBe('step-up-required');
    expect(after(NOON + 1)).toBe('step-up-required');
    expect(after(NOON - 1_000)).toBe('allowed');
    expect(after(NOON, NOON + HOUR_MS - 1)).toBe('allowed');
    expect(after(NOON, NOON + HOUR_MS)).toBe('step-up-required');
  });
  it('asks for a step-up only where nothing else is missing', () => {
    const lapsed = principal([duty('administrator', { trainingValidUntil: NOON })]);
    expect(codeOf(lapsed, 'people.disable')).toBe('training-lapsed');
  });
  it('refuses approval by the proposer, and approval without a proposal', () => {
    const who = principal([duty('administrator')], { steppedUpAt: NOON });
    expect(codeOf(who, 'duty.approve', {})).toBe('another-person-required');
    expect(codeOf(who, 'duty.approve', { proposedBy: who.personId })).toBe('another-person-required');
    expect(codeOf(who, 'duty.approve', { proposedBy: person('p-berta') })).toBe('allowed');
  });
  it('refuses incompatible duties, even if one of them allows the act', () => {
    const both = principal([duty('officer'), duty('auditor')]);
    expect(codeOf(both, 'outcomes.see')).toBe('duties-incompatible');
    expect(codeOf(both, 'audit.see')).toBe('duties-incompatible');
    const oneAfterTheOther = principal([duty('officer', { validUntil: NOON }), duty('auditor')]);
    expect(codeOf(oneAfterTheOther, 'audit.see')).toBe('allowed');
  });
  it('exercises the duty that allows the act', () => {
    const elsewhere = duty('officer', { sites: [site('south')] });
    const here = duty('supervisor', { sites: [site('north')] });
    const who = principal([elsewhere, here]);
    expect(judgeAct(who, 'referral.take', HERE, NOON)).toEqual({ kind: 'allowed', duty: here });
  });
});

describe('judgement of a list', () => {
  it('narrows it to the reach of the duties', () => {
    const who = principal([
      duty('officer', { sites: [site('north')], lanes: [kiosk('north-1')] }),
      duty('supervisor', { sites: [site('south')] }),
      duty('supervisor', { sites: [site('east')], validUntil: NOON }),
    ]);
    expect(judgeAnywhere(who, 'outcomes.see', NOON).kind).toBe('allowed');
    const covers = coverageOf(who, 'outcomes.see', NOON);
    expect(covers(HERE)).toBe(true);
    expect(covers({ site: site('north'), kioskId: kiosk('north-2') })).toBe(false);
    expect(covers({ site: site('south'), kioskId: kiosk('south-9') })).toBe(true);
    expect(covers({ site: site('east'), kioskId: kiosk('east-1') })).toBe(false);
    expect(covers({})).toBe(false);
  });
});

describe('menu of acts', () => {
  it('contains acts that need a step-up, and none of another role', () => {
    const acts = actsOf(principal([duty('officer')]), NOON);
    expect(acts).toContain('evidence.see');
    expect(acts).not.toContain('duty.propose');
    expect(actsOf(principal([duty('officer', { trainingValidUntil: NOON })]), NOON)).toEqual([]);
  });
});

const sites = fc.constantFrom('all' as const, [site('north')], [site('south')], []);
const lanes = fc.constantFrom('all' as const, [kiosk('north-1')], [kiosk('south-1')]);
const time = fc.integer({ min: NOON - 2 * HOUR_MS, max: NOON + 2 * HOUR_MS });
const shifts = fc.constantFrom<readonly Shift[]>(
  [],
  [{ days: [3], from: '11:00', until: '13:00', timeZone: 'UTC' }],
  [{ days: [4], from: '11:00', until: '13:00', timeZone: 'UTC' }],
);
const arbitraryDuty = fc
  .record({
    role: fc.constantFrom(...ROLES),
    sites,
    lanes,
    shifts,
    validFrom: time,
    validUntil: time,
    trainingValidUntil: time,
  })
  .map(({ role, ...rest }) => duty(role, rest));
const arbitraryPrincipal = fc
  .record({ duties: fc.array(arbitraryDuty, { maxLength: 4 }), steppedUpAt: fc.option(time) })
  .map(({ duties, steppedUpAt }) => principal(duties, { steppedUpAt }));
const arbitraryTarget = fc.constantFrom<Target>({}, HERE, { site: site('south'), kioskId: kiosk('south-1') });
const act = fc.constantFrom(...ACTS);

describe('judgement with random duties', () => {
  it('allows only with a duty whose role the table names, in force and trained', () => {
    fc.assert(
      fc.property(arbitraryPrincipal, act, arbitraryTarget, (who, act, target) => {
        const judgement = judgeAct(who, act, target, NOON);
        if (judgement.kind === 'refused') return;
        const { duty } = judgement;
        expect(who.duties).toContain(duty);
        expect(ACCESS_TABLE[act].roles[duty.role]).toBeDefined();
        expect(duty.validFrom <= NOON && NOON < duty.validUntil && NOON < duty.trainingValidUntil).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
  it('never allows more when a duty is shortened, narrowed or removed', () => {
    const less = fc.constantFrom<(duty: Duty) => Duty[]>(
      () => [],
      (one) => [{ ...one, validUntil: Math.min(one.validUntil, NOON - 1) }],
      (one) => [{ ...one, trainingValidUntil: NOON }],
      (one) => [{ ...one, sites: [] }],
      (one) => [{ ...one, lanes: [] }],
    );
    fc.assert(
      fc.property(arbitraryPrincipal, act, arbitraryTarget, less, (who, act, target, lessen) => {
        // All with one role, so that no duty excludes another.
        const [first] = who.duties;
        const duties = who.duties.filter((one) => one.role === first?.role);
        const lessened = { ...who, duties: [...duties.slice(0, -1), ...duties.slice(-1).flatMap(lessen)] };
        if (judgeAct(lessened, act, target, NOON).kind === 'allowed') {
          expect(judgeAct({ ...who, duties }, act, target, NOON).kind).toBe('allowed');
        }
        const before = judgeAct({ ...who, duties, steppedUpAt: null }, act, target, NOON);
        if (before.kind === 'allowed') expect(judgeAct({ ...who, duties }, act, target, NOON).kind).toBe('allowed');
      }),
      { numRuns: 2_000 },
    );
  });
  it('reaches through a list only lanes that it allows singly', () => {
    fc.assert(
      fc.property(arbitraryPrincipal, act, arbitraryTarget, (who, act, target) => {
        const stepped = { ...who, steppedUpAt: NOON };
        const proposed = { ...target, proposedBy: person('p-berta') };
        expect(coverageOf(who, act, NOON)(target)).toBe(judgeAct(stepped, act, proposed, NOON).kind === 'allowed');
      }),
      { numRuns: 2_000 },
    );
  });
});
