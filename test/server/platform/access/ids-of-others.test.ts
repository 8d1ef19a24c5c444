/** Requests each address with ids that do not belong to the caller: of another site, or of another person's account. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../../../server/platform/access/routes-of.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { enrolKiosk } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { FOLLOW_UPS } from '../../../../server/border/second-looks/vocabulary.ts';
import { insertPasskey } from '../../../../server/people/people/tables/passkeys.ts';
import { findSecondLook, insertSecondLook } from '../../../../server/border/second-looks/second-look-table.ts';
import type { OrderDraftView } from '../../../../server/lanes/orders/answers.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { givePasskey } from '../../fixtures/passkeys-of.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { kioskIdOf, referredReport, transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { originOf } from '../../people/people/fixtures/enrolled.ts';
import { SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { responseOf } from '../../border/referrals/fixtures/referral-bench.ts';
import { duty, HOUR_MS, site } from './fixtures/principals.ts';

/** The owner of an id, by site or account; `role`: without a place, so that only the role counts, which `every-route` tests. */
type Ownership =
  | { readonly of: 'place'; readonly as: Role; readonly id: () => string; readonly body?: object }
  | { readonly of: 'account'; readonly id: () => string; readonly body?: object }
  | { readonly of: 'role' };

const REFERRAL = () => made.referral;
const LOOK = () => made.look;
const LANE = () => 'south-1';
const SITE = () => 'south';
const plain = { version: 1 };
/** Id of a draft that does not exist. */
const signedOrder = {
  draft: 'A'.repeat(60),
  response: responseOf(new SoftAuthenticator('http://localhost'), { challenge: 'AAAA' }),
};
const decided = {
  ...plain,
  decision: { outcome: 'admitted-after-manual-check', reason: 'document-confirmed-by-hand' },
};
const ofPlace = (as: Role, id: () => string, body?: object): Ownership => ({
  ...{ of: 'place', as, id },
  ...(body !== undefined && { body }),
});
const BY_ROLE: Ownership = { of: 'role' };

