/** The other half of `npm run screenshots`: sign-in, the privacy office, administration, ledger, decisions, people, account, verify. */
import './frozen-date.ts';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { DEVELOPMENT_RETENTION } from '../../kiosk/vault/retention/development-retention.ts';
import type { Role } from '../../server/platform/access/vocabulary.ts';
import { receiveReport } from '../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../server/intake/ingest/receive-status.ts';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import { countKept } from '../../server/contract/keeping.ts';
import type { Report } from '../../server/contract/report.ts';
import { signingInput } from '../../server/contract/signing.ts';
import { receiptCodeSchema, transactionIdOf } from '../../server/contract/traveller-receipt.ts';
import type { DutyList } from '../../server/people/duties/answers.ts';
import type { RetentionView } from '../../server/privacy/answers/retention.ts';
import { duty } from '../server/platform/access/fixtures/principals.ts';
import { receiptOf } from '../server/fixtures/sample-receipt.ts';
import { consoleWorld } from '../server/fixtures/console-world.ts';
import { employ } from '../server/fixtures/employ.ts';
import { referredReport, transactionOf } from '../server/fixtures/sample-report.ts';
import { twoWitnesses } from '../server/records/ledger/fixtures/started-witness.ts';
import { recordGrant } from '../server/privacy/fixtures/record-grant.ts';
import { launchFrozenChromium, PHONE, take, WIDE } from './take.ts';

const LANES = 4;
/** Waits until the answers are drawn. */
const SETTLED_MS = 1_200;
const MINUTE = 60_000;
const DAY = 86_400_000;
const CODE = '5'.repeat(32);

const world = await consoleWorld(LANES);
const browser = await launchFrozenChromium();
const { context } = world.server;
const [north] = world.kiosks;
if (north === undefined) throw new Error('there is no lane');

async function report(over: Partial<Report>): Promise<void> {
  const answer = await receiveReport(context, north!.next(over).wire);
  if (answer.kind === 'refused') throw new Error(answer.code);
}

async function keep(lane: number, counter: number, ...leftMs: readonly number[]): Promise<void> {
  const now = Date.now();
  const kept = leftMs.map((left) => ({ keptAt: now - 20 * MINUTE, eraseAt: now + left }));
  const keeping = { referred: countKept(kept, now) };
  const status = world.kiosks[lane - 1]?.status({ at: now, counter, keeping });
  if (status !== undefined) await receiveStatus(context, status);
}

/** Travellers, viewings of some weeks, erasures, kept data. */
async function befall(): Promise<void> {
  const { outcome, reasons, checks } = referredReport();
  for (let number = 1; number <= 40; number++) {
    // The latest comes last, as in real use
    const at = Date.now() - Math.floor((40 - number) / 3) * DAY - (40 - number) * MINUTE - 30 * MINUTE;
    const transactionId = number === 1 ? transactionIdOf(receiptCodeSchema.parse(CODE)) : transactionOf(0x700 + number);
    await report({ outcome, reasons, checks, transactionId, reportedAt: at });
    const officer = number % 3 === 0 ? 'ben-k' : number % 5 === 0 ? 'carla-m' : 'anna-b';
    const grant = await recordGrant(context, { officer, kioskId: north!.id, transactionId, at: at + MINUTE });
    const viewing = { transactionId, grant, released: ['face-frame' as const], reportedAt: at + MINUTE };
    await receiveReport(context, north!.nextViewing(viewing).wire);
    if (number % 2 === 1) continue;
    const erased = { kind: 'erasure', erased: 2 + (number % 5), from: at, to: at + 60 * MINUTE } as const;
    const about = { retentionClass: 'referred' as const, cause: 'due' as const, keyIds: ['a'.repeat(32)] };
    await report({ ...erased, ...about, erasureId: transactionOf(0xe00 + number), reportedAt: at });
  }
  for (let lane = 1; lane <= LANES; lane++) await world.say(lane, lane === 3 ? 'out-of-service' : 'idle');
  await keep(1, 100, 5 * MINUTE, 30 * MINUTE, 45 * MINUTE, 600 * MINUTE);
  await keep(2, 100, 8 * MINUTE, 40 * MINUTE);
  await keep(4, 100, -3 * MINUTE, 20 * MINUTE);
}

