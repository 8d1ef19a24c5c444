import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../server/platform/database/connection.ts';
import { DEVELOPMENT_RETENTION } from '../../../kiosk/vault/retention/development-retention.ts';
import { privacyKinds } from '../../../server/privacy/privacy-kinds.ts';
import { listHoldViews } from '../../../server/privacy/holds/hold-list.ts';
import { listPolicies } from '../../../server/privacy/tables/retention-policies.ts';
import type { AccessRequestList, AccessRequestView, Letter } from '../../../server/privacy/answers/access-request.ts';
import type { ProcessingRecord, StatisticsView } from '../../../server/privacy/answers/record.ts';
import { transactionIdOf, receiptCodeSchema } from '../../../server/contract/traveller-receipt.ts';
import { approve } from '../../../server/records/proposals/settle.ts';
import { propose } from '../../../server/records/proposals/propose.ts';
import { proposalKinds } from '../../../server/records/proposals/proposal-kind.ts';
import type { ProposalDesk } from '../../../server/records/proposals/proposal-desk.ts';
import { dutiesOf, insertDuty } from '../../../server/people/duties/duty-table.ts';
import { kioskIdSchema, transactionIdSchema } from '../../../server/contract/field.ts';
import { ARISEN } from '../../../server/border/referrals/referral.ts';
import { findReferralOf, insertReferral } from '../../../server/border/referrals/tables/referrals.ts';
import { insertTest } from '../../../server/border/referrals/tables/test-referrals.ts';
import { SCENARIO_NAMES } from '../../../server/border/referrals/test-referral.ts';
import { duty, person, principal } from '../platform/access/fixtures/principals.ts';
import { testBrowser, type TestBrowser } from '../people/people/fixtures/browser.ts';
import { referredReport } from '../fixtures/sample-report.ts';
import { privacyOffice, type PrivacyOffice } from './fixtures/privacy-office.ts';

const DAY = 86_400_000;
const CODE = receiptCodeSchema.parse('5'.repeat(32));

async function officer(office: PrivacyOffice, role = 'privacy-officer'): Promise<TestBrowser> {
  const browser = testBrowser(office.server);
  await browser.post('/v1/development/sign-in', { role });
  await browser.post('/v1/development/step-up', {});
  return browser;
}

const read = async <T>(browser: TestBrowser, path: string): Promise<T> =>
  JSON.parse((await browser.get(path)).text) as T;

/** An office; the holder of `CODE` and another traveller were referred. */
async function withTraveller() {
  const office = await privacyOffice();
  const [north] = office.lanes;
  const { outcome, reasons, checks } = referredReport();
  const transactionId = transactionIdOf(CODE);
  const report = { outcome, reasons, checks, transactionId, reportedAt: Date.now() };
  await office.server.post('/v1/reports', north.next(report).wire);
  await office.refer(77);
  const browser = await officer(office);
  const enter = async (body: unknown) => browser.post('/v1/privacy/requests', body);
  const entered = async (kind: 'access' | 'erasure' = 'access') =>
    JSON.parse((await enter({ kind, proof: { by: 'receipt', receipt: CODE } })).text) as AccessRequestView;
  return { office, browser, enter, entered, transactionId };
}

