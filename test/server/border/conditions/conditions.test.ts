import express from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { watchDrift } from '../../../../kiosk/main/readiness/watch-drift.ts';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import type { ConditionsAnswer } from '../../../../server/border/conditions/answers.ts';
import { conditionRoutes } from '../../../../server/border/conditions/condition-routes.ts';
import { RAISED_EVERY_MS, watchConditions } from '../../../../server/border/conditions/watch-conditions.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { Drift } from '../../../../server/contract/readiness-vocabulary.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import type { LaneStatus } from '../../../../server/contract/status.ts';
import type { LanePhase } from '../../../../server/contract/vocabulary.ts';
import { answerErrors, answerNotFound } from '../../../../server/platform/http/errors.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import { CONFIRM_WITHIN_MS } from '../../../../server/lanes/orders/issue-order.ts';
import { settleManualOpening } from '../../../../server/lanes/orders/manual-openings.ts';
import { giveSignedOrder } from '../../../support/give-signed-order.ts';
import { send } from '../../fixtures/running-server.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { referralBench } from '../referrals/fixtures/referral-bench.ts';

const NORTH = kioskIdSchema.parse('north-1');
const MINUTE = 60_000;

async function hall() {
  const bench = await referralBench();
  bench.hire('anna-b');
  bench.hire('dana-e', 'supervisor', { sites: [siteIdSchema.parse('south')] });
  bench.hire('ada-u', 'auditor');
  const lane = await bench.lane(NORTH, 7);
  const app = express();
  app.use(conditionRoutes(bench.gate, bench.context.knex));
  app.use(answerNotFound);
  app.use(answerErrors(bench.context.events));
  const http = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => void http.once('listening', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  let said = 0;
  let travellers = 0;
  const { clock, context } = bench;
  /** The conditions shown to a person, queried after the shared answer has expired. */
  const conditions = async (person = 'anna-b') => {
    clock.turn(500);
    const { text } = await send(port, '/v1/conditions', { headers: { 'x-person': person } });
    return (JSON.parse(text) as ConditionsAnswer).conditions;
  };
  return {
    ...bench,
    lane,
    conditions,
    async say(
      phase: LanePhase,
      slowFramesPerS?: number,
      drifts: readonly Drift[] = [],
      also: Partial<LaneStatus> = {},
    ) {
      said += 1;
      const slow = slowFramesPerS === undefined ? {} : { slowFramesPerS };
      const drifted = drifts.length === 0 ? {} : { drifts: [...drifts] };
      const status = lane.kiosk.status({ at: clock.wallMs(), counter: said, phase, ...slow, ...drifted, ...also });
      const answer = await receiveStatus(context, status);
      if (answer.kind === 'refused') throw new Error(answer.code);
    },
    async travellers(count: number, outcome: 'referred' | 'cleared') {
      for (let one = 0; one < count; one++) {
        travellers += 1;
        clock.turn(1_000);
        if (outcome === 'referred') await lane.refer(travellers);
        else await receiveReport(context, lane.kiosk.next({ transactionId: transactionOf(travellers) }).wire);
      }
    },
    async open() {
      const order = { kind: 'open-in-emergency', cause: 'fire' } as const;
      const wanted = {
        kioskId: NORTH,
        order,
        person: { id: 'anna-b' as never, role: 'officer' as const },
        session: null,
      };
      const issued = await bench.desk.queue.run((transaction) =>
        giveSignedOrder(bench.desk.orders, transaction, wanted),
      );
      if (issued.kind === 'refused') throw new Error(issued.code);
      return issued.digest;
    },
    kinds: async (person?: string) => (await conditions(person)).map(({ kind }) => kind),
    async ask(person: string) {
      return (await send(port, '/v1/conditions', { headers: { 'x-person': person } })).status;
    },
    /** Runs one check, as the server does at its start. */
    async look() {
      await watchConditions(context)();
    },
    raised: async () => (await bench.alarms()).map(({ kind, filledAt }) => [kind, filledAt !== null]),
  };
}

/** The lane's own comparison with its calibration, fed by the times of a gate. */
function driftingLane(calibration: { readonly gateOpenMs: number; readonly gateCloseMs: number }) {
  const listeners: ((movement: 'opened' | 'closed', tookMs: number) => void)[] = [];
  const silent = () => () => undefined;
  const watch = watchDrift({
    calibrations: { current: () => ({ version: 1, at: 1, cameraHeightMm: 1_620, ...calibration }) },
    lane: { view: () => ({ phase: 'idle' }) as never, onChange: silent },
    gate: { onMoved: (listener) => (listeners.push(listener), () => undefined) },
    camera: {} as never,
    lights: { onMeasured: silent },
    pace: { onMeasured: silent },
    clock: turnedClock(),
    log: () => undefined,
  });
  onTestFinished(() => watch.close());
  return {
    watch,
    gate: { moved: (...said: ['opened' | 'closed', number]) => void listeners.map((tell) => tell(...said)) },
  };
}

describe('conditions of lanes', () => {
  it('show a lane whose master list is old until it has a newer one, and raise one alarm', async () => {
    const { say, conditions, look, raised, alarms } = await hall();
    await say('idle', undefined, [], { masterLists: 'ageing' });
    expect(await conditions()).toMatchObject([{ kind: 'lane-trust-old', masterLists: 'ageing', drifts: null }]);
    await look();
    await look();
    expect(await raised()).toEqual([['lane-trust-old', false]]);
    expect((await alarms()).map(({ about }) => about)).toEqual(['master-lists/ageing']);
    await say('idle');
    expect(await conditions()).toEqual([]);
    await look();
    expect(await raised()).toEqual([['lane-trust-old', true]]);
  });

  it('name the watchlists of a lane that are old or missing, gravest first, until it has newer ones', async () => {
    const { say, conditions, look, raised, alarms } = await hall();
    const national = watchlistIdSchema.parse('national');
    const partners = watchlistIdSchema.parse('partners');
    const sltd = watchlistIdSchema.parse('sltd');
    const version = { base: 7, delta: 3, madeAt: 1 };
    await say('idle', undefined, [], {
      watchlists: [
        { list: national, state: 'current', version },
        { list: partners, state: 'ageing', version },
        { list: sltd, state: 'missing' },
      ],
    });
    expect(await conditions()).toMatchObject([
      {
        kind: 'lane-watchlists-old',
        watchlists: [
          { list: 'sltd', state: 'missing' },
          { list: 'partners', state: 'ageing' },
        ],
      },
    ]);
    await look();
    expect((await alarms()).map(({ kind, about }) => [kind, about])).toEqual([
      ['lane-watchlists-old', 'watchlists/missing/2'],
    ]);
    await say('idle', undefined, [], { watchlists: [{ list: sltd, state: 'current', version }] });
    expect(await conditions()).toEqual([]);
    await look();
    expect(await raised()).toEqual([['lane-watchlists-old', true]]);
  });

  it('show an emergency and a lane out of service while the lane reports it, and raise one alarm for each', async () => {
    const { say, kinds, look, raised } = await hall();
    await say('idle');
    expect(await kinds()).toEqual([]);
    await say('emergency');
    expect(await kinds()).toEqual(['lane-in-emergency']);
    await look();
    await look();
    expect(await raised()).toEqual([['lane-in-emergency', false]]);
    await say('out-of-service');
    expect(await kinds()).toEqual(['lane-out-of-service']);
    await look();
    expect(await raised()).toEqual(
      expect.arrayContaining([
        ['lane-in-emergency', true],
        ['lane-out-of-service', false],
      ]),
    );
    await say('idle');
    await look();
    expect(await kinds()).toEqual([]);
    expect((await raised()).every(([, isOver]) => isOver)).toBe(true);
  });

  it('raise few alarms for a lane that changes its state repeatedly', async () => {
    const { say, look, raised, clock } = await hall();
    for (let round = 0; round < 5; round++) {
      await say('out-of-service');
      await look();
      await say('idle');
      await look();
    }
    expect(await raised()).toHaveLength(1);
    clock.turn(RAISED_EVERY_MS);
    await say('out-of-service');
    await look();
    expect(await raised()).toHaveLength(2);
  });

  it('show a lane whose gate has become slow since its calibration, and raise one alarm, until it is calibrated again', async () => {
    const lane = await hall();
    const { gate, watch } = driftingLane({ gateOpenMs: 600, gateCloseMs: 800 });
    const report = () => lane.say('idle', undefined, watch.drifts());
    for (let passage = 0; passage < 5; passage += 1) gate.moved('opened', 610);
    await report();
    await lane.look();
    expect(await lane.conditions()).toEqual([]);
    for (let passage = 0; passage < 5; passage += 1) gate.moved('opened', 1_400);
    await report();
    expect(await lane.conditions()).toMatchObject([{ kind: 'lane-drifted', drifts: ['gate-open-time'] }]);
    await lane.look();
    for (let passage = 0; passage < 5; passage += 1) gate.moved('closed', 2_400);
    await report();
    expect(await lane.conditions()).toMatchObject([{ drifts: ['gate-open-time', 'gate-close-time'] }]);
    await lane.look();
    expect(await lane.alarms()).toMatchObject([
      { kind: 'lane-drifted', about: 'drift/gate-open-time/1', filledAt: null },
    ]);
    watch.reset();
    await report();
    await lane.look();
    expect(await lane.conditions()).toEqual([]);
    expect(await lane.raised()).toEqual([['lane-drifted', true]]);
  });

  it('show a slow lane with its rate until it is fast again, and raise one alarm with the rate', async () => {
    const lane = await hall();
    await lane.say('idle', 5.4);
    expect(await lane.conditions()).toMatchObject([{ kind: 'lane-slow', framesPerS: 5.4 }]);
    await lane.look();
    await lane.say('out-of-service', 3.2);
    expect(await lane.conditions()).toMatchObject([
      { kind: 'lane-out-of-service', framesPerS: null },
      { kind: 'lane-slow', framesPerS: 3.2 },
    ]);
    await lane.look();
    const alarms = (await lane.alarms()).filter(({ kind }) => kind === 'lane-slow');
    expect(alarms).toMatchObject([{ about: 'analysed-frames/tenths-per-second/54', filledAt: null }]);
    await lane.say('idle');
    expect(await lane.kinds()).toEqual([]);
    await lane.look();
    expect((await lane.raised()).every(([, isOver]) => isOver)).toBe(true);
  });

  it('show a lane that refers everyone, until it clears a traveller', async () => {
    const { travellers, kinds, look, raised } = await hall();
    await travellers(1, 'cleared');
    await travellers(7, 'referred');
    expect(await kinds()).toEqual([]);
    await travellers(1, 'referred');
    expect(await kinds()).toEqual(['lane-refers-everyone']);
    await look();
    expect(await raised()).toEqual([['lane-refers-everyone', false]]);
    await travellers(1, 'cleared');
    expect(await kinds()).toEqual([]);
    await look();
    expect(await raised()).toEqual([['lane-refers-everyone', true]]);
  });

  it('show a confirmation as due at once, as overdue after ten minutes, and no longer once it is given', async () => {
    const { open, kinds, clock, desk } = await hall();
    const digest = await open();
    expect(await kinds()).toEqual(['confirmation-due']);
    clock.turn(CONFIRM_WITHIN_MS - MINUTE);
    expect(await kinds()).toEqual(['confirmation-due']);
    clock.turn(MINUTE);
    expect(await kinds()).toEqual(['confirmation-overdue']);
    const found = { finding: 'confirmed', by: 'carla-d' as never, at: clock.wallMs() } as const;
    await desk.queue.run((transaction) => settleManualOpening(transaction, digest, found));
    expect(await kinds()).toEqual([]);
  });

  it('are shown to the people in charge of the lane only', async () => {
    const { say, kinds, ask } = await hall();
    await say('emergency');
    expect(await kinds('ada-u')).toEqual(['lane-in-emergency']);
    expect(await kinds('dana-e')).toEqual([]);
    expect(await ask('stranger')).toBe(401);
  });
});