interface Colleague {
  readonly cookie: string;
  ask<T>(path: string, body: unknown): Promise<T>;
}

async function colleague(name: string, role: Role): Promise<Colleague> {
  const now = Date.now();
  const terms = { validFrom: now - DAY, validUntil: now + 90 * DAY, trainingValidUntil: now + 90 * DAY };
  const held = { ...duty(role, terms), id: randomBytes(16).toString('hex') };
  const { cookie } = await employ(world.server, name, held);
  return {
    cookie,
    async ask<T>(path: string, body: unknown) {
      const response = await fetch(`${world.url}${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
  };
}

async function decide(one: Colleague, other: Colleague | undefined, kind: string, payload: unknown): Promise<void> {
  const { id, digest } = await one.ask<{ id: string; digest: string }>('/v1/proposals', { kind, payload });
  await other?.ask(`/v1/proposals/${id}/approval`, { digest });
}

async function open(who: Colleague | undefined, hash: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: WIDE, ...options });
  const [name = '', value = ''] = who?.cookie.split('=') ?? [];
  if (who !== undefined) await context.addCookies([{ name, value, url: world.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${world.url}/${hash}`);
  return page;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).first().waitFor();

/** Policies, holds and requests, so that each list has something in it. */
async function officeWork(anna: Colleague, berta: Colleague): Promise<void> {
  const { classes } = DEVELOPMENT_RETENTION;
  const first = { ...DEVELOPMENT_RETENTION, validFrom: Date.now() - DAY };
  const shorter = { ...classes, referred: { ...classes.referred, limitMs: 30 * MINUTE } };
  const second = { ...first, number: 2, classes: shorter };
  await decide(anna, berta, 'retention-policy', first);
  await decide(anna, berta, 'retention-policy', second);
  const { versions } = await anna.ask<RetentionView>('/v1/privacy/retention', undefined);
  for (const who of [anna, berta]) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    await who.ask('/v1/privacy/retention/2/signatures', {
      digest: versions[0]?.digest,
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
      signature: encodeBase64Url(sign(null, signingInput('retention-policy', canonicalJson(second)), privateKey)),
    });
  }
  await decide(anna, undefined, 'retention-policy', { ...second, number: 3, validFrom: Date.now() + 7 * DAY });
  const hold = { kioskId: north!.id, reason: 'court-order', until: Date.now() + 20 * DAY };
  await decide(anna, berta, 'legal-hold', { ...hold, transactionId: transactionOf(0x702) });
  await decide(berta, undefined, 'legal-hold', { ...hold, reason: 'complaint', transactionId: transactionOf(0x703) });
  const ask = (kind: string, receivedAt: number) =>
    anna.ask<{ id: string }>('/v1/privacy/requests', { kind, receivedAt, proof: { by: 'receipt', receipt: CODE } });
  await ask('access', Date.now() - 26 * DAY);
  await ask('erasure', Date.now() - 40 * DAY);
  const { id } = await ask('access', Date.now() - 5 * DAY);
  await anna.ask(`/v1/privacy/requests/${id}`, { step: 'close', version: 1, state: 'answered' });
}

async function takePrivacy(anna: Colleague, berta: Colleague): Promise<void> {
  const page = await open(anna, '#/privacy/kept');
  for (const view of ['kept', 'erased', 'viewings', 'requests', 'holds', 'record']) {
    await page.evaluate(`location.hash = '#/privacy/${view}'`);
    await page.locator('.records h2').first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
    if (view === 'viewings') {
      await page
        .getByRole('button', { name: /^Follow/ })
        .first()
        .click();
      await verify(page, 'the permission');
    }
    await take(page, `privacy-${view}`, view !== 'viewings');
  }
  const policies = await open(berta, '#/privacy/retention');
  await policies.getByText('Waits for a second person').first().waitFor();
  await policies.getByText('Add your signature').click();
  await take(policies, 'privacy-retention');
  const phone = await open(anna, '#/privacy/kept', { viewport: PHONE, colorScheme: 'dark' });
  await phone.getByText('Overdue at one lane.').waitFor();
  await take(phone, 'privacy-phone-dark');
}

/** The log is published every ten seconds. */
async function verify(page: Page, what: string): Promise<void> {
  const verified = page.getByText('Verified.');
  for (let times = 0; times < 40 && (await verified.count()) === 0; times++) {
    await page.getByRole('button', { name: `Verify ${what}` }).click();
    await page.waitForTimeout(700);
  }
}

/** Proposes three duties: a new one, a renewal and an end. */
async function proposeDuties(root: Colleague): Promise<void> {
  const now = Date.now();
  const shifts = [{ days: [1, 2, 3, 4, 5], from: '06:00', until: '14:00', timeZone: 'Europe/Lisbon' }];
  const terms = { validFrom: now, validUntil: now + 180 * DAY, trainingValidUntil: now + 365 * DAY };
  const given = { person: 'p-otto', role: 'officer', sites: ['terminal-2'], lanes: 'all', shifts, ...terms };
  await colleague('p-otto', 'supervisor');
  await decide(root, undefined, 'duty-give', given);
  const { duties } = await root.ask<DutyList>('/v1/duties', undefined);
  const dutyOf = (name: string) => duties.find(({ personId }) => personId === name);
  const { validUntil, trainingValidUntil } = {
    validUntil: now + 180 * DAY,
    trainingValidUntil: dutyOf('p-audit')!.trainingValidUntil,
  };
  await decide(root, undefined, 'duty-renew', { duty: dutyOf('p-audit')?.id, validUntil, trainingValidUntil });
  await decide(root, undefined, 'duty-end', { duty: dutyOf('p-berta')?.id });
}

async function takeAdministration(root: Colleague, other: Colleague, auditor: Colleague): Promise<void> {
  const fleet = await open(root, '#/administration/fleet');
  await heading(fleet, 'Enrol a kiosk');
  await fleet.getByRole('table').first().waitFor();
  await take(fleet, 'administration-fleet');
  const large = await open(root, '#/administration/fleet', { viewport: { width: 390, height: 844 } });
  await large.getByRole('table').first().waitFor();
  await large.evaluate("document.documentElement.style.fontSize = '200%'; document.documentElement.dir = 'rtl'");
  await take(large, 'administration-large-right-to-left', false);
  for (let lane = 2; lane < LANES; lane++) await world.clear(lane);
  const odd = world.kiosks[LANES - 1]?.next({ policyDigest: 'f'.repeat(64) });
  if (odd !== undefined) await receiveReport(context, odd.wire);
  const policies = await open(root, '#/administration/policies');
  await policies.getByRole('table').first().waitFor();
  await take(policies, 'administration-policies');
  const acts = await open(auditor, '#/administration/acts');
  await acts.getByRole('table').first().waitFor();
  await take(acts, 'administration-acts', false);
  const heads = await open(auditor, '#/ledger/heads', { contrast: 'more' });
  await heads.getByText('The log’s signature verifies').waitFor();
  await take(heads, 'ledger-heads-contrast');
  await takeWitnesses();
  const entries = await open(root, '#/ledger/entries');
  await entries
    .getByRole('button', { name: /^Follow entry/ })
    .nth(3)
    .click();
  await verify(entries, 'the entry');
  await take(entries, 'ledger-entries', false);
  await entries.getByLabel('Kind').selectOption('test-referral');
  await entries.getByText('No such entry.').waitFor();
  await take(entries, 'ledger-empty');
  await proposeDuties(root);
  const decisions = await open(other, '#/decisions');
  await decisions.getByText('ends with the approval').waitFor();
  await heading(decisions, 'Propose a duty');
  await decisions.getByRole('button', { name: 'Limit to certain hours' }).click();
  await take(decisions, 'decisions');
  const people = await open(root, '#/people');
  await people.getByText('p-anna').first().waitFor();
  await take(people, 'people');
  const account = await open(root, '#/account');
  await account.waitForTimeout(SETTLED_MS);
  await take(account, 'account');
}

/** A separate server, with a head that one of two witnesses has cosigned. */
async function takeWitnesses(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-witnessed-'));
  const witnesses = await twoWitnesses(dataDir, 'log.example/screens');
  const witnessed = await consoleWorld(1, { dataDir, policy: witnesses.policy });
  try {
    await witnesses.stopSecond();
    for (let count = 0; count < 12; count++) await witnessed.clear(1);
    const context = await browser.newContext({ locale: 'en-GB', viewport: WIDE });
    await witnessed.signIn(context, 'auditor');
    const page = await context.newPage();
    const cosigned = page.getByText(/^Cosigned/);
    for (let times = 0; times < 30 && (await cosigned.count()) === 0; times++) {
      await page.goto(`${witnessed.url}/verify`);
      await page.goto(`${witnessed.url}/#/ledger/heads`);
      await page.waitForTimeout(SETTLED_MS);
    }
    await take(page, 'ledger-witnesses');
  } finally {
    await witnessed.close();
    await witnesses.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function takeStates(anna: Colleague): Promise<void> {
  const signIn = await open(undefined, '');
  await signIn.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await take(signIn, 'sign-in');
  const contrast = await open(undefined, '', { viewport: PHONE, contrast: 'more', colorScheme: 'dark' });
  await contrast.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
  await take(contrast, 'sign-in-phone-contrast');
  const proof = await browser.newContext({ locale: 'en-GB', viewport: WIDE });
  const page = await proof.newPage();
  await page.goto(`${world.url}/verify`);
  const file = await (
    await fetch(`${world.url}/v1/ledger/proof?subject=report/1`, { headers: { cookie: anna.cookie } })
  ).text();
  await page.getByLabel('Proof file', { exact: true }).fill(file);
  await page.getByText('Verified.').waitFor();
  await take(page, 'verify');
  await page.getByLabel('Proof file', { exact: true }).fill(file.replace(/index (\d)/, 'index 9$1'));
  await page.getByText('Not verified.').waitFor();
  await take(page, 'verify-refused');
  const telephone = await browser.newContext({ locale: 'en-GB', viewport: PHONE });
  const receipt = await telephone.newPage();
  await receipt.goto(`${world.url}/verify#receipt`);
  const issuedAt = Math.floor(Date.now() / MINUTE) * MINUTE;
  await receipt
    .getByLabel('Receipt', { exact: true })
    .fill(receiptOf(north!, { issuedAt, goneBy: issuedAt + 4 * MINUTE }));
  await receipt.getByText('Verified.').waitFor();
  await take(receipt, 'verify-receipt');
  const loading = await open(anna, '#/privacy/holds');
  await loading.route('**/v1/privacy/**', () => undefined);
  await loading.evaluate("location.hash = '#/privacy/erased'");
  await loading.getByText('Asking the server…').waitFor();
  await take(loading, 'privacy-loading');
  const failing = await open(anna, '#/privacy/holds');
  await failing.route('**/v1/privacy/erasures*', (route) => route.fulfill({ status: 500, json: {} }));
  await failing.evaluate("location.hash = '#/privacy/erased'");
  await failing.getByText('The server could not answer.').waitFor();
  await take(failing, 'privacy-error');
  const away = await open(anna, '#/privacy/holds');
  await away.getByText('Court order').first().waitFor();
  await away.context().setOffline(true);
  await away.evaluate("location.hash = '#/privacy/erased'");
  await away.getByText('The server does not answer.').waitFor();
  await take(away, 'privacy-offline');
  const denied = await open(anna, '#/administration/fleet');
  await denied.getByText('is not part of your duty').waitFor();
  await take(denied, 'administration-denied');
}

try {
  await befall();
  const anna = await colleague('p-anna', 'privacy-officer');
  const berta = await colleague('p-berta', 'privacy-officer');
  const root = await colleague('p-root', 'administrator');
  const auditor = await colleague('p-audit', 'auditor');
  await officeWork(anna, berta);
  await takePrivacy(anna, berta);
  await takeAdministration(root, await colleague('p-ruth', 'administrator'), auditor);
  await takeStates(anna);
} finally {
  await browser.close();
  await world.close();
}
