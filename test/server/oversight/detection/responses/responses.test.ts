/** Reversible acts at findings: proposed by a rule, confirmed by a person, ended by themselves. */
import { describe, expect, it } from 'vitest';
import { kioskIdSchema } from '../../../../../server/contract/field.ts';
import type { WriteQueue } from '../../../../../server/platform/database/write-queue.ts';
import { STUCK_AFTER_MS } from '../../../../../server/oversight/detection/responses/vocabulary.ts';
import { everySiteKeepsHalf } from '../../../../../server/oversight/detection/responses/safety.ts';
import { judgeAct, judgeAnywhere } from '../../../../../server/platform/access/judge.ts';
import { personIdSchema, ROLES, siteIdSchema } from '../../../../../server/platform/access/vocabulary.ts';
import { insertOrder, listPendingOrders, settleOrder } from '../../../../../server/lanes/orders/order-table.ts';
import { duty, NOON, principal } from '../../../platform/access/fixtures/principals.ts';
import { kioskIdOf } from '../../../fixtures/sample-report.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { responseBench } from './bench.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A bench with an officer who is the subject, colleagues, and a proposed end of the officer's sessions. */
async function proposed() {
  const bench = await responseBench();
  await bench.employ('p-otto', 'officer');
  await bench.employ('p-olga', 'officer');
  const id = String(await bench.find());
  return { ...bench, id };
}

describe('a response', () => {
  it('is proposed once for a finding whose rule names one, and for no other', async () => {
    const { find, all } = await proposed();
    expect(await find()).toBeUndefined();
    expect(await find({ rule: 'forked-sequence', nextStep: 'take-lane-out-of-service' })).toBeUndefined();
    expect(await find({ rule: 'decides-for-one-person', nextStep: 'review-approvals' })).toBeUndefined();
    expect(await find({ rule: 'acts-at-unusual-time', nextStep: 'compare-with-roster' })).toEqual(expect.any(String));
    expect((await all()).map(({ kind }) => kind).sort()).toEqual(['end-sessions', 'require-step-up']);
  });

  it('is not proposed for a finding of a history that is read again', async () => {
    const { find, clock } = await responseBench();
    expect(await find({ at: clock.wallMs() - 2 * HOUR_MS })).toBeUndefined();
  });

  it('takes effect when another person confirms it, and once', async () => {
    const { id, step, move, sessions, restrictions, announced, byId, state } = await proposed();
    await move();
    expect([await state(id), await sessions('p-otto')]).toEqual(['proposed', 1]);
    expect(await step(id, 'confirm', 'p-otto')).toBe('another-person-required');
    expect(await step(id, 'confirm')).toBe('confirmed');
    await move();
    await move();
    expect([await state(id), await sessions('p-otto'), await sessions('p-olga')]).toEqual(['in-force', 0, 1]);
    expect(announced).toEqual(['session-of-p-otto']);
    expect(await restrictions()).toEqual(['p-otto']);
    expect(await byId(id)).toMatchObject({ confirmedBy: 'p-sara' });
    expect(await step(id, 'confirm', 'p-sven')).toBe('proposal-settled');
    expect(await step(id, 'decline', 'p-sven')).toBe('proposal-settled');
  });

  it('is confirmed by one of two people who press at the same moment', async () => {
    const { id, step } = await proposed();
    const answers = await Promise.all([step(id, 'confirm', 'p-sara'), step(id, 'confirm', 'p-sven')]);
    expect(answers.sort()).toEqual(['confirmed', 'proposal-settled']);
  });

  it('expires without a confirmation, and is then not confirmed any more', async () => {
    const { id, step, clock, move, byId, sessions } = await proposed();
    clock.turn(15 * MINUTE_MS);
    expect(await step(id, 'confirm')).toBe('proposal-expired');
    await move();
    expect(await byId(id)).toMatchObject({ endedBecause: 'expired', endedBy: null, effectAt: null });
    expect(await sessions('p-otto')).toBe(1);
    expect(await step(id, 'confirm')).toBe('proposal-settled');
  });

  it('ends by itself, and earlier in one act, but not by its subject', async () => {
    const { id, step, clock, move, byId, restrictions, find } = await proposed();
    await step(id, 'confirm');
    await move();
    expect(await step(id, 'take-back', 'p-otto')).toBe('another-person-required');
    clock.turn(9 * HOUR_MS);
    await move();
    expect(await byId(id)).toMatchObject({ endedBecause: 'over', endedBy: null });
    const second = String(await find());
    await step(second, 'confirm');
    await move();
    expect(await step(second, 'take-back', 'p-sven')).toBe('ended');
    expect(await byId(second)).toMatchObject({ endedBecause: 'taken-back', endedBy: 'p-sven' });
    expect(await restrictions()).toEqual([]);
    expect(await step(second, 'take-back', 'p-sven')).toBe('proposal-settled');
  });

  it('has no effect when it is taken back before the effect', async () => {
    const { id, step, move, sessions, byId } = await proposed();
    await step(id, 'confirm');
    await Promise.all([step(id, 'take-back'), move()]);
    await move();
    const ended = await byId(id);
    expect(ended.endedBecause).toBe('taken-back');
    // The order of the two decides, and the record tells which came first
    expect(await sessions('p-otto')).toBe(ended.effectAt === null ? 1 : 0);
  });

  it('takes effect exactly once when the server stops between confirmation and effect, or before its answer', async () => {
    const { id, step, move, sessions, restrictions, context, state } = await proposed();
    await step(id, 'confirm');
    const refused = { run: () => Promise.reject(new Error('the power failed')) };
    await expect(move({ queue: refused })).rejects.toThrow('the power failed');
    expect([await state(id), await sessions('p-otto')]).toEqual(['confirmed', 1]);
    const lost = {
      run: async (work: Parameters<WriteQueue['run']>[0]) => {
        await context.queue.run(work);
        throw new Error('the power failed');
      },
    };
    await expect(move({ queue: lost })).rejects.toThrow('the power failed');
    await move();
    expect([await state(id), await sessions('p-otto'), await restrictions()]).toEqual(['in-force', 0, ['p-otto']]);
  });

  it('about an unknown subject ends with an alarm', async () => {
    const { find, step, move, byId, alarmKinds } = await responseBench();
    const id = String(await find({ entity: { kind: 'person', id: 'p-nemo' } }));
    expect(await step(id, 'confirm')).toBe('confirmed');
    await move();
    expect(await byId(id)).toMatchObject({ endedBecause: 'no-subject', effectAt: null });
    expect(await alarmKinds()).toEqual(['response-stuck end-sessions/person']);
    expect(await step(id, 'take-back')).toBe('proposal-settled');
  });

  it('that a policy starts at once is taken back without a confirmation', async () => {
    const { decide, find, move, restrictions, employ, clock, byId, state, step } = await responseBench();
    await employ('p-otto', 'officer');
    await decide({ atOnce: ['require-step-up'] });
    const id = String(await find({ rule: 'acts-at-unusual-time', nextStep: 'compare-with-roster' }));
    await move();
    expect([await state(id), await restrictions()]).toEqual(['started', ['p-otto']]);
    clock.turn(15 * MINUTE_MS);
    await move();
    expect(await byId(id)).toMatchObject({ endedBecause: 'unconfirmed', confirmedAt: null });
    expect(await restrictions()).toEqual([]);
    const second = String(await find({ rule: 'acts-at-unusual-time', nextStep: 'compare-with-roster' }));
    await move();
    expect(await step(second, 'confirm')).toBe('confirmed');
    clock.turn(15 * MINUTE_MS);
    await move();
    expect([await state(second), await restrictions()]).toEqual(['in-force', ['p-otto']]);
  });
});

