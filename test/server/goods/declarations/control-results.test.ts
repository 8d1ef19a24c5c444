/** Controls for officers: a blind queue, results, the second officer where less was done, and the audit for supervisors. */
import { describe, expect, it } from 'vitest';
import type { PersonId, Role } from '../../../../server/platform/access/vocabulary.ts';
import { recordAct } from '../../../../server/records/acts/record-act.ts';
import {
  type ControlAudit,
  controlAuditSchema,
  type ControlQueue,
  controlQueueSchema,
} from '../../../../server/goods/declarations/controls/answers.ts';
import { declarationDetailSchema } from '../../../../server/goods/declarations/viewings/answers.ts';
import type { Facts } from '../../../../server/goods/declarations/sealing/readable-facts.ts';
import { duty, HOUR_MS } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { type RunningServer, runServer, send } from '../../fixtures/running-server.ts';
import { streamEvents } from '../../oversight/detection/stream/stream-events.ts';
import { declared, MODEL, RECEIVED, scored } from './fixtures/declared-controls.ts';

async function personAt(server: RunningServer, name: string, role: Role, id: string) {
  const now = server.context.clock.wallMs();
  const until = now + 9_999 * HOUR_MS;
  const terms = { validFrom: now - HOUR_MS, validUntil: until, trainingValidUntil: until };
  const { cookie } = await employ(server, name, { ...duty(role, terms), id: id.repeat(32) });
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const path = (rest: string) => `/v1/declaration-controls${rest}`;
  return {
    get: (rest = '') => send(server.port, path(rest), { headers }),
    detail: async (declaration: string) =>
      declarationDetailSchema.parse(
        JSON.parse((await send(server.port, `/v1/declarations/${declaration}`, { headers })).text),
      ),
    /** Resolves to the code of a refusal, or the answer. */
    async post(rest: string, body: object): Promise<unknown> {
      const answer = await send(server.port, path(rest), {
        method: 'POST',
        headers,
        body: Buffer.from(JSON.stringify(body)),
      });
      const json = JSON.parse(answer.text) as { error?: { code: string } };
      return json.error?.code ?? json;
    },
  };
}

const queueOf = async (officer: Awaited<ReturnType<typeof personAt>>, query = ''): Promise<ControlQueue> =>
  controlQueueSchema.parse(JSON.parse((await officer.get(query)).text));

describe('the queue of controls', () => {
  it('shows an orange declaration with its reasons, and nothing by which a drawn green one differs from another', async () => {
    const server = await runServer();
    const [drawn = '', high = '', orange = '', released = ''] = await declared(server, [
      { risk: scored('low'), drawn: true },
      { risk: scored('high', ['origin']) },
      { risk: scored('raised', ['heading', 'route']), channel: 'orange', route: 'documents', place: 3 },
      { risk: scored('low'), route: null, place: 0 },
    ]);
    const officer = await personAt(server, 'p-cora', 'customs-officer', 'a');
    const { waiting, controls } = await queueOf(officer);
    expect(waiting).toBe(3);
    expect(controls.map(({ id }) => id)).toEqual([orange, drawn, high]);
    expect(controls[0]).toMatchObject({ route: 'documents', risk: { band: 'raised', reasons: ['heading', 'route'] } });
    const unlike = ({ id: _id, receivedAt: _at, ...rest }: ControlQueue['controls'][number]) => rest;
    expect(unlike(controls[1]!)).toEqual(unlike(controls[2]!));
    expect((await officer.detail(drawn)).control).toEqual((await officer.detail(high)).control);
    expect((await officer.detail(drawn)).control).toMatchObject({ risk: null, drawn: null, result: null });
    expect((await officer.detail(released)).control).toMatchObject({ route: null });
    expect((await queueOf(officer, '?route=documents')).controls.map(({ id }) => id)).toEqual([orange]);
    expect((await queueOf(officer, `?after=2.${RECEIVED}.${drawn}`)).controls.map(({ id }) => id)).toEqual([high]);
    expect((await officer.get('?route=none')).status).toBe(400);
  });
});

describe('the result of a control', () => {
  it('is recorded once, is an act, and shows afterwards whether the declaration was drawn', async () => {
    const server = await runServer();
    const [id = '', released = ''] = await declared(server, [
      { risk: scored('low'), drawn: true },
      { risk: scored('low'), route: null, place: 0 },
    ]);
    const officer = await personAt(server, 'p-cora', 'customs-officer', 'a');
    const result = { made: 'physical', outcome: 'error', reason: 'quantity-differs' };
    for (const wrong of [
      { ...result, reason: 'as-declared' },
      { ...result, outcome: 'waived' },
      { ...result, more: 1 },
    ])
      expect(await officer.post(`/${id}/result`, wrong)).toBe('invalid-message');
    expect(await officer.post(`/${released}/result`, result)).toBe('not-found');
    expect(await officer.post(`/${id}/result`, result)).toEqual({ isSettled: true });
    expect(await officer.post(`/${id}/result`, result)).toBe('control-decided');
    expect((await officer.detail(id)).control).toMatchObject({
      ...{ drawn: true, risk: { band: 'low' }, result: { ...result, decidedBy: 'p-cora', isSettled: true } },
    });
    expect((await queueOf(officer)).waiting).toBe(0);
    const acts: readonly Record<string, unknown>[] = await server.context.knex('acts').where({ act: 'control.record' });
    expect(acts).toMatchObject([{ subject: id, result: 'done' }]);
  });

  it('needs a second officer when less was done than recommended, except for a fraud', async () => {
    const server = await runServer();
    const one = { risk: scored('high', ['mass']) };
    const [waived = '', fraud = ''] = await declared(server, [one, one]);
    const cora = await personAt(server, 'p-cora', 'customs-officer', 'a');
    const dora = await personAt(server, 'p-dora', 'customs-officer', 'b');
    const less = { made: 'documents', outcome: 'conforming', reason: 'as-declared' };
    expect(await cora.post(`/${waived}/result`, less)).toBe('two-people-required');
    expect(await cora.post(`/${fraud}/result`, { ...less, outcome: 'fraud', reason: 'value-differs' })).toEqual({
      isSettled: true,
    });
    const waive = { made: 'none', outcome: 'waived', reason: 'live-animals' };
    expect(await dora.post(`/${waived}/confirmation`, { agrees: true })).toBe('not-found');
    for (const agrees of [false, true]) {
      expect(await cora.post(`/${waived}/result`, waive)).toEqual({ isSettled: false });
      expect((await queueOf(dora)).controls).toMatchObject([{ id: waived, waitsForSecond: true, risk: null }]);
      expect((await dora.detail(waived)).control).toMatchObject({ drawn: null, risk: null });
      expect(await cora.post(`/${waived}/confirmation`, { agrees })).toBe('another-person-required');
      expect(await dora.post(`/${waived}/confirmation`, { agrees })).toEqual({ isSettled: agrees });
    }
    expect(await dora.post(`/${waived}/confirmation`, { agrees: true })).toBe('control-decided');
    expect((await queueOf(dora)).waiting).toBe(0);
  });
});

