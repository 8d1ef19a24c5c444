/** The verification page in a real browser, on proofs of a real log with a real witness. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CONSOLE_FOLDER } from '../../../../server/main/app/console-page.ts';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { ledgerKeyFile } from '../../../../server/platform/keys/file-keys.ts';
import { makeProof } from '../../../../server/records/ledger/make-proof.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { serverLedgerKey } from '../../../../server/records/ledger/server-ledger.ts';
import { parsePolicy } from '../../../../server/platform/transparency/proof/policy.ts';
import { findHead } from '../../../../server/records/ledger/log/log-tables.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { runWitness } from '../../records/ledger/fixtures/test-witness.ts';
import { faultsInLooks } from '../pages/examine-page.ts';

const missing = missingConsole('verify/index.html');

let browser: Browser;

interface Proven {
  readonly server: RunningServer;
  /** The index of the report's entry, in a log of this size. */
  readonly proof: string;
  readonly index: number;
  readonly size: number;
  readonly policy: string;
}

/** A server with one report, cosigned by a witness, and the proof of it. */
async function proven(): Promise<Proven> {
  const dataDir = temporaryFolder();
  const first = await runServer({ dataDir });
  const kiosk = testKiosk();
  await first.enrol(kiosk);
  await first.post('/v1/reports', kiosk.next().wire);
  const { ledgerKey } = first;
  await first.close();
  const witness = await runWitness([await serverLedgerKey(ledgerKeyFile(dataDir), 'log.example/test')]);
  const vkeys = witness.cosigners.map(({ key }) => encodeVkey(key));
  const text = [
    `log ${ledgerKey}`,
    ...vkeys.map((vkey, at) => `witness w${at} ${vkey} ${witness.url}`),
    `group all all ${vkeys.map((_, at) => `w${at}`).join(' ')}`,
    'quorum all',
    '',
  ].join('\n');
  // It publishes as it starts
  const server = await runServer({ dataDir, policy: parsePolicy(text) });
  const log = server.ledger.database;
  const isCosigned = () =>
    witness.cosigners.every(({ key }) => published?.checkpoint.includes(`— ${key.name} `) === true);
  let published = await findHead(log.reader, 'published');
  while (!isCosigned()) {
    await new Promise((resolve) => backgroundClock.after(50, () => resolve(undefined)));
    published = await findHead(log.reader, 'published');
  }
  const { knex } = server.database;
  const report: { entry_index: unknown } = await knex('ledger_openings').where({ type: 'report' }).first('entry_index');
  const index = Number(report.entry_index);
  const made = await makeProof(log.reader, knex, index);
  if (made.kind !== 'made') throw new Error(made.kind);
  const size = published?.size ?? 0;
  return { server, proof: made.file, index, size, policy: (await server.ask('/ledger/policy')).text };
}