const OWNERSHIP: Readonly<Record<string, Ownership>> = {
  'DELETE /v1/session/sessions/:id': { of: 'account', id: () => made.session },
  'PATCH /v1/session/passkeys/:id': { of: 'account', id: () => made.passkey, body: { name: 'mine now' } },
  'DELETE /v1/session/passkeys/:id': { of: 'account', id: () => made.passkey },
  // The person who had it made: `oversight/compliance/years`
  'GET /v1/compliance/years/:id/file': BY_ROLE,
  'GET /v1/training/courses/:course': BY_ROLE,
  'GET /v1/training/drills/:scenario': BY_ROLE,
  'GET /v1/training/exams/:id': { of: 'account', id: () => made.exam },
  'POST /v1/training/exams/:id/answers': {
    ...{ of: 'account', id: () => made.exam },
    body: { answers: [{ question: 'machine-right', option: 0 }] },
  },
  'POST /v1/referrals/:id/take': ofPlace('officer', REFERRAL, plain),
  'POST /v1/referrals/:id/renew': ofPlace('officer', REFERRAL, plain),
  'POST /v1/referrals/:id/hand-back': ofPlace('officer', REFERRAL, plain),
  'POST /v1/referrals/:id/reassign': ofPlace('supervisor', REFERRAL, {
    ...plain,
    to: { person: 'p-south-officer', role: 'officer' },
  }),
  'POST /v1/referrals/:id/ask-second-opinion': ofPlace('officer', REFERRAL, { ...plain, proposal: decided.decision }),
  'POST /v1/referrals/:id/withdraw-question': ofPlace('officer', REFERRAL, plain),
  'POST /v1/referrals/:id/give-second-opinion': ofPlace('officer', REFERRAL, decided),
  'POST /v1/referrals/:id/decide': ofPlace('officer', REFERRAL, decided),
  'POST /v1/referrals/:id/settle': ofPlace('supervisor', REFERRAL, decided),
  'POST /v1/referrals/:id/safeguarding': ofPlace('officer', REFERRAL, { code: 'medical-need' }),
  'POST /v1/referrals/:id/safeguarding/acknowledge': ofPlace('supervisor', REFERRAL, { code: 'medical-need' }),
  'GET /v1/referrals/:id/watchlist': ofPlace('officer', REFERRAL),
  'POST /v1/referrals/:id/watchlist': ofPlace('officer', REFERRAL, {
    list: 'stolen',
    document: { type: 'P', issuer: 'UTO', number: 'L1' },
  }),
  'DELETE /v1/fleet/freezes/:id': BY_ROLE,
  'POST /v1/second-looks/:id/finding': ofPlace('supervisor', LOOK, { finding: 'cannot-tell' }),
  'POST /v1/second-looks/:id/follow-up': ofPlace('supervisor', LOOK, { followUp: FOLLOW_UPS[0] }),
  'POST /v1/handovers/:id/accept': ofPlace('officer', () => made.handover),
  'POST /v1/handovers/:id/withdraw': ofPlace('officer', () => made.handover),
  'POST /v1/lanes/:kioskId/open': ofPlace('supervisor', LANE, { kind: 'open-for-cause', cause: 'staff' }),
  'POST /v1/lanes/:kioskId/open/signed': ofPlace('supervisor', LANE, signedOrder),
  'POST /v1/lanes/:kioskId/emergency/signed': ofPlace('officer', LANE, signedOrder),
  'POST /v1/lanes/:kioskId/service': ofPlace('supervisor', LANE, { kind: 'take-out-of-service', reason: 'staffing' }),
  'POST /v1/lanes/:kioskId/emergency': ofPlace('officer', LANE, { kind: 'open-in-emergency', cause: 'fire' }),
  'POST /v1/sites/:site/emergency': ofPlace('officer', SITE, {
    order: { kind: 'open-in-emergency', cause: 'fire' },
    lanes: ['south-1'],
  }),
  'POST /v1/sites/:site/emergency/signed': ofPlace('officer', SITE, signedOrder),
  'POST /v1/emergencies/:digest/finding': ofPlace('supervisor', () => made.emergency, { finding: 'confirmed' }),
  'POST /v1/openings/:digest/finding': ofPlace('supervisor', () => made.opening, { finding: 'confirmed' }),
  'POST /v1/fleet/kiosks/:kioskId/disable': ofPlace('supervisor', LANE, {}),
  'GET /v1/readiness/:kioskId': ofPlace('technician', LANE),
  'POST /v1/readiness/:kioskId/approval': ofPlace('technician', LANE, { code: '0000-0000' }),
  'POST /v1/degradations/:id/approval': BY_ROLE,
  'POST /v1/degradations/:id/approval/signed': BY_ROLE,
  'POST /v1/degradations/:id/end': ofPlace('supervisor', () => made.degradation),
  'DELETE /v1/fleet/codes/:kioskId': BY_ROLE,
  'PUT /v1/sites/:site': BY_ROLE,
  'DELETE /v1/sites/:site': BY_ROLE,
  'POST /v1/sites/:site/lanes': BY_ROLE,
  'PUT /v1/sites/:site/lanes/:number': BY_ROLE,
  'DELETE /v1/sites/:site/lanes/:number': BY_ROLE,
  'PUT /v1/setup/:item/statement': BY_ROLE,
  'DELETE /v1/setup/:item/statement': BY_ROLE,
  'POST /v1/alerts/channels/:number/tests': BY_ROLE,
  'POST /v1/alerts/channels/:number/secrets': BY_ROLE,
  'DELETE /v1/alerts/silences/:id': BY_ROLE,
  'GET /v1/detection/findings/:id/hidden': BY_ROLE,
  'GET /v1/detection/baselines/:kind/:id': BY_ROLE,
  'POST /v1/detection/findings/:id/judgement': BY_ROLE,
  'POST /v1/detection/responses/:id/decision': BY_ROLE,
  'POST /v1/detection/responses/:id/end': BY_ROLE,
  'POST /v1/detection/trials/:id/cancellation': BY_ROLE,
  'GET /v1/detection/cases/:id': BY_ROLE,
  'POST /v1/detection/cases/:id': BY_ROLE,
  'POST /v1/detection/cases/:id/file': BY_ROLE,
  'GET /v1/sharing/agreements/:id/deliveries': BY_ROLE,
  'POST /v1/sharing/seeds/:agreement/:period': BY_ROLE,
  'GET /v1/compliance/breaches/:id': BY_ROLE,
  'POST /v1/compliance/breaches/:id': BY_ROLE,
  'GET /v1/compliance/breaches/:id/entries': BY_ROLE,
  'POST /v1/compliance/breaches/:id/facts': BY_ROLE,
  'POST /v1/compliance/breaches/:id/notices': BY_ROLE,
  'POST /v1/compliance/breaches/:id/notices/:notice/signature': BY_ROLE,
  'POST /v1/compliance/breaches/:id/notices/:notice/sending': BY_ROLE,
  'POST /v1/compliance/breaches/:id/file': BY_ROLE,
  'POST /v1/people/:person/disable': BY_ROLE,
  'DELETE /v1/people/:person/sessions': BY_ROLE,
  'POST /v1/people/:person/recoveries': BY_ROLE,
  'DELETE /v1/people/recoveries/:recovery': BY_ROLE,
  'POST /v1/people/recoveries/:recovery/approval': BY_ROLE,
  'GET /v1/proposals/:id': BY_ROLE,
  'POST /v1/proposals/:id/approval': BY_ROLE,
  'POST /v1/proposals/:id/refusal': BY_ROLE,
  'POST /v1/proposals/:id/report': BY_ROLE,
  'POST /v1/proposals/:id/withdrawal': BY_ROLE,
  'POST /v1/privacy/retention/:number/signatures': BY_ROLE,
  'GET /v1/privacy/requests/:id/letter': BY_ROLE,
  'POST /v1/privacy/requests/:id': BY_ROLE,
  'GET /v1/ledger/entries/:index/proof': BY_ROLE,
  'GET /ledger/tile/*path': BY_ROLE,
  'GET /v1/releases/metadata/:name': BY_ROLE,
  'GET /v1/releases/targets/:kind/:name/:file/:offset': BY_ROLE,
  'GET /receipt/lane-keys/:kioskId': BY_ROLE,
  'GET /v1/error-rates/:period': BY_ROLE,
  'GET /v1/error-rates/:period/proof': BY_ROLE,
  'GET /lane-statements/releases/:digest': BY_ROLE,
  // The office's membership and the person of a viewing: `goods/declarations/viewings`
  'GET /v1/declarations/:id': BY_ROLE,
  'POST /v1/declarations/:id/viewings': BY_ROLE,
  'GET /v1/declaration-viewings/:id': BY_ROLE,
  'POST /v1/declaration-controls/:id/result': BY_ROLE,
  'POST /v1/declaration-controls/:id/confirmation': BY_ROLE,
};

