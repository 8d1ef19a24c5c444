/** The lane's own server: what it serves, what it refuses. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDock } from '../../kiosk/dock/dock.ts';
import { type LaneUnderTest, laneConfig, startLaneUnderTest } from './lane-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-pages-'));
let lane: LaneUnderTest;
let url: string;

beforeAll(async () => {
  const nowhere = { url: 'http://127.0.0.1:9', key: new Uint8Array(32) };
  lane = await startLaneUnderTest(laneConfig(folder, nowhere), { developmentPage: createDock });
  ({ url } = lane.kiosk);
});
afterAll(async () => {
  await lane.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (path: string, body: string, type = 'application/json') => {
  const response = await fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
  const answer = (await response.json()) as { error?: { code: string; message: string; faults?: string[] } };
  return { status: response.status, error: answer.error };
};
/** A request with headers that `fetch` does not allow. */
const withHeaders = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });

describe('lane serves its own pages only', () => {
  test.each(['/healthz', '/dock/api/state', '/dock/api/view.jpg', '/dock/api/specimens/alpha/photographs/0.jpg'])(
    '%s',
    async (path) => {
      expect((await fetch(`${url}${path}`)).status).toBe(200);
    },
  );
  test.each([
    ['a page elsewhere', { origin: 'https://example.org' }],
    ['a name that points here', { host: 'example.org' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ])('%s gets neither pages nor the socket', async (_name, headers) => {
    expect(await withHeaders('/dock/api/state', headers)).toBe(403);
    expect(await withHeaders('/screen.io/?EIO=4&transport=polling', headers)).toBe(400);
  });
  test('with headers that allow only its own content', async () => {
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });
  test('an unknown path gets “not found”', async () => {
    const response = await fetch(`${url}/nothing`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { code: 'not-found', message: 'there is nothing here' } },
    ]);
  });
});

describe('dock refuses bad input with an error code', () => {
  const ACTS = ['scene', 'document', 'document/remove', 'passage', 'fault', 'faults/clear', 'pace/test', 'traveller'];
  test.each(ACTS)('%s', async (act) => {
    const before = await (await fetch(`${url}/dock/api/state`)).text();
    for (const [body, status, code] of [
      ['{', 400, 'malformed-request'],
      ['{"surprise":true}', 422, 'invalid-request'],
      ['[]', 422, 'invalid-request'],
      [`{"x":"${'x'.repeat(9_000)}"}`, 413, 'too-large'],
    ] as const) {
      const { status: got, error } = await post(`/dock/api/${act}`, body);
      expect([got, error?.code]).toEqual([status, code]);
    }
    expect((await post(`/dock/api/${act}`, 'hello', 'text/plain')).status).toBe(422);
    expect(await (await fetch(`${url}/dock/api/state`)).text()).toBe(before);
  });
  test.each([
    ['scene', { subject: { kind: 'person', specimen: 'zulu' } }, 'unknown-specimen'],
    ['scene', { subject: { kind: 'person', specimen: 'alpha', photograph: 9 } }, 'impossible'],
    ['document', { holder: 'zulu' }, 'unknown-specimen'],
    ['fault', { device: 'camera', fault: { kind: 'jam' } }, 'impossible'],
    ['traveller', { scene: { subject: { kind: 'nobody' } }, document: { holder: 'zulu' } }, 'unknown-specimen'],
  ])('%s with an unknown value', async (act, wish, code) => {
    const before = await (await fetch(`${url}/dock/api/state`)).text();
    expect((await post(`/dock/api/${act}`, JSON.stringify(wish))).error?.code).toBe(code);
    expect(await (await fetch(`${url}/dock/api/state`)).text()).toBe(before);
  });
  test('an unknown photograph', async () => {
    expect((await fetch(`${url}/dock/api/specimens/alpha/photographs/7.jpg`)).status).toBe(422);
    expect((await fetch(`${url}/dock/api/specimens/zulu/photographs/0.jpg`)).status).toBe(422);
  });
});

describe('second traveller', () => {
  test('is refused while one is being served', async () => {
    const traveller = JSON.stringify({ scene: { subject: { kind: 'nobody' } }, document: { holder: 'alpha' } });
    expect((await post('/dock/api/traveller', traveller)).status).toBe(200);
    expect(await post('/dock/api/traveller', traveller)).toMatchObject({ status: 409, error: { code: 'lane-busy' } });
    // The lane does not test its speed then either
    expect(await post('/dock/api/pace/test', '{}')).toMatchObject({ status: 409, error: { code: 'lane-busy' } });
    lane.kiosk.screen.touch('desk');
    await lane.kiosk.lane.settled();
  });
});