describe('the limits of responses', () => {
  it('keep the last security officer and the last administrator who could act', async () => {
    const { employ, find, step } = await responseBench();
    await employ('p-sara', 'security-officer');
    await employ('p-anna', 'administrator');
    const ends = async (person: string) => String(await find({ entity: { kind: 'person', id: person } }));
    expect(await step(await ends('p-sara'), 'confirm', 'p-sven')).toBe('last-reachable');
    const id = await ends('p-anna');
    expect(await step(id, 'confirm')).toBe('last-reachable');
    await employ('p-adam', 'administrator');
    expect(await step(id, 'confirm')).toBe('confirmed');
    expect(await step(await ends('p-adam'), 'confirm')).toBe('last-reachable');
  });

  it('keep half of the officers of a site in a flood of findings, also where a policy starts at once', async () => {
    const { employ, decide, find, move, sessions, step, all } = await responseBench();
    const officers = Array.from({ length: 8 }, (_, index) => `p-officer-${index}`);
    for (const one of officers) await employ(one, 'officer');
    await decide({ atOnce: ['end-sessions', 'pause-grants'], mostActive: 20 });
    for (const id of officers) await find({ entity: { kind: 'person', id } });
    await move();
    const open = async () => (await Promise.all(officers.map(sessions))).filter((count) => count > 0).length;
    // Three start at once within an hour; the others wait for a person
    expect(await open()).toBe(5);
    const answers: string[] = [];
    for (const { id, atOnce } of await all()) if (!atOnce) answers.push(await step(id, 'confirm'));
    await move();
    expect(answers.sort()).toEqual(['confirmed', ...Array.from({ length: 4 }, () => 'site-would-close')]);
    expect(await open()).toBe(4);
  });

  it('ask a second person when many responses are active', async () => {
    const { employ, decide, find, step } = await responseBench();
    await decide({ mostActive: 1 });
    for (const one of ['p-otto', 'p-olga', 'p-omar', 'p-oona']) await employ(one, 'officer');
    const [first, second] = [String(await find()), String(await find({ entity: { kind: 'person', id: 'p-olga' } }))];
    expect(await step(first, 'confirm')).toBe('confirmed');
    expect(await step(second, 'confirm')).toBe('half');
    expect(await step(second, 'confirm')).toBe('another-person-required');
    expect(await step(second, 'confirm', 'p-sven')).toBe('confirmed');
  });

  it('count a person who works at two sites at both', () => {
    const person = (id: string, ...sites: readonly string[]) => ({
      personId: personIdSchema.parse(id),
      sites: sites.map((site) => siteIdSchema.parse(site)),
    });
    const duties = [person('p-a', 'north', 'south'), person('p-b', 'north'), person('p-c', 'south')];
    expect(everySiteKeepsHalf(duties, new Set(), 'p-a')).toBe(true);
    expect(everySiteKeepsHalf(duties, new Set(['p-c']), 'p-a')).toBe(false);
    expect(everySiteKeepsHalf(duties, new Set(['p-c']), 'p-b')).toBe(true);
    expect(everySiteKeepsHalf(duties, new Set(), 'p-stranger')).toBe(true);
  });
});