describe('detection', () => {
  it('reads results of controls, their trader, who waived, and a result for what is not selected', async () => {
    const server = await runServer();
    const { queue, clock } = server.context;
    const one = { risk: scored('high', ['mass']), trader: 'trader-7' };
    const [conforming = '', waived = '', released = ''] = await declared(server, [
      one,
      one,
      { ...one, route: null, place: 0 },
    ]);
    const cora = await personAt(server, 'p-cora', 'customs-officer', 'a');
    const dora = await personAt(server, 'p-dora', 'customs-officer', 'b');
    const result = { made: 'physical', outcome: 'conforming', reason: 'as-declared' };
    await cora.post(`/${conforming}/result`, result);
    await cora.post(`/${waived}/result`, { made: 'none', outcome: 'waived', reason: 'live-animals' });
    for (const agrees of [false, true]) {
      await cora.post(`/${waived}/result`, { made: 'none', outcome: 'waived', reason: 'live-animals' });
      await dora.post(`/${waived}/confirmation`, { agrees });
    }
    // The server refuses it; a changed program does not
    await queue.run((transaction) =>
      recordAct(transaction, {
        person: 'p-cora' as PersonId,
        session: null,
        role: 'customs-officer',
        act: 'control.record',
        result: 'done',
        at: Math.round(clock.wallMs()),
        target: { subject: released },
        details: { ...result, route: 'physical' },
      }),
    );
    const events = (await streamEvents(server.context)).filter(({ kind }) => kind.startsWith('control-'));
    const by = { actor: 'p-cora', role: 'customs-officer' };
    const about = { ...by, subject: 'trader-7', reason: 'physical' };
    expect(events).toMatchObject([
      { ...about, kind: 'control-conformed', entry: expect.any(Number) },
      { ...about, kind: 'control-waived' },
      { ...about, kind: 'control-waived' },
      { kind: 'control-waiver-confirmed', actor: 'p-dora', subject: 'p-cora' },
      { ...about, kind: 'control-conformed', reason: 'not-selected' },
    ]);
    expect(JSON.stringify(events)).not.toContain(conforming);
  });
});

describe('the audit of controls', () => {
  it('counts results for supervisors, leaves waived and lesser controls out, and is not for customs officers', async () => {
    const server = await runServer();
    const findings: Facts['findings'] = [{ rule: 'CDS12056', severity: 'warning', pointer: '/goods/0' }];
    const second = 'p-dora' as PersonId;
    await declared(server, [
      { risk: scored('low'), drawn: true, findings, result: { outcome: 'fraud', reason: 'value-differs' } },
      { risk: scored('high'), drawn: true, result: { outcome: 'conforming' } },
      {
        ...{ risk: scored('high'), drawn: true },
        result: { outcome: 'waived', made: 'none', reason: 'live-animals', confirmedBy: second },
      },
      { risk: scored('high') },
      { risk: { kind: 'unscored', cause: 'no-model' }, route: 'documents', place: 1 },
    ]);
    const quarter = '2026-Q2';
    const susi = await personAt(server, 'p-susi', 'supervisor', 'c');
    const audit: ControlAudit = controlAuditSchema.parse(
      JSON.parse((await susi.get(`/audit?quarter=${quarter}`)).text),
    );
    expect(audit.counts).toEqual({ accepted: 5, notScored: 1, waiting: 2, settled: 3, waived: 1 });
    expect(audit.model).toBe(MODEL);
    expect(audit.audit).toMatchObject({
      sample: { count: 1, of: 2 },
      missed: { outsideHigh: { count: 1, of: 1 } },
      rules: [{ rule: 'CDS12056', precision: { count: 1, of: 1 } }],
      drift: null,
    });
    expect(audit.audit?.deadRules).not.toContain('CDS12056');
    const empty = JSON.parse((await susi.get('/audit?quarter=2020-Q1')).text) as ControlAudit;
    expect(empty).toMatchObject({ model: null, audit: null, counts: { accepted: 0 } });
    expect((await susi.get('/audit?quarter=2020-Q5')).status).toBe(400);
    const officer = await personAt(server, 'p-cora', 'customs-officer', 'a');
    expect((await officer.get(`/audit?quarter=${quarter}`)).status).toBe(403);
    expect((await susi.get()).status).toBe(403);
  });
});
