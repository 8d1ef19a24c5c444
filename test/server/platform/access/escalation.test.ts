/** Attempts to exceed one's duty, against the whole server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Duty } from '../../../../server/platform/access/principal.ts';
import { ROLES, type Role } from '../../../../server/platform/access/vocabulary.ts';
import type { Check } from '../../../../server/contract/report.ts';
import { enrolKiosk } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { dutiesOf } from '../../../../server/people/duties/duty-table.ts';
import { NO_KEY } from '../../../support/signed-grants.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf, referredReport, transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { duty, HOUR_MS, person, site } from './fixtures/principals.ts';

const REFERRED = transactionOf(7);
const clock = handTurnedClock(Date.now());
const dataDir = mkdtempSync(join(tmpdir(), 'postern-escalation-'));
let server: RunningServer;
let count = 0;

const hire = (role: Role, differences: Partial<Duty> = {}) => {
  const now = clock.wallMs();
  const terms = { validFrom: now - HOUR_MS, validUntil: now + 999 * HOUR_MS, trainingValidUntil: now + 999 * HOUR_MS };
  return employ(server, `p-${role}-${(count += 1)}`, duty(role, { ...terms, ...differences }));
};

async function ask({ cookie }: Pick<Employed, 'cookie'>, path: string, sent?: unknown) {
  const headers = { cookie, 'content-type': 'application/json' };
  const body = sent === undefined ? {} : { method: 'POST', body: Buffer.from(JSON.stringify(sent)) };
  const { status, text } = await server.ask(path, { as: 'nobody', headers, ...body });
  const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown> & { error?: { code: string } });
  return { status, json, code: json.error?.code ?? String(status) };
}

beforeAll(async () => {
  server = await runServer({ dataDir, clock, onEnd: () => undefined });
  for (const [where, id, seed] of [['north', 'north-1', 1] as const, ['south', 'south-1', 2] as const]) {
    const lane = testKiosk(kioskIdOf(id), seed);
    const enrolment = { kiosk: lane.id, site: where, lane: '1', 'public-key': lane.publicKeyHex };
    await enrolKiosk(server.database, { ...enrolment, 'evidence-url': 'http://127.0.0.1:9' }, clock.wallMs());
    const { outcome, reasons } = referredReport();
    // One traveller who passed, and one who waits for an officer
    await server.post('/v1/reports', lane.next().wire);
    await server.post('/v1/reports', lane.next({ outcome, reasons, checks: SEEN, transactionId: REFERRED }).wire);
  }
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A viewing, so that evidence exists for a supervisor of the site who has not taken the referral. */
const SEEN: Check[] = [
  { name: 'face-capture', result: 'passed' },
  { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
];

const grantFor = (kioskId: string) => ({
  ...{ kioskId, transactionId: REFERRED, purpose: 'identity-check', publicKey: NO_KEY },
});

describe('a person of one site', () => {
  it('sees no lane, outcome, alarm or order of another site', async () => {
    const officer = await hire('officer', { sites: [site('north')] });
    const seen = async (path: string) => JSON.stringify((await ask(officer, path)).json);
    for (const path of ['/v1/lanes', '/v1/outcomes', '/v1/alarms', '/v1/orders']) {
      expect([path, (await seen(path)).includes('south')]).toEqual([path, false]);
    }
    expect(await seen('/v1/lanes')).toContain('north-1');
    expect(await seen('/v1/outcomes')).toContain('north-1');
  });
  it('gets no grant for a traveller of another site, under any name', async () => {
    const officer = await hire('supervisor', { sites: [site('north')] });
    expect((await ask(officer, '/v1/grants', grantFor('north-1'))).status).toBe(201);
    for (const named of ['south-1', 'nowhere-1', '', 'SOUTH-1', 'north-1/../south-1', "north-1' or '1'='1"]) {
      expect([named, (await ask(officer, '/v1/grants', grantFor(named))).code]).toEqual([named, 'out-of-scope']);
    }
    for (const kioskId of [['north-1', 'south-1'], { id: 'north-1' }, null, 7]) {
      expect((await ask(officer, '/v1/grants', { ...grantFor('x'), kioskId })).code).toBe('out-of-scope');
    }
  });
  it('cannot pass the check with one lane and act on another', async () => {
    const officer = await hire('officer', { sites: [site('north')] });
    const twice = JSON.stringify(grantFor('south-1')).replace('{', '{"kioskId":"north-1",');
    const answer = await server.ask('/v1/grants', {
      ...{ method: 'POST', as: 'nobody', body: Buffer.from(twice) },
      headers: { cookie: officer.cookie, 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(403);
  });
});

describe('a person of any role', () => {
  it('cannot give themselves a duty, neither alone nor by approving their own proposal', async () => {
    for (const role of ROLES) {
      const who = await hire(role);
      const now = clock.wallMs();
      const wish = {
        ...{ person: who.personId, role: role === 'officer' ? 'supervisor' : 'officer', sites: 'all', lanes: 'all' },
        ...{ shifts: [], validFrom: now, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS },
      };
      const proposed = await ask(who, '/v1/proposals', { kind: 'duty-give', payload: wish });
      const expected = role === 'administrator' ? 'proposal-inapplicable' : 'not-entitled';
      expect([role, proposed.code]).toEqual([role, expected]);
      expect(await dutiesOf(server.database.knex, who.personId)).toHaveLength(1);
    }
  });
  it('is refused another role’s acts, and the auditor sees the attempt', async () => {
    const administrator = await hire('administrator');
    const auditor = await hire('auditor');
    for (const path of ['/v1/outcomes', '/v1/orders', '/v1/acts']) {
      expect([path, (await ask(administrator, path)).code]).toEqual([path, 'not-entitled']);
    }
    await expect
      .poll(async () => {
        const acts = await listActs(server.database.knex, { limit: 10, person: administrator.personId });
        return acts.map(({ act, result }) => `${act} ${result}`).toSorted();
      })
      .toEqual(['audit.see not-entitled', 'orders.see not-entitled', 'outcomes.see not-entitled']);
    const listed = async () => JSON.stringify((await ask(auditor, `/v1/acts?person=${administrator.personId}`)).json);
    // An act is listed once the log has its entry
    await expect.poll(listed).toContain('outcomes.see');
    expect(await listed()).not.toContain(REFERRED);
  });
  it('cannot claim a role, a person or a duty in headers, query or body', async () => {
    const officer = await hire('officer');
    const claims = {
      role: 'administrator',
      'x-role': 'administrator',
      'x-person': 'p-admin',
      'x-forwarded-user': 'admin',
    };
    const answer = await server.ask('/v1/duties', { as: 'nobody', headers: { cookie: officer.cookie, ...claims } });
    expect(answer.status).toBe(403);
    expect((await ask(officer, '/v1/duties?role=administrator')).code).toBe('not-entitled');
    const grant = { ...grantFor('north-1'), role: 'supervisor', officer: 'p-somebody' };
    expect((await ask(officer, '/v1/grants', grant)).code).toBe('invalid-message');
  });
});

describe('a development account', () => {
  it('proposes and approves like any other account', async () => {
    const [invented, berta] = [await server.as('administrator'), await hire('administrator')];
    await employ(server, 'p-emil');
    const now = clock.wallMs();
    const payload = {
      ...{ person: 'p-emil', role: 'officer', sites: 'all', lanes: 'all', shifts: [] },
      ...{ validFrom: now, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS },
    };
    const { status, json } = await ask(invented, '/v1/proposals', { kind: 'duty-give', payload });
    expect(status).toBe(201);
    const { id, digest } = json as { id: string; digest: string };
    expect((await ask(berta, `/v1/proposals/${id}/approval`, { digest })).code).toBe('204');
    const second = await ask(berta, '/v1/proposals', {
      kind: 'duty-give',
      payload: { ...payload, role: 'supervisor' },
    });
    const other = second.json as { id: string; digest: string };
    const approved = await ask(invented, `/v1/proposals/${other.id}/approval`, { digest: other.digest });
    expect(approved.code).toBe('204');
  });
});

describe('a duty', () => {
  it('of two people takes effect at once, and stops when it ends, in the same session', async () => {
    const [anna, berta, carla] = [
      await hire('administrator'),
      await hire('administrator'),
      await hire('administrator'),
    ];
    const otto = await employ(server, 'p-otto');
    const now = clock.wallMs();
    const wish = {
      ...{ person: 'p-otto', role: 'officer', sites: ['north'], lanes: ['north-1'], shifts: [] },
      ...{ validFrom: now, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS },
    };
    const decide = async (kind: string, payload: unknown) => {
      const { json } = await ask(anna, '/v1/proposals', { kind, payload });
      const { id, digest } = json as { id: string; digest: string };
      expect((await ask(anna, `/v1/proposals/${id}/approval`, { digest })).code).toBe('another-person-required');
      const both = await Promise.all([berta, carla].map((who) => ask(who, `/v1/proposals/${id}/approval`, { digest })));
      expect(both.map(({ code }) => code).toSorted()).toEqual(['204', 'proposal-settled']);
    };
    expect((await ask(otto, '/v1/lanes')).code).toBe('not-entitled');
    await decide('duty-give', wish);
    expect((await ask(otto, '/v1/lanes')).status).toBe(200);
    const [held] = await dutiesOf(server.database.knex, person('p-otto'));
    await decide('duty-end', { duty: held!.id });
    expect((await ask(otto, '/v1/lanes')).code).toBe('duty-over');
  });
  it('lapses by the clock: training, shift, step-up', async () => {
    const now = clock.wallMs();
    const officer = await hire('supervisor', { sites: [site('north')], trainingValidUntil: now + 400_000 });
    const approve = () => ask(officer, `/v1/proposals/${'0'.repeat(32)}/approval`, { digest: '0'.repeat(64) });
    expect((await approve()).code).toBe('not-found');
    clock.turn(300_000);
    expect((await approve()).code).toBe('step-up-required');
    expect((await ask(officer, '/v1/lanes')).status).toBe(200);
    clock.turn(100_000);
    expect((await ask(officer, '/v1/lanes')).code).toBe('training-lapsed');
    const minute = new Date(clock.wallMs()).toISOString().slice(11, 16);
    const shift = { days: [1, 2, 3, 4, 5, 6, 7], from: minute, until: minute, timeZone: 'UTC' };
    const over = new Date(clock.wallMs() - 2 * HOUR_MS).toISOString().slice(11, 16);
    const before = new Date(clock.wallMs() - HOUR_MS).toISOString().slice(11, 16);
    expect((await ask(await hire('officer', { shifts: [shift] }), '/v1/lanes')).status).toBe(200);
    const late = await hire('officer', { shifts: [{ ...shift, from: over, until: before }] });
    expect((await ask(late, '/v1/lanes')).code).toBe('off-shift');
  });
  it('allows nothing beside an incompatible one, even if the database contains both', async () => {
    const now = clock.wallMs();
    const terms = { validFrom: now - 1, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS };
    const both = await employ(server, 'p-both', duty('officer', terms), duty('auditor', terms));
    for (const path of ['/v1/lanes', '/v1/outcomes', '/v1/acts']) {
      expect([path, (await ask(both, path)).code]).toEqual([path, 'duties-incompatible']);
    }
  });
});