async function openVerify(url: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${url}/verify`);
  await page.getByText('Text of the policy').waitFor();
  return page;
}

const give = (page: Page, proof: string) => page.getByLabel('Proof file', { exact: true }).fill(proof);
const judgement = (page: Page) => page.getByRole('region', { name: '3. Result' });

describe.skipIf(missing !== undefined)('the verification page', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('verifies a proof in the browser, and names what it proves and what it does not prove', async () => {
    const good = await proven();
    const page = await openVerify(good.server.url);
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(`${request.method()} ${request.url()}`));
    await give(page, good.proof);
    await judgement(page).getByText('Verified.').waitFor();
    const text = await judgement(page).innerText();
    expect(text).toContain(`Entry ${good.index} is in the log log.example/test`);
    expect(text).toContain('The server accepted report 1 of the lane north-1.');
    expect(text).toContain('cosigned');
    expect(text).toContain('That the content of the entry is true: only that it was entered.');
    expect(text).toContain('it came from the server of this log');
    expect(sent.filter((one) => one.startsWith('POST'))).toEqual([]);
    expect(await axe(page)).toEqual([]);
  });

  it('explains why a proof file is not valid, and does not read one that is too large or is not text', async () => {
    const good = await proven();
    const page = await openVerify(good.server.url);
    const damaged = (search: RegExp, by: string) => good.proof.replace(search, by);
    const refusals: readonly (readonly [string, string])[] = [
      ['garbage', 'This is not a proof file'],
      [damaged(/index \d+/, `index ${good.index - 1}`), 'The log does not have this entry at this index'],
      [good.proof.slice(0, good.proof.length / 2), 'Not verified'],
      [damaged(/^extra .{12}/m, 'extra AAAAAAAAAAAA'), 'The log does not have this entry'],
      [damaged(/log\.example\/test\n\d+\n/, `log.example/test\n${good.size + 1}\n`), 'forged or damaged'],
      [damaged(/^extra .*\n/m, ''), 'does not contain the entry'],
    ];
    for (const [proof, words] of refusals) {
      await give(page, proof);
      await judgement(page).getByText(words).waitFor();
      expect(await judgement(page).getByText('Not verified.').count()).toBe(1);
    }
    await page.getByLabel('The entry’s bytes, in hexadecimal').fill('zz');
    await page.getByText('Pairs of the digits').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('The entry’s bytes, in hexadecimal').fill('');
    const file = page.getByLabel('or a file');
    const name = 'proof.txt';
    const mimeType = 'text/plain';
    await file.setInputFiles({ name, mimeType, buffer: Buffer.alloc(1_000_001, 'a') });
    await page.getByText('larger than one megabyte').waitFor();
    await file.setInputFiles({ name, mimeType, buffer: Buffer.from([0xff, 0xfe, 0x00]) });
    await page.getByText('This file is not text').waitFor();
    await file.setInputFiles({ name, mimeType, buffer: Buffer.from(good.proof) });
    await judgement(page).getByText('Verified.').waitFor();
  });

  it('verifies with the reader’s policy, and refuses with another', async () => {
    const good = await proven();
    const page = await openVerify(good.server.url);
    await give(page, good.proof);
    await page.getByLabel('A policy of my own').check();
    await judgement(page).getByText('Choose a policy').waitFor();
    const policy = page.getByLabel('Policy', { exact: true });
    await policy.fill(good.policy);
    await judgement(page).getByText('Verified.').waitFor();
    expect(await judgement(page).getByText('it came from the server').count()).toBe(0);
    const stranger = await runServer();
    await policy.fill((await stranger.ask('/ledger/policy')).text);
    await judgement(page).getByText('Not verified.').waitFor();
    await policy.fill('quorum');
    await judgement(page).getByText('The policy file is not a policy').waitFor();
  });

  it('opens and verifies when the server is gone', async () => {
    const good = await proven();
    const page = await openVerify(good.server.url);
    await page.getByText('Works offline').waitFor();
    await good.server.close();
    await page.reload();
    await page.getByText('Text of the policy').waitFor();
    await give(page, good.proof);
    await judgement(page).getByText('Verified.').waitFor();
  });

  it('passes axe in every look', async () => {
    const { url } = await runServer();
    const page = await openVerify(url);
    await give(page, 'garbage');
    expect(await faultsInLooks(page)).toEqual([]);
  });

  it('is at most 120 KB, compressed', () => {
    const html = readFileSync(join(CONSOLE_FOLDER, 'verify/index.html'), 'utf8');
    const entry = /assets\/verify-[^"]+\.js/.exec(html)?.[0] ?? '';
    const loaded = new Set<string>();
    const load = (name: string): void => {
      if (loaded.has(name)) return;
      loaded.add(name);
      const text = readFileSync(join(CONSOLE_FOLDER, 'assets', name), 'utf8');
      for (const [, other] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) load(other!);
    };
    load(entry.slice('assets/'.length));
    expect(readdirSync(join(CONSOLE_FOLDER, 'assets')).length).toBeGreaterThan(loaded.size);
    const bytes = [...loaded].map((name) => gzipSync(readFileSync(join(CONSOLE_FOLDER, 'assets', name))).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(120_000);
  });
});
