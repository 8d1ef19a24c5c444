import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { answerErrors, answerNotFound } from '../../../../server/platform/http/errors.ts';
import type { MatchReport } from '../../../../server/contract/report.ts';
import { figuresSchema } from '../../../../server/border/figures/answers.ts';
import { FigureCounter } from '../../../../server/border/figures/count-figures.ts';
import { figureRoutes } from '../../../../server/border/figures/figure-routes.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { send } from '../../fixtures/running-server.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { referralBench } from '../referrals/fixtures/referral-bench.ts';

const HOUR_MS = 3_600_000;
const ADMIT = { outcome: 'admitted-after-manual-check', reason: 'identity-confirmed-in-person' };

async function site() {
  const bench = await referralBench();
  const inForce = {
    validUntil: bench.clock.wallMs() + 60 * 24 * HOUR_MS,
    trainingValidUntil: bench.clock.wallMs() + 60 * 24 * HOUR_MS,
  };
  bench.hire('carla-d', 'supervisor', inForce);
  bench.hire('sam-s', 'supervisor', { sites: [siteIdSchema.parse('south')] });
  bench.hire('ada-u', 'auditor', inForce);
  for (const officer of ['anna-b', 'boris-c']) bench.hire(officer);
  const app = express();
  app.use(figureRoutes(bench.gate, bench.context.knex));
  app.use(answerNotFound);
  app.use(answerErrors(bench.desk.events));
  const http = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => void http.once('listening', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  const ask = async (person: string, path: string) => {
    const { status, text } = await send(port, path, { headers: { 'x-person': person } });
    return { status, text };
  };
  const figures = async (path = '/v1/figures', person = 'carla-d') => {
    const { status, text } = await ask(person, path);
    expect(status).toBe(200);
    return figuresSchema.parse(JSON.parse(text));
  };
  let travellers = 0;
  const lane = async (id: string, seed: number) => {
    const { kiosk, refer } = await bench.lane(id, seed);
    await bench.watch('anna-b');
    const clear = async (over: Partial<MatchReport> = {}) => {
      const at = Math.round(bench.clock.wallMs());
      const report = {
        transactionId: transactionOf((travellers += 1)),
        reportedAt: at,
        startedAt: at - 9_000,
        ...over,
      };
      const answer = await receiveReport(bench.context, kiosk.next(report).wire);
      if (answer.kind === 'refused') throw new Error(answer.code);
    };
    return {
      clear,
      refer: () =>
        refer((travellers += 1), {
          reportedAt: Math.round(bench.clock.wallMs()),
          startedAt: Math.round(bench.clock.wallMs()) - 9_000,
        }),
    };
  };
  const decide = async (id: string, officer = 'anna-b') => {
    await bench.act(officer, id, 'take', { version: 1 });
    const [status] = await bench.act(officer, id, 'decide', { version: 2, decision: ADMIT });
    expect(status).toBe(200);
  };
  const counter = new FigureCounter(bench.context);
  return { ...bench, ask, figures, lane, decide, counter };
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);

describeOnEachEngine('figures over time', () => {
  it('count each report once, also with repeated counts by several servers', async () => {
    const { lane, counter, context, figures, clock } = await site();
    const north = await lane('north-1', 1);
    for (let traveller = 0; traveller < 5; traveller += 1) await north.clear();
    const others = [counter, new FigureCounter(context), new FigureCounter(context)];
    await Promise.all(others.map((one) => one.count()));
    clock.turn(1_000);
    await north.clear({ outcome: 'abandoned', reasons: ['traveller-left'] });
    for (const one of others) await one.count();
    const { travellers, steps, slotMs, period, from } = await figures();
    expect([period, slotMs, travellers.values.length]).toEqual(['live', 900_000, 12]);
    expect(travellers.values.at(-1)).toBe(6);
    expect(sum(travellers.values)).toBe(6);
    expect(from + 12 * slotMs).toBeGreaterThan(clock.wallMs());
    expect(travellers.outcomes.map(({ outcome, values }) => [outcome, sum(values)])).toEqual([
      ['cleared', 5],
      ['abandoned', 1],
    ]);
    const total = steps.find(({ step }) => step === 'total')?.median.at(-1) ?? 0;
    expect(total).toBeGreaterThan(6_000);
    expect(total).toBeLessThan(8_500);
  });

  it('count reports that arrived while the counter was stopped', async () => {
    const { lane, context, figures, clock } = await site();
    const north = await lane('north-1', 1);
    await north.clear();
    clock.turn(3 * HOUR_MS);
    await north.clear();
    await new FigureCounter(context).count();
    const { travellers } = await figures('/v1/figures?period=day');
    expect(travellers.values.slice(-4)).toEqual([1, 0, 0, 1]);
  });

  it('count a referral as an outcome once it is decided, and how long it waited', async () => {
    const { lane, counter, figures, clock, decide } = await site();
    const north = await lane('north-1', 1);
    await north.clear();
    const id = await north.refer();
    await counter.count();
    const before = await figures('/v1/figures?period=day');
    expect(before.travellers.values.at(-1)).toBe(1);
    expect(before.lanes).toMatchObject([{ travellers: 1, referred: 0, decided: 1 }]);
    clock.turn(120_000);
    await decide(id);
    clock.turn(HOUR_MS);
    await counter.count();
    const after = await figures('/v1/figures?period=day');
    expect(after.travellers.values.slice(-2)).toEqual([2, 0]);
    expect(after.referralRate.values.slice(-2)).toEqual([0.5, null]);
    expect(after.reasons).toMatchObject([{ reason: 'below-threshold' }]);
    expect(after.waiting.median.at(-2)).toBeGreaterThan(90_000);
    expect(after.waiting.median.at(-2)).toBeLessThan(150_000);
    expect(after.lanes).toMatchObject([{ travellers: 2, referred: 1, decided: 2 }]);
  });

  it('contain the number of open referrals at the end of each hour', async () => {
    const { lane, counter, figures, clock, decide, watch } = await site();
    const north = await lane('north-1', 1);
    await north.refer();
    const second = await north.refer();
    clock.turn(HOUR_MS);
    await watch('boris-c');
    await decide(second, 'boris-c');
    clock.turn(120_000);
    await counter.count();
    expect((await figures('/v1/figures?period=day')).waiting.open.slice(-3)).toEqual([0, 2, 1]);
  });

  it('mark an hour that differs from the same hour of earlier days', async () => {
    const { lane, counter, figures, clock } = await site();
    const north = await lane('north-1', 1);
    for (let day = 0; day < 8; day += 1) {
      for (let traveller = 0; traveller < 9; traveller += 1) await north.clear();
      clock.turn(24 * HOUR_MS);
    }
    for (let traveller = 0; traveller < 40; traveller += 1) await north.clear();
    await counter.count();
    const { values, usual } = (await figures('/v1/figures?period=day')).travellers;
    expect(values.at(-1)).toBe(40);
    expect(usual.high.at(-1)).toBeGreaterThan(9);
    expect(usual.high.at(-1)).toBeLessThan(40);
    expect(usual.low.at(-1)).toBeLessThan(9);
  });

  it('cover a supervisor’s lanes, or one requested site or lane', async () => {
    const { lane, counter, figures, ask } = await site();
    for (const [id, seed, count] of [
      ['north-1', 1, 1],
      ['north-2', 2, 2],
      ['south-1', 3, 4],
    ] as const) {
      const { clear } = await lane(id, seed);
      for (let traveller = 0; traveller < count; traveller += 1) await clear();
    }
    await counter.count();
    const last = async (query: string, person = 'carla-d') =>
      (await figures(`/v1/figures${query}`, person)).travellers.values.at(-1);
    const everywhere = (await figures()).lanes.map((one) => [one.kioskId, one.travellers]);
    expect(everywhere).toEqual([
      ['north-1', 1],
      ['north-2', 2],
      ['south-1', 4],
    ]);
    expect(await last('?kiosk=north-2')).toBe(2);
    expect(await last('', 'sam-s')).toBe(
      (await figures('/v1/figures', 'sam-s')).lanes.reduce((all, one) => all + one.travellers, 0),
    );
    for (const query of ['?kiosk=nowhere-1', '?site=nowhere'])
      expect((await ask('carla-d', `/v1/figures${query}`)).status).toBe(404);
    for (const query of ['?period=year', '?period=day&period=week', '?lane=1', '?site='])
      expect((await ask('carla-d', `/v1/figures${query}`)).status).toBe(400);
  });

  it('withhold small counts, short times and single lanes from roles that see no travellers', async () => {
    const { lane, counter, figures, ask, clock, decide } = await site();
    const north = await lane('north-1', 1);
    for (let traveller = 0; traveller < 15; traveller += 1) await north.clear();
    await decide(await north.refer());
    clock.turn(24 * HOUR_MS);
    await north.clear();
    await counter.count();
    clock.turn(24 * HOUR_MS);
    for (let traveller = 0; traveller < 20; traveller += 1) await north.clear();
    await counter.count();
    const { site: place } = (await figures()).lanes[0] ?? { site: '' };
    const published = async () => {
      const { status, text } = await ask('ada-u', `/v1/site-figures?site=${place}`);
      expect(status).toBe(200);
      return figuresSchema.parse(JSON.parse(text));
    };
    const { travellers, referralRate, reasons, waiting, ...rest } = await published();
    expect(rest).toMatchObject({ period: 'week', slotMs: 24 * HOUR_MS, withheldBelow: 10, lanes: [] });
    expect(rest.from + 7 * rest.slotMs).toBeLessThanOrEqual(clock.wallMs());
    // One referred and 15 cleared: with the total, one of the two would reveal the other
    expect(travellers.outcomes.slice(0, 2).map(({ values }) => values.slice(-2))).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(travellers.values.slice(-2)).toEqual([16, null]);
    expect(referralRate.values.slice(-2)).toEqual([null, null]);
    expect(reasons.flatMap(({ values }) => values).filter((value) => value !== 0 && value !== null)).toEqual([]);
    expect([...waiting.median, ...waiting.open].every((value) => value === null)).toBe(true);
    for (const query of ['', `?site=${place}&period=live`, `?site=${place}&period=day`, `?site=${place}&kiosk=north-1`])
      expect((await ask('ada-u', `/v1/site-figures${query}`)).status).toBe(400);
    for (const [person, path] of [
      ['ada-u', '/v1/figures'],
      ['anna-b', '/v1/figures'],
      ['carla-d', `/v1/site-figures?site=${place}`],
    ] as const)
      expect((await ask(person, path)).status).toBe(403);
  });

  it('delete quarters of an hour after eight days, and keep the day', async () => {
    const { lane, counter, context, clock } = await site();
    await (await lane('north-1', 1)).clear();
    await counter.count();
    const spans = async () => {
      const rows: { span: string }[] = await context.knex('figure_counts').distinct('span').orderBy('span');
      return rows.map(({ span }) => span);
    };
    expect(await spans()).toEqual(['day', 'hour', 'quarter']);
    clock.turn(9 * 24 * HOUR_MS);
    await counter.count();
    expect(await spans()).toEqual(['day', 'hour']);
  });
});
