/** Legal holds on declarations: two privacy officers place one, erasure waits for its end, and the ledger agrees. */
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { declarationHoldListSchema } from '../../../../server/goods/declarations/holds/answers.ts';
import { eraseDue } from '../../../../server/goods/declarations/keep-declarations.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { send } from '../../fixtures/running-server.ts';
import { H1 } from './fixtures/declarations.ts';
import { traderBench, type TraderBench } from './fixtures/trader-bench.ts';

const YEAR_MS = 366 * 86_400_000;

async function personAt({ server }: TraderBench, name: string, role: Role, id: string, sites: 'all' | 'north' = 'all') {
  const now = server.context.clock.wallMs();
  const terms = {
    validFrom: now - HOUR_MS,
    validUntil: now + 99_999 * HOUR_MS,
    trainingValidUntil: now + 99_999 * HOUR_MS,
  };
  const place = sites === 'all' ? {} : ({ sites: [sites] } as never);
  const { cookie } = await employ(server, name, { ...duty(role, { ...terms, ...place }), id: id.repeat(32) });
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  return {
    get: (path: string) => send(server.port, path, { headers }),
    async post(path: string, body: object) {
      const answer = await send(server.port, path, {
        method: 'POST',
        headers,
        body: Buffer.from(JSON.stringify(body)),
      });
      return answer.text === ''
        ? {}
        : (JSON.parse(answer.text) as {
            id?: string;
            digest?: string;
            error?: { code: string; faults?: { message: string }[] };
          });
    },
  };
}

describe('a legal hold on a declaration', () => {
  it('stops the erasure until it ends, and only privacy officers place it', async () => {
    let later = 0;
    const clock = { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + later };
    const bench = await traderBench({ clock });
    const { id = '' } = (await bench.submit(H1)).json;
    const rejected = (await bench.submit({ dataSet: 'H1' })).json.id ?? '';
    later = 2 * YEAR_MS;
    const [petra, paul] = [
      await personAt(bench, 'p-petra', 'privacy-officer', 'a'),
      await personAt(bench, 'p-paul', 'privacy-officer', 'b'),
    ];
    const supervisor = await personAt(bench, 'p-susi', 'supervisor', 'c', 'north');
    const until = Math.round(clock.wallMs()) + 1_000 * 86_400_000;
    const hold = { kind: 'declaration-hold', payload: { declaration: id, reason: 'court-order', until } };
    expect((await supervisor.post('/v1/proposals', hold)).error).toBeDefined();
    const faulty = async (payload: object) =>
      (await petra.post('/v1/proposals', { ...hold, payload: { ...hold.payload, ...payload } })).error?.faults?.[0]
        ?.message;
    expect(await faulty({ declaration: rejected })).toBe('no-such-content');
    expect(await faulty({ until: until + YEAR_MS })).toBe('too-long');

    const proposed = await petra.post('/v1/proposals', hold);
    const approve = (by: typeof paul, { id: proposal, digest }: typeof proposed) =>
      by.post(`/v1/proposals/${proposal}/approval`, { digest });
    expect((await approve(petra, proposed)).error?.code).toBe('another-person-required');
    expect((await approve(paul, proposed)).error).toBeUndefined();
    const listed = declarationHoldListSchema.parse(JSON.parse((await petra.get('/v1/declaration-holds')).text));
    expect(listed.holds).toMatchObject([
      { declaration: id, proposedBy: 'p-petra', approvedBy: 'p-paul', releasedAt: null },
    ]);
    expect(
      declarationHoldListSchema.parse(JSON.parse((await supervisor.get('/v1/declaration-holds')).text)).holds,
    ).toEqual([]);

    const { context, ledger } = bench.server;
    const left = async () => (await context.knex('sealed_declarations').pluck('id')) as string[];
    // The declaration's own time has expired, the hold's has not
    const due = { ...context, clock: { ...clock, wallMs: () => clock.wallMs() + 900 * 86_400_000 } };
    expect(await eraseDue(due)).toBe(0);
    expect(await left()).toEqual([id]);
    const release = { kind: 'declaration-hold-release', payload: { hold: listed.holds[0]?.id } };
    expect((await approve(petra, await paul.post('/v1/proposals', release))).error).toBeUndefined();
    expect((await paul.post('/v1/proposals', release)).error?.faults?.[0]?.message).toBe('no-such-hold');
    expect(await eraseDue(context)).toBe(0);
    expect(await eraseDue(due)).toBe(1);
    expect(await left()).toEqual([]);
    const erasure = await context
      .knex('ledger_openings')
      .where({ subject: `row/sealed_declarations/${id}` })
      .orderBy('id');
    expect(JSON.parse(Buffer.from(erasure.at(-1).payload).toString())).toMatchObject({ type: 'row', content: null });
    await ledger.reconcile({ atFullSpeed: true });
    expect(ledger.tablesAgree()).toBe(true);
  });

  it('ends by itself at its time', async () => {
    let later = 0;
    const clock = { ...backgroundClock, wallMs: () => backgroundClock.wallMs() + later };
    const bench = await traderBench({ clock });
    const { id = '' } = (await bench.submit(H1)).json;
    const [petra, paul] = [
      await personAt(bench, 'p-petra', 'privacy-officer', 'a'),
      await personAt(bench, 'p-paul', 'privacy-officer', 'b'),
    ];
    const keptUntil = Date.UTC(new Date(clock.wallMs()).getUTCFullYear() + 4, 0, 1);
    const until = Math.round(clock.wallMs()) + 90 * 86_400_000;
    const payload = { declaration: id, reason: 'criminal-investigation', until };
    const { id: proposal, digest } = await petra.post('/v1/proposals', { kind: 'declaration-hold', payload });
    await paul.post(`/v1/proposals/${proposal}/approval`, { digest });
    later = keptUntil - backgroundClock.wallMs() + 1_000;
    expect(await eraseDue(bench.server.context)).toBe(1);
  });
});