const folder = mkdtempSync(join(tmpdir(), 'postern-ids-'));
const made = {
  referral: '',
  look: '',
  handover: '',
  emergency: '',
  opening: '',
  degradation: '',
  session: '',
  passkey: 'south-key',
  exam: '',
};
const people = new Map<string, Employed>();
let server: RunningServer;

const employed = async (where: string, role: Role, name = `p-${where}-${role}`): Promise<Employed> => {
  const now = Date.now();
  const terms = { validFrom: now - HOUR_MS, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS };
  const one = await employ(server, name, duty(role, { ...terms, sites: [site(where)] }));
  people.set(name, one);
  return one;
};

async function ask({ cookie }: Employed, method: string, path: string, sent?: object) {
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const body = sent === undefined ? {} : { body: Buffer.from(JSON.stringify(sent)) };
  const { status, text } = await server.ask(path, { as: 'nobody', method, headers, ...body });
  const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> & { error?: { code: string } };
  return { status, json, code: json.error?.code ?? String(status) };
}

beforeAll(async () => {
  server = await runServer({ dataDir: folder, onEnd: () => undefined });
  const lane = testKiosk(kioskIdOf('south-1'), 2);
  const enrolment = { kiosk: lane.id, site: 'south', lane: '1', 'public-key': lane.publicKeyHex };
  await enrolKiosk(server.database, enrolment, backgroundClock.wallMs());
  const { outcome, reasons, checks } = referredReport();
  await server.post('/v1/reports', lane.next({ outcome, reasons, checks, transactionId: transactionOf(7) }).wire);
  for (const where of ['north', 'south'])
    for (const role of ['officer', 'supervisor', 'technician'] as const) await employed(where, role);
  const officer = people.get('p-south-officer')!;
  const supervisor = people.get('p-south-supervisor')!;
  const second = await employed('south', 'supervisor', 'p-south-second');
  await ask(officer, 'POST', '/v1/watch', { site: 'south' });
  const { open } = (await ask(officer, 'GET', '/v1/referrals')).json as { open?: { id: string }[] };
  made.referral = open?.[0]?.id ?? '';
  await server.post('/v1/reports', lane.next({ outcome, reasons, checks, transactionId: transactionOf(8) }).wire);
  const after = (await ask(officer, 'GET', '/v1/referrals')).json as { open?: { id: string }[] };
  made.look = after.open?.find(({ id }) => id !== made.referral)?.id ?? '';
  await ask(officer, 'POST', `/v1/referrals/${made.look}/take`, { version: 1 });
  await ask(officer, 'POST', `/v1/referrals/${made.look}/decide`, { ...decided, version: 2 });
  await server.context.queue.run(async (transaction) => {
    // A random selection may have made one already.
    if ((await findSecondLook(transaction, made.look)) !== undefined) return;
    await insertSecondLook(transaction, {
      ...{ referralId: made.look, kioskId: lane.id, transactionId: transactionOf(8) },
      ...{ decidedBy: officer.personId, opinionBy: null, decidedAt: Date.now(), dueAt: Date.now() + HOUR_MS },
    });
  });
  await ask(officer, 'POST', '/v1/handovers', { site: 'south', notes: [{ kioskId: 'south-1', note: 'queue-long' }] });
  made.handover = String((await server.database.knex('handovers').first('id'))?.id);
  const passkey = await givePasskey(server.context, officer.personId, new SoftAuthenticator(originOf(server)));
  const give = async (path: string, order: object): Promise<string> => {
    const { draft, options } = (await ask(officer, 'POST', path, order)).json as unknown as OrderDraftView;
    const signed = { draft, response: responseOf(passkey, options) };
    return String((await ask(officer, 'POST', `${path}/signed`, signed)).json['digest']);
  };
  made.emergency = await give(EMERGENCY, { kind: 'open-in-emergency', cause: 'fire' });
  made.opening = await give('/v1/lanes/south-1/open', { kind: 'open-for-cause', cause: 'staff' });
  const degradation = {
    ...{ site: 'south', kiosks: ['south-1'], measure: 'without-watchlist', cause: 'feed-down', forMs: HOUR_MS },
  };
  const sign = async (who: Employed, path: string, body: object) => {
    const key = await givePasskey(server.context, who.personId, new SoftAuthenticator(originOf(server)));
    const { draft, options } = (await ask(who, 'POST', path, body)).json as unknown as OrderDraftView;
    return (await ask(who, 'POST', `${path}/signed`, { draft, response: responseOf(key, options) })).json;
  };
  const { id, digest } = await sign(supervisor, '/v1/degradations', degradation);
  await sign(second, `/v1/degradations/${String(id)}/approval`, { digest });
  made.degradation = String(id);
  made.session = officer.sessionId;
  made.exam = String((await ask(officer, 'POST', '/v1/training/exams', { course: 'bias' })).json['id']);
  // The last credential of a person cannot be deleted, with any id.
  const stranger = people.get('p-north-officer')!;
  const passkeys = [made.passkey, 'south-spare', 'north-key', 'north-spare'];
  for (const id of passkeys) {
    const { personId } = id.startsWith('south') ? officer : stranger;
    await server.context.queue.run((transaction) =>
      insertPasskey(transaction, {
        ...{ id, personId, publicKey: new Uint8Array(32), counter: 0, transports: [], synced: false },
        ...{ name: id, addedAt: 1, usedAt: null, regressedAt: null },
      }),
    );
  }
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const EMERGENCY = '/v1/lanes/south-1/emergency';
const addressOf = (path: string, id: string) => path.replace(/[:*][A-Za-z]+/, id);

describe('an id of another person or site', () => {
  it('occurs in no address that this test omits', () => {
    const named = routesOf(server.app)
      .filter(({ path }) => /[:*]/.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(named.toSorted()).toEqual(Object.keys(OWNERSHIP).toSorted());
    for (const [what, id] of Object.entries(made))
      expect([what, id]).not.toEqual([what, expect.stringMatching(/^(undefined)?$/)]);
  });

  it('gives no access, and its record stays unchanged', async () => {
    const tables = [
      'referrals',
      'handovers',
      'emergency_openings',
      'degradations',
      'orders',
      'kiosks',
      'safeguarding',
      'second_looks',
      'training_exams',
    ];
    const all = () => Promise.all([...tables, 'passkeys'].map((table) => server.database.knex(table).select()));
    const before = await all();
    for (const [route, owned] of Object.entries(OWNERSHIP)) {
      if (owned.of === 'role') continue;
      const [method = '', path = ''] = route.split(' ');
      const stranger = people.get(owned.of === 'place' ? `p-north-${owned.as}` : 'p-north-officer')!;
      const { status, code } = await ask(stranger, method, addressOf(path, owned.id()), owned.body);
      expect([route, code, [403, 404].includes(status)]).toEqual([route, code, true]);
      expect(code).not.toBe('not-entitled');
    }
    expect(await all()).toEqual(before);
    const still = await ask(people.get('p-south-officer')!, 'GET', '/v1/session');
    expect(JSON.stringify(still.json)).toContain('"personId":"p-south-officer"');
  });

  it('gives access to its owner', async () => {
    for (const [route, owned] of Object.entries(OWNERSHIP)) {
      if (owned.of === 'role') continue;
      const [method = '', path = ''] = route.split(' ');
      const own = people.get(owned.of === 'place' ? `p-south-${owned.as}` : 'p-south-officer')!;
      // Last, because it ends the session that makes the other requests.
      if (route === 'DELETE /v1/session/sessions/:id' || route.includes('/disable')) continue;
      const { code } = await ask(own, method, addressOf(path, owned.id()), owned.body);
      expect([route, code]).not.toEqual([
        route,
        expect.stringMatching(/^(not-found|out-of-scope|not-entitled|404|403)$/),
      ]);
    }
  });
});
