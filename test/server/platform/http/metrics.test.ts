import { describe, expect, it } from 'vitest';
import { routesOf } from '../../../../server/platform/access/routes-of.ts';
import { ALARM_KINDS } from '../../../../server/platform/base/alarm-kinds.ts';
import { WIRE_ERROR_CODES } from '../../../../server/contract/wire-error.ts';
import { ownersOf } from '../../fixtures/owners-of.ts';
import { runServer, send } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function samplesIn(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', , labels = '', value = ''] = /^([a-z_]+)(\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, label = '', held = '']) => [label, held]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

describe('metrics', () => {
  it('count answers, by labels with closed values only', async () => {
    const server = await runServer({ metricsPort: 0 });
    const kiosk = testKiosk();
    await server.enrol(kiosk);
    await server.post('/v1/reports', kiosk.next().wire);
    await server.post('/v1/reports', new Uint8Array(20));
    await server.ask('/v1/outcomes?after=CANARY');
    await server.ask('/CANARY/of?a=stranger', { method: 'DELETE' });
    await server.ask('/v1/people/CANARY/disable', { method: 'POST' });
    const { text, headers } = await send(server.metricsPort!, '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(text).not.toContain('CANARY');
    expect(text).not.toContain(kiosk.id);
    const samples = samplesIn(text);
    const requests = samples.filter(({ name }) => name === 'postern_http_requests_total');
    const counted = (route: string, status: string) =>
      requests.find(({ labels }) => labels['route'] === route && labels['status'] === status)?.value;
    expect(counted('/v1/reports', '2xx')).toBe(1);
    expect(counted('/v1/reports', '4xx')).toBe(1);
    expect(counted('none', '4xx')).toBe(1);
    expect(samples.find(({ name }) => name === 'postern_ledger_entries')?.value).toBeGreaterThanOrEqual(1);
    expect(samples.find(({ name }) => name === 'postern_ready')?.value).toBe(1);

    const allowed: Readonly<Record<string, ReadonlySet<string>>> = {
      route: new Set([...routesOf(server.app).map(({ path }) => path), 'none']),
      method: new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'other']),
      status: new Set(['1xx', '2xx', '3xx', '4xx', '5xx']),
      code: new Set<string>(WIRE_ERROR_CODES),
      kind: new Set<string>(ALARM_KINDS),
      role: new Set(['working', 'standby']),
    };
    for (const { labels } of samples) {
      for (const [label, value] of Object.entries(labels)) {
        if (label === 'le') expect(Number.isNaN(Number(value.replace('+Inf', '0')))).toBe(false);
        else expect(allowed[label]?.has(value), `${label}=${value}`).toBe(true);
      }
    }
  });

  it('are served on a separate port only, to clients that address this machine by its name', async () => {
    const server = await runServer({ metricsPort: 0 });
    expect((await server.ask('/metrics')).status).toBe(404);
    expect((await send(server.metricsPort!, '/metrics', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect((await send(server.metricsPort!, '/v1/lanes')).status).toBe(404);
    expect((await send(server.metricsPort!, '/metrics', { method: 'POST' })).status).toBe(404);
    expect((await runServer()).metricsPort).toBeUndefined();
  });
});

describe('a request', () => {
  it('has a new id in its answer and in the log, and its log line contains nothing of the request', async () => {
    const server = await runServer();
    const answer = await server.ask('/v1/outcomes?after=CANARY', { headers: { 'x-request-id': 'CANARY' } });
    const id = String(answer.headers['x-request-id']);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const lines = server.log.filter((line) => line.includes(id));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        ...{ level: 'info', time: expect.any(Number) as number, event: 'request', requestId: id, method: 'GET' },
        ...{ route: '/v1/outcomes', status: 400, durationMs: expect.any(Number) as number, code: 'invalid-query' },
      },
    ]);
    expect(server.log.join()).not.toContain('CANARY');
    expect((await server.ask('/healthz')).headers['x-request-id']).not.toBe(id);
  });
});

describe('readiness', () => {
  it('differs from liveness, and names the failed check', async () => {
    const server = await runServer();
    expect(await server.ask('/readyz')).toMatchObject({ status: 200 });
    expect(JSON.parse((await server.ask('/readyz')).text)).toEqual({
      status: 'ready',
      role: 'working',
      checks: { database: 'ok', migrations: 'ok', ledger: 'ok', tables: 'ok', keys: 'ok', disk: 'ok', traders: 'ok' },
    });
    await (await ownersOf(server.database.knex))('schema_versions').insert({ name: '9999-later' });
    const answer = await server.ask('/readyz');
    expect([answer.status, (JSON.parse(answer.text) as { checks: unknown }).checks]).toEqual([
      503,
      { database: 'ok', migrations: 'failed', ledger: 'ok', tables: 'ok', keys: 'ok', disk: 'ok', traders: 'ok' },
    ]);
    expect((await server.ask('/healthz')).status).toBe(200);
  });
});
