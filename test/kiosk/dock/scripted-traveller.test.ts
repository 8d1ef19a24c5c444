import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import type { LaneSimulation } from '../../../hardware/simulation/lane-simulation.ts';
import { judgeDeclaration } from '../../../kiosk/rules/declaration/judge-declaration.ts';
import { type DeclarationRules, EU_ARRIVALS } from '../../../server/contract/rules/questions.ts';
import { policySchema } from '../../../kiosk/rules/decision/policy.ts';
import { DEMONSTRATION_POLICY } from '../../../kiosk/dock/demonstration-policy.ts';
import { travellerRequestSchema } from '../../../kiosk/dock/dock-messages.ts';
import { type Declares, followLane } from '../../../kiosk/dock/scripted-traveller.ts';
import type { LaneEvent } from '../../../kiosk/lane/state-machine/lane.ts';
import type { LaneView } from '../../../kiosk/lane/state-machine/lane-view.ts';
import type { LaneRunner } from '../../../kiosk/lane/state-machine/runner.ts';

const RESTRICTED: DeclarationRules = {
  ...EU_ARRIVALS,
  id: 'restricted-1',
  goods: [{ goods: 'restricted', red: 'any' }],
};

/** The answer of a scripted traveller to these rules. */
async function answerOf(rules: DeclarationRules, declares?: Declares) {
  const clock = turnedClock();
  const said: LaneEvent[] = [];
  let view = { phase: 'face' } as LaneView;
  let notify = () => {};
  followLane({
    lane: {
      view: () => view,
      onChange: (listener: () => void) => ((notify = listener), () => undefined),
      dispatch: (event: LaneEvent) => void said.push(event),
    } as unknown as LaneRunner,
    simulation: {} as LaneSimulation,
    clock,
    touch: () => undefined,
    ...(declares !== undefined && { declares }),
  });
  view = { phase: 'declaration', declaration: rules } as LaneView;
  notify();
  expect(said).toEqual([]);
  await clock.advance(60_000);
  expect(said).toHaveLength(1);
  const [event] = said;
  if (event?.kind !== 'declaration-made') throw new Error('the traveller made no declaration');
  return judgeDeclaration(rules, event.answer, undefined)?.channel;
}

describe('a scripted traveller with a customs declaration', () => {
  it.each([
    ['nothing by default', EU_ARRIVALS, undefined, 'green'],
    ['nothing', EU_ARRIVALS, 'nothing', 'green'],
    ['more than the limit', EU_ARRIVALS, 'goods', 'red'],
    ['prohibited goods', RESTRICTED, 'goods', 'red'],
  ] as const)('declares %s', async (_what, rules, declares, channel) => {
    expect(await answerOf(rules, declares)).toBe(channel);
  });
  it('is selected by a request with a known value, and by no other', () => {
    const request = { scene: { subject: { kind: 'nobody' } }, document: { holder: 'alpha' } };
    for (const declares of [undefined, 'nothing', 'goods']) {
      const asked = { ...request, ...(declares !== undefined && { declares }) };
      expect(travellerRequestSchema.safeParse(asked).success).toBe(true);
    }
    for (const declares of [null, '', 'sausages', true, ['goods']]) {
      expect(travellerRequestSchema.safeParse({ ...request, declares }).success).toBe(false);
    }
  });
});

describe('the policy of the demonstration', () => {
  it('is accepted by a lane, and requires a declaration', () => {
    expect(policySchema.parse(DEMONSTRATION_POLICY)).toEqual(DEMONSTRATION_POLICY);
    expect(DEMONSTRATION_POLICY.requiredChecks).toContain('declaration');
  });
});

describe('a scripted traveller at the token step', () => {
  async function doesWith(token: string | undefined) {
    const clock = turnedClock();
    const touched: string[] = [];
    const shown: unknown[] = [];
    let view = { phase: 'document' } as LaneView;
    let notify = () => {};
    followLane({
      lane: {
        view: () => view,
        onChange: (listener: () => void) => ((notify = listener), () => undefined),
      } as unknown as LaneRunner,
      simulation: { setToken: (held: unknown) => void shown.push(held) } as unknown as LaneSimulation,
      clock,
      touch: (touch) => void touched.push(touch),
      token,
    });
    view = { phase: 'token' } as LaneView;
    notify();
    await clock.advance(60_000);
    const before = [...touched];
    view = { phase: 'token', hint: 'token-again' } as LaneView;
    notify();
    notify();
    await clock.advance(60_000);
    return { shown, before, touched };
  }

  it('shows the code, and continues without it if it was refused', async () => {
    expect(await doesWith('PT1:CODE')).toEqual({
      shown: [{ kind: 'code', text: 'PT1:CODE' }],
      before: [],
      touched: ['without-token'],
    });
  });

  it('continues without a code if there is none', async () => {
    const { shown, before } = await doesWith(undefined);
    expect([shown, before]).toEqual([[], ['without-token']]);
  });

  it('receives yes or no in the request, and never a code', () => {
    const wish = { scene: { subject: { kind: 'nobody' } }, document: { holder: 'alpha' } };
    expect(travellerRequestSchema.parse({ ...wish, token: false }).token).toBe(false);
    expect(travellerRequestSchema.safeParse({ ...wish, token: 'PT1:CODE' }).success).toBe(false);
  });
});
