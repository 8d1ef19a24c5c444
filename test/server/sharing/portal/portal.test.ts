/** The portal for people of partners through the whole server: invitation, passkey, session, roles, own records. */
import { expect, test } from 'vitest';
import { accountSchema } from '../../../../server/people/portals/answers.ts';
import { contentOf } from '../../../../server/records/ledger/recorded/row-content.ts';
import { judgeProofFile } from '../../../../server/records/ledger/verify/judge-proof-file.ts';
import { fileDigest } from '../../../../server/sharing/deliveries/delivery-file.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import {
  ownAgreementsSchema,
  ownDeliveriesSchema,
  partnerPeopleSchema,
  partnerInvitationSchema,
  partnerPolicySchema,
  partnerSessionSchema,
} from '../../../../server/sharing/portal/answers.ts';
import { partnerLogSchema } from '../../../../server/sharing/partners/answers.ts';
import { verifyCall } from '../../../../server/console/partner-portal/verify-call.ts';
import { logCsv, readLogCsv } from '../../../../server/console/partner-portal/log-csv.ts';
import { PARTNER_ROLES } from '../../../../server/sharing/portal/vocabulary.ts';
import { ROLES_OF } from '../../../../server/sharing/portal/portal-routes.ts';
import { digestOf, makeToken } from '../../../../server/people/people/session-token.ts';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import { newInvitationCode } from '../../goods/declarations/fixtures/portal-browser.ts';
import { streamEvents } from '../../oversight/detection/stream/stream-events.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { send } from '../../fixtures/running-server.ts';
import {
  OTHER_PARTNER,
  OTHER_SEEDS,
  SAMPLE_PARTNER,
  sampleAgreement,
  signaturesUnder,
} from '../fixtures/agreements.ts';
import { codeOf, enrolPerson, partnerBrowser, portalOffice, signInPerson } from '../fixtures/partner-person.ts';
import { SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { DAY_MS, datedAgreement } from '../fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences } from '../fixtures/sharing-year.ts';

const MINUTE_MS = 60_000;

async function world() {
  const office = await portalOffice();
  await office.enterParties();
  return office;
}

/** With one delivery of April that waits. */
async function delivered() {
  const office = await world();
  expect(await office.enter(datedAgreement())).toBeUndefined();
  await office.turn(66 * DAY_MS);
  await lookAtDeliveries(delivererOf(office.server));
  const [delivery] = await deliveries(office.server);
  return { ...office, digest: delivery?.digest ?? '' };
}

/** As a privacy officer sees them: each person's name with the state, passkeys that sign in, blocked ones, and the last sign-in. */
async function seenPeople({ server, petra }: Awaited<ReturnType<typeof world>>) {
  const { text } = await server.ask('/v1/sharing/people', { headers: { cookie: petra.cookie } });
  const { partners, people } = partnerPeopleSchema.parse(JSON.parse(text));
  expect(partners.every(({ id }) => id === SAMPLE_PARTNER.id)).toBe(true);
  return people.map(({ name, state, passkeys, blocked, lastSignInAt }) => [
    ...[name, state, passkeys, blocked, lastSignInAt],
  ]);
}

async function noted({ server }: Awaited<ReturnType<typeof world>>, kind: string): Promise<number> {
  await server.people.signals.settle();
  const signals = await listSignals(server.context.knex, 0, 100);
  return signals.filter((one) => one.kind === kind).reduce((sum, { count }) => sum + count, 0);
}

test('a row of a session that someone wrote into the database signs no one in, and the account says so', async () => {
  const office = await world();
  const { browser } = await enrolPerson(office);
  const { knex } = office.server.context;
  const kept = (await knex('sharing_sessions').first()) as Record<string, unknown>;
  const forger = partnerBrowser(office);
  const token = makeToken();
  forger.cookie = browser.cookie.replace(/=.*/, `=${token}`);
  await knex('sharing_sessions').insert({ ...kept, id: 'f'.repeat(32), token_digest: digestOf(token) });
  expect(codeOf(await forger.ask('GET', '/v1/session/account'))).toBe('not-signed-in');
  const account = accountSchema.parse(JSON.parse((await browser.ask('GET', '/v1/session/account')).text));
  expect(account).toMatchObject({ sessions: [{ isThis: true }], forgedSessions: 1 });
  await office.server.context.alarms.settle();
  expect(await knex('alarms').where({ kind: 'session-forged' }).pluck('about')).toEqual(['session/sharing_sessions']);
});

test('a person enrols once with a code that two privacy officers approved, for a partner on record', async () => {
  const office = await world();
  const { code, digest } = newInvitationCode();
  const browser = partnerBrowser(office);
  const look = () => browser.ask('POST', '/v1/people/enrolment', { code: code.toLowerCase() });
  expect(codeOf(await look())).toBe('enrolment-code-refused');
  const invite = { change: 'invite', party: SAMPLE_PARTNER.id, name: 'Stella', roles: ['reader'], code: digest };
  const propose = (over: object) => office.propose('sharing-person', { ...invite, ...over });
  expect(await propose({ party: 'border-agency' })).toEqual({ objection: 'no-such-partner' });
  expect(await propose({ party: 'unknown' })).toEqual({ objection: 'no-such-partner' });
  for (const roles of [[], ['reader', 'reader'], ['administrator']])
    expect((await propose({ roles })).id).toBeUndefined();
  const { id = '' } = await propose({});
  // One privacy officer is not enough
  expect((await office.approve(id, office.petra)).status).toBe(403);
  expect((await office.approve(id)).status).toBe(204);
  expect(await propose({})).toEqual({ objection: 'invitation-known' });
  const invited = partnerInvitationSchema.parse(JSON.parse((await look()).text));
  expect(invited).toMatchObject({ name: 'Stella', party: 'statistics', roles: ['reader'] });
  expect(await noted(office, 'partner-code-refused')).toBe(1);
  expect(await seenPeople(office)).toEqual([['Stella', 'invited', 0, 0, null]]);
  await office.turn(8 * DAY_MS);
  expect(await seenPeople(office)).toEqual([['Stella', 'not-accepted', 0, 0, null]]);
  expect(codeOf(await look())).toBe('enrolment-code-refused');
});

test('a session ends by time, by the person, by two privacy officers and with the record of the partner', async () => {
  const office = await world();
  const { browser, key, id } = await enrolPerson(office);
  const person = async () =>
    partnerSessionSchema.parse(JSON.parse((await browser.ask('GET', '/v1/session')).text)).person;
  expect(await person()).toMatchObject({ party: 'statistics', partyName: SAMPLE_PARTNER.name, roles: ['reader'] });
  expect(browser.cookie).toMatch(/^postern-partner=[\w-]{43}$/);
  await office.turn(16 * MINUTE_MS);
  expect(await person()).toBeNull();
  expect((await signInPerson(browser, key)).status).toBe(204);
  const first = browser.cookie;
  browser.cookie = '';
  expect((await signInPerson(browser, key)).status).toBe(204);
  expect((await browser.ask('DELETE', '/v1/session/everywhere')).status).toBe(204);
  browser.cookie = first;
  expect(await person()).toBeNull();
  browser.cookie = '';
  expect((await signInPerson(browser, key)).status).toBe(204);
  const signedInAt = Math.round(office.clock.wallMs());
  expect(await seenPeople(office)).toEqual([['Stella Statistician', 'active', 1, 0, signedInAt]]);
  expect(await office.decide('sharing-person', { change: 'end', code: id })).toBeUndefined();
  expect(await seenPeople(office)).toEqual([['Stella Statistician', 'ended', 0, 0, signedInAt]]);
  expect(await person()).toBeNull();
  expect(codeOf(await signInPerson(browser, key))).toBe('sign-in-failed');
  expect(await office.decide('sharing-person', { change: 'end', code: id })).toBe('no-such-partner-person');
  const other = await enrolPerson(office, { name: 'Stefan' });
  // New keys of the partner do not end its people, the end of its record does
  const renewed = { ...SAMPLE_PARTNER, contact: 'new@statistics.example' };
  expect(await office.decide('sharing-party', { change: 'enter', party: renewed })).toBeUndefined();
  expect((await other.browser.ask('GET', '/v1/agreements')).status).toBe(200);
  expect(await office.decide('sharing-party', { change: 'end', id: SAMPLE_PARTNER.id })).toBeUndefined();
  expect(codeOf(await other.browser.ask('GET', '/v1/agreements'))).toBe('not-signed-in');
  const again = { ...renewed, contact: 'again@statistics.example' };
  expect(await office.decide('sharing-party', { change: 'enter', party: again })).toBeUndefined();
  expect(codeOf(await signInPerson(other.browser, other.key))).toBe('sign-in-failed');
  expect(await noted(office, 'partner-sign-in-refused')).toBe(2);
  expect(await differences(office.server)).toEqual([]);
});

test('a passkey is added and removed soon after a sign-in, and a copied one is blocked', async () => {
  const office = await world();
  const { browser, key } = await enrolPerson(office);
  const account = async () => accountSchema.parse(JSON.parse((await browser.ask('GET', '/v1/session/account')).text));
  const [only] = (await account()).passkeys;
  expect(codeOf(await browser.ask('DELETE', `/v1/session/passkeys/${only?.id}`))).toBe('last-credential');
  office.clock.turn(6 * MINUTE_MS);
  expect(codeOf(await browser.ask('POST', '/v1/session/passkeys/options', {}))).toBe('step-up-required');
  expect(codeOf(await browser.ask('DELETE', `/v1/session/passkeys/${only?.id}`))).toBe('step-up-required');
  expect((await signInPerson(browser, key)).status).toBe(204);
  const added = JSON.parse((await browser.ask('POST', '/v1/session/passkeys/options', {})).text) as {
    ceremony: string;
    options: Parameters<SoftAuthenticator['create']>[0];
  };
  const spare = new SoftAuthenticator(browser.origin);
  const { ceremony } = added;
  const passkey = { ceremony, response: spare.create(added.options), name: 'Spare key' };
  expect((await browser.ask('POST', '/v1/session/passkeys', passkey)).status).toBe(204);
  expect((await account()).passkeys.map(({ name }) => name)).toEqual(['Office key', 'Spare key']);
  key.counter = 0;
  expect(codeOf(await signInPerson(browser, key))).toBe('sign-in-failed');
  expect(codeOf(await browser.ask('GET', '/v1/session/account'))).toBe('not-signed-in');
  expect((await seenPeople(office)).map((one) => one.slice(1, 4))).toEqual([['active', 1, 1]]);
  expect((await signInPerson(browser, spare)).status).toBe(204);
  expect((await account()).passkeys.map(({ isBlocked }) => isBlocked)).toEqual([true, false]);
  expect((await browser.ask('DELETE', `/v1/session/passkeys/${only?.id}`)).status).toBe(204);
});

test('each role reads its own part, and no role signs a receipt', async () => {
  const office = await delivered();
  const paths = {
    agreements: '/v1/agreements',
    list: '/v1/deliveries',
    download: `/v1/deliveries/${office.digest}`,
    proof: `/v1/deliveries/${office.digest}/proof`,
    log: '/v1/log',
    'log-proof': `/v1/log/${'0'.repeat(32)}/proof`,
  };
  for (const role of PARTNER_ROLES) {
    const { browser } = await enrolPerson(office, { name: `A ${role}`, roles: [role] });
    for (const [call, path] of Object.entries(paths)) {
      const isEntitled = ROLES_OF[call as keyof typeof ROLES_OF].includes(role);
      const answer = await browser.ask('GET', path);
      expect([role, call, codeOf(answer) === 'not-entitled']).toEqual([role, call, !isEntitled]);
    }
    expect((await browser.ask('POST', `/v1/deliveries/${office.digest}/answer`, {})).status).toBe(404);
    await office.turn(1_000);
  }
  const stranger = partnerBrowser(office);
  for (const path of Object.values(paths)) expect(codeOf(await stranger.ask('GET', path))).toBe('not-signed-in');
});

test('a recipient downloads a delivery in parts, and every call is in the log with a proof', async () => {
  const office = await delivered();
  const { server, clock, digest } = office;
  const { browser, id } = await enrolPerson(office, { roles: ['recipient', 'auditor'] });
  const list = ownDeliveriesSchema.parse(JSON.parse((await browser.ask('GET', '/v1/deliveries')).text));
  expect(list).toMatchObject({ closed: 0, deliveries: [{ digest, state: 'waiting', isOpen: true }] });
  const path = `/v1/deliveries/${digest}`;
  const first = await browser.ask('GET', path, undefined, { range: 'bytes=0-99' });
  expect([first.status, first.body.length, first.headers['etag']]).toEqual([206, 100, `"${digest}"`]);
  const rest = await browser.ask('GET', path, undefined, { range: 'bytes=100-', 'if-range': `"${digest}"` });
  expect(fileDigest(Buffer.concat([first.body, rest.body]))).toBe(digest);
  const agreements = ownAgreementsSchema.parse(JSON.parse((await browser.ask('GET', '/v1/agreements')).text));
  expect(agreements.agreements).toMatchObject([{ state: 'in-force', differences: [], budget: null }]);
  const log = partnerLogSchema.parse(JSON.parse((await browser.ask('GET', '/v1/log')).text));
  expect(log.calls.map(({ call }) => call).sort()).toEqual(
    ['agreements', 'download', 'download', 'enrolled', 'list'].sort(),
  );
  expect(new Set(log.calls.map(({ person }) => person?.id))).toEqual(new Set([id]));
  const download = log.calls.find(({ call, bytes }) => call === 'download' && bytes === 100);
  expect(download).toMatchObject({ agreement: 'monthly-crossings', delivery: digest, kind: 'counts', result: 'done' });
  await everythingEntered(server.context);
  const isProved = async () => {
    clock.turn(1_000);
    return (await browser.ask('GET', `/v1/log/${download?.id}/proof`)).status;
  };
  await expect.poll(isProved, { timeout: 240_000, interval: 200 }).toBe(200);
  const { text: proof } = await browser.ask('GET', `/v1/log/${download?.id}/proof`);
  const { policy } = partnerPolicySchema.parse(
    JSON.parse((await browser.ask('GET', '/v1/session/ledger-policy')).text),
  );
  const { person, kind: _kind, ...call } = { ...download, party: 'statistics' };
  const content = contentOf('sharing_portal_calls', { ...call, person: person?.id });
  expect(judgeProofFile({ proof, policy })).toMatchObject({
    kind: 'verified',
    entry: { table: 'sharing_portal_calls', key: [download?.id], content },
  });
  // The page of the portal comes to the same verdict, with the file of the log alone
  const calls = readLogCsv(logCsv(log)) ?? [];
  const party = 'statistics';
  expect(verifyCall({ calls, proof, policy, party })).toMatchObject({ kind: 'verified', call: { id: download?.id } });
  const changed = calls.map((one) => (one.id === download?.id ? { ...one, bytes: 99 } : one));
  expect(verifyCall({ calls: changed, proof, policy, party })).toEqual({ kind: 'refused', code: 'other-content' });
  const others = calls.filter(({ id: one }) => one !== download?.id);
  expect(verifyCall({ calls: others, proof, policy, party })).toEqual({ kind: 'refused', code: 'other-entry' });
  expect((await browser.ask('GET', `${path}/proof`)).status).toBe(200);
  const events = (await streamEvents(server.context)).filter(({ kind }) => kind === 'partner-called');
  expect(events.map(({ reason }) => reason)).toContain('download');
  expect(await differences(server)).toEqual([]);
});

test('a person of one partner sees nothing of another', async () => {
  const office = await delivered();
  const { digest } = office;
  expect(await office.decide('sharing-party', { change: 'enter', party: OTHER_PARTNER })).toBeUndefined();
  const day = (days: number) => new Date(office.clock.wallMs() + days * DAY_MS).toISOString().slice(0, 10);
  const theirs = sampleAgreement({ id: 'other-crossings', from: day(1), until: day(300) }, OTHER_PARTNER);
  expect(await office.enter(theirs, signaturesUnder(theirs, OTHER_SEEDS))).toBeUndefined();
  const own = await enrolPerson(office, { roles: PARTNER_ROLES });
  const other = await enrolPerson(office, { party: OTHER_PARTNER.id, name: 'Otto', roles: PARTNER_ROLES });
  await own.browser.ask('GET', `/v1/deliveries/${digest}`);
  const log = partnerLogSchema.parse(JSON.parse((await own.browser.ask('GET', '/v1/log')).text));
  const call = log.calls.find((one) => one.call === 'download')?.id ?? '';
  for (const path of [`/v1/deliveries/${digest}`, `/v1/deliveries/${digest}/proof`, `/v1/log/${call}/proof`]) {
    expect(codeOf(await other.browser.ask('GET', path))).toBe('not-found');
    const unknown = path.replace(/[0-9a-f]{32,64}/, (id) => '0'.repeat(id.length));
    expect(codeOf(await other.browser.ask('GET', unknown))).toBe('not-found');
  }
  const texts = await Promise.all(
    ['/v1/agreements', '/v1/deliveries', '/v1/log'].map(async (path) => (await other.browser.ask('GET', path)).text),
  );
  for (const text of texts) expect(text).not.toMatch(/monthly-crossings|Stella|"statistics"/);
  expect(texts[0]).toContain('other-crossings');
  expect(partnerLogSchema.parse(JSON.parse(texts[2] ?? '')).calls.every(({ person }) => person?.id === other.id)).toBe(
    true,
  );
  // Another's passkey cannot be removed, and another's code opens nothing more
  const [passkey] = accountSchema.parse(
    JSON.parse((await own.browser.ask('GET', '/v1/session/account')).text),
  ).passkeys;
  expect(codeOf(await other.browser.ask('DELETE', `/v1/session/passkeys/${passkey?.id}`))).toBe('not-found');
});

test('a paused or ended agreement shows and gives no delivery', async () => {
  const office = await delivered();
  const { digest } = office;
  const { browser } = await enrolPerson(office, { roles: ['recipient'] });
  const shown = async () => ownDeliveriesSchema.parse(JSON.parse((await browser.ask('GET', '/v1/deliveries')).text));
  const about = { id: 'monthly-crossings', version: 1, reason: 'outside-agreement' };
  expect(await office.decide('sharing-agreement', { change: 'pause', ...about })).toBeUndefined();
  expect(await shown()).toMatchObject({ deliveries: [], closed: 1 });
  expect(codeOf(await browser.ask('GET', `/v1/deliveries/${digest}`))).toBe('agreement-not-in-force');
  const { id, version } = about;
  expect(await office.decide('sharing-agreement', { change: 'resume', id, version })).toBeUndefined();
  expect((await shown()).deliveries).toHaveLength(1);
  expect(await office.decide('sharing-agreement', { change: 'end', ...about })).toBeUndefined();
  expect(await shown()).toMatchObject({ deliveries: [], closed: 1 });
  expect(codeOf(await browser.ask('GET', `/v1/deliveries/${digest}`))).toBe('agreement-not-in-force');
});

test('the bytes of a day include program and people, and a person has a quota of requests', async () => {
  const rate = { deliveriesPerDay: 1, requestsPerHour: 60, bytesPerDay: 65_536 };
  const office = await world();
  expect(await office.enter(datedAgreement({ rate }))).toBeUndefined();
  await office.turn(66 * DAY_MS);
  await lookAtDeliveries(delivererOf(office.server));
  const [delivery] = await deliveries(office.server);
  const { browser } = await enrolPerson(office, { roles: ['recipient'] });
  const codes: (string | undefined)[] = [];
  for (let more = 0; more < 260 && !codes.includes('rate-limited'); more += 1) {
    const answer = await browser.ask('GET', `/v1/deliveries/${delivery?.digest}`);
    codes.push(answer.status === 200 ? undefined : codeOf(answer));
  }
  expect(codes.filter((code) => code === undefined).length).toBeLessThan(65_536 / 1_024 + 1);
  expect(codes.at(-1)).toBe('rate-limited');
  for (let more = 0; more < 260; more += 1) if ((await browser.ask('GET', '/v1/agreements')).status === 429) break;
  expect(await noted(office, 'partner-over-quota')).toBe(1);
});

test('the portal answers for its own page alone, and no route of another port is there', async () => {
  const office = await world();
  const { browser } = await enrolPerson(office, { roles: PARTNER_ROLES });
  const ask = (headers: Readonly<Record<string, string>>) => browser.ask('GET', '/v1/agreements', undefined, headers);
  expect(codeOf(await ask({ 'sec-fetch-site': 'cross-site' }))).toBe('origin-not-allowed');
  expect(codeOf(await ask({ host: 'elsewhere.example' }))).toBe('host-not-allowed');
  expect(codeOf(await ask({ origin: 'http://elsewhere.example' }))).toBe('origin-not-allowed');
  expect(codeOf(await browser.ask('POST', '/v1/session/passkey/options', {}, { origin: 'null' }))).toBe(
    'origin-not-allowed',
  );
  for (const path of [
    ...['/v1/partner/deliveries', '/v1/partner/log', '/v1/sharing', '/v1/sharing/audits', '/v1/proposals'],
    ...['/v1/lanes', '/v1/acts', '/v1/declarations', '/v1/status', '/health', '/metrics', '/verify', '/declare'],
  ])
    expect([path, (await browser.ask('GET', path)).status]).toEqual([path, 404]);
  const { headers } = await browser.ask('GET', '/v1/session');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['cache-control']).toBe('no-store');
  // The portal's session opens nothing at the console's port, and the other way round
  const console = await send(office.server.port, '/v1/sharing', { headers: { cookie: browser.cookie } });
  expect(console.status).toBe(401);
  browser.cookie = office.petra.cookie;
  expect(codeOf(await browser.ask('GET', '/v1/agreements'))).toBe('not-signed-in');
});

test('an invented person signs in without proof in development alone, with deliveries of some weeks', async () => {
  const office = await portalOffice();
  const browser = partnerBrowser(office);
  expect((await browser.ask('POST', '/v1/session/development', {})).status).toBe(204);
  await lookAtDeliveries(delivererOf(office.server));
  const list = ownDeliveriesSchema.parse(JSON.parse((await browser.ask('GET', '/v1/deliveries')).text));
  expect(list.deliveries.length).toBeGreaterThan(3);
  const { agreements } = ownAgreementsSchema.parse(JSON.parse((await browser.ask('GET', '/v1/agreements')).text));
  expect(agreements).toMatchObject([{ state: 'in-force' }]);
  expect((await browser.ask('POST', '/v1/session/development', {})).status).toBe(204);
  expect(await office.server.context.knex('sharing_people')).toHaveLength(1);
  expect(await differences(office.server)).toEqual([]);
  const { signInInventedPartner } = await import('../../../../server/sharing/portal/invented-partner.ts');
  const production = { people: { config: { mode: 'production' } } } as never;
  const client = { remoteAddress: '127.0.0.1', userAgent: '' };
  expect(await signInInventedPartner(production, client, '')).toEqual({ kind: 'refused', code: 'not-found' });
});