describe('request of a traveller', () => {
  it('finds by the receipt the data of its holder only', async () => {
    const { browser, entered, office, transactionId } = await withTraveller();
    await office.view('officer-anna', transactionId);
    const request = await entered();
    expect(request).toMatchObject({ kind: 'access', foundBy: 'receipt', passages: 1, state: 'open', version: 1 });
    const days = (request.dueAt - request.receivedAt) / DAY;
    expect(days).toBeGreaterThan(28);
    expect(days).toBeLessThanOrEqual(32);
    const { text } = await read<Letter>(browser, `/v1/privacy/requests/${request.id}/letter`);
    expect(text).toContain('On ');
    expect(text).toContain('Face compared with the chip portrait: did not pass');
    expect(text).toContain('purpose: identity check');
    expect(text.match(/the record says/g)).toHaveLength(1);
    expect(text).not.toMatch(/anna|north-1|[0-9a-f]{32}/);
  });

  it('is closed once, with a letter, and its passages are erased from it', async () => {
    const { browser, entered } = await withTraveller();
    const { id } = await entered();
    const close = () => browser.post(`/v1/privacy/requests/${id}`, { step: 'close', version: 1, state: 'answered' });
    const answers = await Promise.all([close(), close()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { letter } = JSON.parse(answers.find(({ status }) => status === 200)!.text) as { letter: Letter };
    expect(letter.text).toContain('the record says');
    expect(Buffer.from(letter.pdf, 'base64url').toString('latin1').startsWith('%PDF')).toBe(true);
    const { requests } = await read<AccessRequestList>(browser, '/v1/privacy/requests');
    expect(requests).toMatchObject([
      { id, state: 'answered', passages: null, closedBy: 'development-privacy-officer' },
    ]);
    expect((await browser.get(`/v1/privacy/requests/${id}/letter`)).status).toBe(404);
  });

  it('is extended once, with the version that was seen', async () => {
    const { browser, entered } = await withTraveller();
    const { id, dueAt } = await entered();
    const send = async (body: unknown) => browser.post(`/v1/privacy/requests/${id}`, body);
    expect((await send({ step: 'extend', version: 9 })).text).toContain('request-changed');
    const extended = JSON.parse((await send({ step: 'extend', version: 1 })).text) as { request: AccessRequestView };
    expect(extended.request.state).toBe('extended');
    expect(extended.request.dueAt).toBeGreaterThan(dueAt + 50 * DAY);
    expect((await send({ step: 'extend', version: 2 })).text).toContain('request-settled');
  });

  it('for erasure orders the lane to destroy remaining captures', async () => {
    const { browser, entered, office, transactionId } = await withTraveller();
    const { id } = await entered('erasure');
    await browser.post(`/v1/privacy/requests/${id}`, { step: 'close', version: 1, state: 'answered' });
    const orders = await office.server.database
      .knex('orders')
      .where({ kind: 'erase-captures' })
      .select('transaction_id');
    expect(orders).toEqual([{ transaction_id: transactionId }]);
  });

  it('finds passages by a document’s handle and its day', async () => {
    const { enter } = await withTraveller();
    const epoch = new Date().toISOString().slice(0, 10);
    const ask = async (handle: string) =>
      JSON.parse(
        (await enter({ kind: 'access', proof: { by: 'document-handle', handle, epoch } })).text,
      ) as AccessRequestView;
    expect((await ask('e'.repeat(64))).passages).toBe(2);
    expect((await ask('f'.repeat(64))).passages).toBe(0);
  });

  it.each<readonly [string, unknown]>([
    ['no body', undefined],
    ['an invalid receipt', { kind: 'access', proof: { by: 'receipt', receipt: 'PR1:HELLO' } }],
    ['a receipt that is too long', { kind: 'access', proof: { by: 'receipt', receipt: 'x'.repeat(401) } }],
    ['a name', { kind: 'access', proof: { by: 'receipt', receipt: CODE }, name: 'Anna' }],
    ['an unknown kind', { kind: 'everything', proof: { by: 'receipt', receipt: CODE } }],
    ['a day to come', { kind: 'access', proof: { by: 'receipt', receipt: CODE }, receivedAt: 4_000_000_000_000 }],
    ['a day long past', { kind: 'access', proof: { by: 'receipt', receipt: CODE }, receivedAt: 1 }],
  ])('is refused with %s', async (_fault, body) => {
    const { enter, browser } = await withTraveller();
    const { status } = await enter(body);
    expect([400, 415, 422]).toContain(status);
    expect((await read<AccessRequestList>(browser, '/v1/privacy/requests')).requests).toEqual([]);
  });

  it('needs a privacy officer with a fresh proof', async () => {
    const { office, entered } = await withTraveller();
    const { id } = await entered();
    const stale = testBrowser(office.server);
    await stale.post('/v1/development/sign-in', { role: 'privacy-officer' });
    for (const role of ['officer', 'supervisor', 'auditor', 'administrator', 'partner']) {
      const other = await officer(office, role);
      expect((await other.get('/v1/privacy/requests')).status).toBe(403);
      expect((await other.get(`/v1/privacy/requests/${id}/letter`)).status).toBe(403);
      expect((await other.post(`/v1/privacy/requests/${id}`, { step: 'extend', version: 1 })).status).toBe(403);
    }
    const strangers = await officer(office);
    for (const other of ['0'.repeat(32), 'x', '..%2f..']) {
      expect((await strangers.get(`/v1/privacy/requests/${other}/letter`)).status).toBe(404);
    }
  });
});

/** Two privacy officers over the server's own database. */
async function twoPeople(office: PrivacyOffice) {
  const { knex, queue, ledger, clock } = office.server.context;
  const kinds = proposalKinds(
    privacyKinds(office.server.orders.desk, async (...of) => (await findReferralOf(...of)) !== undefined),
  );
  const desk: ProposalDesk = { knex, queue, ledger, clock, kinds, dutiesOf };
  const employ = async (name: string) => {
    const at = Date.now();
    const until = { validFrom: at - DAY, validUntil: at + DAY, trainingValidUntil: at + DAY };
    const held = {
      ...duty('privacy-officer', until),
      id: name.padEnd(32, '0'),
      personId: person(name),
      givenBy: null,
      givenAt: at,
    };
    await queue.run((transaction) => insertDuty(transaction, held));
    return principal([held], { personId: person(name), steppedUpAt: at });
  };
  const anna = await employ('p-anna');
  const berta = await employ('p-berta');
  return {
    async propose(kind: string, payload: unknown): Promise<string> {
      const proposed = await propose(desk, anna, { kind, payload });
      return proposed.kind === 'refused' ? proposed.code : 'proposed';
    },
    async decide(kind: string, payload: unknown): Promise<string> {
      const proposed = await propose(desk, anna, { kind, payload });
      if (proposed.kind === 'refused') return proposed.code;
      const named = { id: proposed.proposal.id, digest: proposed.proposal.digest };
      const alone = await approve(desk, anna, named);
      if (alone.kind !== 'refused') throw new Error('expected the decision of one person to be refused');
      const answer = await approve(desk, berta, named);
      return answer.kind === 'refused' ? answer.code : 'settled';
    },
  };
}

describe('decision of two people', () => {
  it('approves a retention policy with an increasing number', async () => {
    const office = await privacyOffice();
    const { decide } = await twoPeople(office);
    expect(await decide('retention-policy', DEVELOPMENT_RETENTION)).toBe('settled');
    expect(await decide('retention-policy', DEVELOPMENT_RETENTION)).toBe('proposal-inapplicable');
    const tooLong = structuredClone({ ...DEVELOPMENT_RETENTION, number: 9 });
    tooLong.classes.referred.limitMs = 2 * DAY;
    expect(await decide('retention-policy', tooLong)).toBe('invalid-message');
    const [stored] = await listPolicies(office.server.database.knex, 9);
    expect(stored).toMatchObject({ proposedBy: 'p-anna', approvedBy: 'p-berta', policy: DEVELOPMENT_RETENTION });
  });

  it('orders the lane to keep a legal hold, and to end it', async () => {
    const office = await privacyOffice();
    const { decide } = await twoPeople(office);
    const transactionId = await office.refer(5);
    const hold = { kioskId: 'north-1', transactionId, reason: 'court-order', until: Date.now() + 30 * DAY };
    expect(await decide('legal-hold', hold)).toBe('settled');
    const { knex } = office.server.database;
    const [listed] = await listHoldViews(knex);
    expect(listed).toMatchObject({ ...hold, proposedBy: 'p-anna', approvedBy: 'p-berta', laneSays: 'pending' });
    expect(await decide('legal-hold-release', { hold: listed?.id })).toBe('settled');
    expect(await decide('legal-hold-release', { hold: listed?.id })).toBe('proposal-inapplicable');
    expect((await listHoldViews(knex))[0]?.releasedBy).toBe('p-berta');
    const kinds: readonly { kind: unknown }[] = await knex('orders').orderBy('id').select('kind');
    expect(kinds.map(({ kind }) => kind)).toEqual(['hold-captures', 'release-hold']);
  });

  it('on a test of attention is accepted as a proposal, so that it reveals no test, and cannot be approved', async () => {
    const office = await privacyOffice();
    const { propose: ask, decide } = await twoPeople(office);
    const transactionId = transactionIdSchema.parse('7'.repeat(32));
    const hold = { kioskId: 'north-1', transactionId, reason: 'complaint', until: Date.now() + DAY };
    expect(await ask('legal-hold', hold)).toBe('proposal-inapplicable');
    const referral = {
      id: '7'.repeat(32),
      kioskId: kioskIdSchema.parse('north-1'),
      transactionId,
      arisenAt: Date.now(),
    };
    const sealed = {
      scenario: SCENARIO_NAMES[0],
      nonce: '00'.repeat(32),
      commitment: '00'.repeat(32),
      sealedAt: Date.now(),
    };
    await office.server.context.queue.run(async (transaction) => {
      await insertReferral(transaction, { ...referral, ...ARISEN });
      await insertTest(transaction, { referralId: referral.id, ...sealed, payload: new Uint8Array(1) });
    });
    expect(await ask('legal-hold', hold)).toBe('proposed');
    expect(await decide('legal-hold', hold)).toBe('proposal-inapplicable');
    expect(await listHoldViews(office.server.database.knex)).toEqual([]);
  });

  it.each([
    ['an unknown lane', { kioskId: 'east-9' }, 'not-found'],
    ['a traveller who was not referred', { transactionId: '9'.repeat(32) }, 'proposal-inapplicable'],
    ['longer than any policy allows', { until: 4_000_000_000_000 }, 'proposal-inapplicable'],
    ['a time in the past', { until: 1 }, 'proposal-inapplicable'],
    ['an unknown reason', { reason: 'because' }, 'invalid-message'],
  ])('refuses a hold with %s', async (_fault, over, code) => {
    const office = await privacyOffice();
    const { decide } = await twoPeople(office);
    const transactionId = await office.refer(5);
    const hold = { kioskId: 'north-1', transactionId, reason: 'complaint', until: Date.now() + DAY };
    expect(await decide('legal-hold', { ...hold, ...over })).toBe(code);
    expect(await listHoldViews(office.server.database.knex)).toEqual([]);
  });
});

async function entriesAbout(database: Connection, subject: string): Promise<unknown[]> {
  const rows: readonly { payload: Buffer }[] = await database('ledger_openings').where({ subject }).select('payload');
  return rows.map(({ payload }) => JSON.parse(payload.toString()) as unknown);
}

describe('exports and statistics', () => {
  it('contain what the person may see, with their digest in the ledger', async () => {
    const office = await privacyOffice();
    await office.view('officer-anna', await office.refer(5));
    const browser = await officer(office);
    for (const format of ['csv', 'json', 'pdf']) {
      const answer = await browser.post(`/v1/privacy/exports?record=viewings&format=${format}`, {});
      expect(answer.status).toBe(200);
      const digest = createHash('sha256').update(answer.body).digest('hex');
      expect(answer.headers['postern-digest']).toBe(digest);
      expect(answer.headers['postern-subject']).toBe(`export/${digest}`);
      expect(String(answer.headers['content-disposition'])).toBe(`attachment; filename="postern-viewings.${format}"`);
      const act = (await office.server.database.knex('acts').where({ id: answer.headers['postern-act'] }).first()) as {
        details: string;
      };
      expect(JSON.parse(act.details)).toMatchObject({ record: 'viewings', format, digest, rows: 1 });
      const [opening] = await entriesAbout(office.server.database.knex, `export/${digest}`);
      expect(opening).toMatchObject({
        ...{ type: 'export', actId: answer.headers['postern-act'], record: 'viewings', format, digest },
        ...{ bytes: answer.body.length, records: 1, partner: null, agreement: null },
      });
    }
  });

  it('make the record of processing as a document, with the digest of its bytes in the ledger', async () => {
    const office = await privacyOffice();
    const browser = await officer(office);
    const answer = await browser.post('/v1/privacy/exports?record=processing&format=pdf', {});
    const text = Buffer.from(answer.body).toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    // A table of limits, of data, of facts; and no table of everything
    expect(text.match(/\/S \/Table\b/g)?.length).toBeGreaterThanOrEqual(3);
    const digest = createHash('sha256').update(answer.body).digest('hex');
    const [opening] = await entriesAbout(office.server.database.knex, `export/${digest}`);
    expect(opening).toMatchObject({ type: 'export', record: 'processing', format: 'pdf', digest });
    const assessment = await browser.post('/v1/privacy/exports?record=assessment&format=pdf', {});
    expect(assessment.status).toBe(200);
    expect(assessment.body.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('contain no more for an auditor than the console shows', async () => {
    const office = await privacyOffice();
    const auditor = await officer(office, 'auditor');
    const status = async (record: string) =>
      (await auditor.post(`/v1/privacy/exports?record=${record}&format=csv`, {})).status;
    expect([await status('erasures'), await status('held'), await status('requests'), await status('nothing')]).toEqual(
      [200, 403, 403, 400],
    );
    const administrator = await officer(office, 'administrator');
    expect((await administrator.post('/v1/privacy/exports?record=erasures&format=csv', {})).status).toBe(403);
  });

  it('include the record of processing, from the running configuration', async () => {
    const office = await privacyOffice();
    await office.refer(5);
    const record = await read<ProcessingRecord>(await officer(office), '/v1/privacy/record');
    expect(record.lanes).toMatchObject([
      { kioskId: 'north-1', policyDigest: 'a'.repeat(64), noticeDigest: 'b'.repeat(64), isSimulated: true },
    ]);
    expect(record.policyNumber).toBeNull();
    expect(record.answerable).toEqual({ controller: null, contact: null });
    expect(record.categories.map(({ who }) => who)).toContain('Travellers, at the server');
    expect(record.measures.join('; ')).toContain('no external witness yet');
    expect(record.facts).toContainEqual({ name: 'Travellers at lanes', value: '1' });
  });

  it('withhold small counts', async () => {
    const office = await privacyOffice();
    for (let number = 1; number <= 3; number++) await office.refer(number, Date.now() - 2 * DAY);
    const { rows, smallest } = await read<StatisticsView>(await officer(office), '/v1/privacy/statistics');
    expect(smallest).toBe(10);
    expect(rows).toMatchObject([{ site: 'north', total: null }]);
  });
});