describe('insiders', () => {
  it('of each role but one neither confirm, decline nor take back, and none decides the policy alone', () => {
    for (const role of ROLES) {
      const who = principal([duty(role)], { steppedUpAt: NOON });
      for (const act of ['response.decide', 'response.take-back', 'response-policy.propose'] as const)
        expect([role, act, judgeAnywhere(who, act, NOON).kind]).toEqual([
          ...[role, act],
          role === 'security-officer' ? 'allowed' : 'refused',
        ]);
      expect(judgeAct(who, 'response-policy.approve', { proposedBy: who.personId }, NOON).kind).toBe('refused');
      const stale = principal([duty(role)], { steppedUpAt: NOON - HOUR_MS });
      expect(judgeAnywhere(stale, 'response.take-back', NOON).kind).toBe('refused');
    }
  });
});

describe('a response about a lane', () => {
  const about = { rule: 'forked-sequence', nextStep: 'take-lane-out-of-service' } as const;

  it('asks an officer for the order, raises an alarm when none follows, and asks again for the return', async () => {
    const bench = await responseBench();
    const { find, step, move, state, clock, alarmKinds, context } = bench;
    await bench.enrol(...['north-1', 'north-2'].map((id, index) => testKiosk(kioskIdOf(id), index + 1)));
    const obey = async (kind: 'take-out-of-service' | 'return-to-service') => {
      const at = clock.wallMs();
      const digest = `${kind}-${at}`;
      await context.queue.run(async (transaction) => {
        await insertOrder(transaction, {
          ...{ digest, kioskId: kioskIdSchema.parse('north-1'), transactionId: null, kind, assertion: null },
          ...{
            persons: [{ id: personIdSchema.parse('p-olga'), role: 'officer' }],
            issuedAt: at,
            expires: at + HOUR_MS,
          },
          ...{ payload: new Uint8Array(1), signature: new Uint8Array(1) },
        });
        await settleOrder(transaction, digest, { state: 'obeyed', refusal: null }, { at, sequence: 1 });
      });
    };
    const id = String(await find({ ...about, entity: { kind: 'lane', id: 'north-1' } }));
    const other = String(await find({ ...about, entity: { kind: 'lane', id: 'north-2' } }));
    expect(await step(id, 'confirm')).toBe('confirmed');
    expect(await step(other, 'confirm')).toBe('site-would-close');
    await move();
    expect(await state(id)).toBe('confirmed');
    expect(await listPendingOrders(context.knex)).toEqual([]);
    expect(await alarmKinds()).toEqual(['lane-order-asked order/take-out-of-service']);
    clock.turn(STUCK_AFTER_MS);
    await move();
    await move();
    const stuck = 'response-stuck take-lane-out-of-service/lane';
    expect(await alarmKinds()).toEqual(['lane-order-asked order/take-out-of-service', stuck]);
    await obey('take-out-of-service');
    await move();
    expect(await state(id)).toBe('in-force');
    expect(await step(id, 'take-back')).toBe('ended');
    await move();
    expect(await state(id)).toBe('returning');
    expect(await alarmKinds()).toContain('lane-order-asked order/return-to-service');
    clock.turn(MINUTE_MS);
    await obey('return-to-service');
    await move();
    expect(await state(id)).toBe('ended');
  });

  it('ends when no officer gives the order', async () => {
    const { enrol, find, step, move, byId, clock } = await responseBench();
    await enrol(...['north-1', 'north-2'].map((id, index) => testKiosk(kioskIdOf(id), index + 1)));
    const id = String(await find({ ...about, entity: { kind: 'lane', id: 'north-1' } }));
    await step(id, 'confirm');
    clock.turn(25 * HOUR_MS);
    await move();
    expect(await byId(id)).toMatchObject({ endedBecause: 'over', effectAt: null });
  });
});
