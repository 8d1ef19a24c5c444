/** A case in a real browser, from the first note to its file, which the program of `postern-server verify` accepts, and refuses once it was altered. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import type { CaseFile } from '../../../../server/oversight/detection/answers.ts';
import { caseFor } from '../../../../server/oversight/detection/cases/case-table.ts';
import type { Finding } from '../../../../server/oversight/detection/engine/finding.ts';
import { insertFinding } from '../../../../server/oversight/detection/findings/finding-table.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { PUBLISHED_SOON, runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const missing = missingConsole();
const COMMAND = join(projectRoot(), '.build/server/main/commands/verify.js');
const IN_WORDS = 'A person does much more than usual in this hour';

let browser: Browser;

async function verify(...words: string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  try {
    return { code: 0, stdout: (await promisify(execFile)(process.execPath, [COMMAND, ...words])).stdout };
  } catch (error) {
    return error as { code: number; stdout: string };
  }
}

/** A server with a finding, and the page of a security officer. */
async function bench(about = 'p-otto') {
  const server = await runServer(PUBLISHED_SOON);
  const at = Math.round(backgroundClock.wallMs());
  const finding: Finding = {
    ...{ rule: 'acts-in-hour', version: 1, basis: 'statistic', entity: { kind: 'person', id: about }, site: 'north' },
    ...{ at, from: at - 3_600_000, until: at, score: 2.5, observed: 41, expected: 6.5 },
    events: [{ at, kind: 'evidence-viewed', entry: 0 }],
    ...{ wouldHavePrevented: 'smaller-limit', nextStep: 'ask-person' },
  };
  await server.context.queue.run(async (transaction) =>
    insertFinding(transaction, finding, { caseId: await caseFor(transaction, finding), at }),
  );
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 800 } });
  onTestFinished(() => context.close());
  await context.request.post(`${server.url}/v1/development/sign-in`, { data: { role: 'security-officer' } });
  await context.request.post(`${server.url}/v1/development/step-up`, { data: {} });
  const page = await context.newPage();
  await page.goto(`${server.url}/#/detection/cases`);
  await page.getByRole('button', { name: `Open ${about}` }).click();
  return { server, page };
}

async function choose(page: Page, field: string, option: string, button: string): Promise<void> {
  await page.getByLabel(field, { exact: true }).selectOption(option);
  await page.getByRole('button', { name: button, exact: true }).press('Enter');
}

describe.skipIf(missing !== undefined)('a case', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('is noted, escalated and closed once its findings are judged, each with who and when', async () => {
    const { page } = await bench();
    const line = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await choose(page, 'Note', 'person-asked', 'Add the note');
    await line('The person was asked').getByText('development-security-officer').waitFor();
    await choose(page, 'Escalate to', 'management', 'Escalate');
    await line('Escalated to: Management').getByText('development-security-officer').waitFor();
    await choose(page, 'Close with', 'misuse-confirmed', 'Close the case');
    await page.getByText('Judge each finding of the case first.').first().waitFor();
    expect(await axe(page)).toEqual([]);

    // The finding is opened and judged in its case
    await page.getByText(IN_WORDS).click();
    await page.getByRole('cell', { name: 'Evidence viewed' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel('Judgement', { exact: true }).selectOption('true');
    await choose(page, 'Reason', 'misuse', 'Record the judgement');
    await line(IN_WORDS).getByText('Judged', { exact: true }).waitFor();
    const focused = page.locator(':focus');
    await focused.filter({ hasText: 'The judgement is recorded.' }).waitFor();

    await choose(page, 'Close with', 'misuse-confirmed', 'Close the case');
    await line('Closed: Misuse is confirmed').getByText('development-security-officer').waitFor();
    await page.getByLabel('Note', { exact: true }).waitFor({ state: 'detached' });
    await focused.filter({ hasText: 'The case is closed.' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('about the person themselves is theirs to read, and not to handle', async () => {
    const { page } = await bench('development-security-officer');
    await page.getByRole('button', { name: 'Save the case with proofs' }).waitFor();
    expect(await page.getByLabel('Note', { exact: true }).count()).toBe(0);
    expect(await page.getByLabel('Close with', { exact: true }).count()).toBe(0);
  });

  it('is saved with proofs: postern-server verify accepts the file, and refuses an altered one', async () => {
    const { server, page } = await bench();
    const folder = temporaryFolder();
    const write = (name: string, content: Uint8Array | string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const save = async (): Promise<string> => {
      const button = page.getByRole('button', { name: 'Save the case with proofs' });
      const [download] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
      await download.saveAs(join(folder, 'case.json'));
      return join(folder, 'case.json');
    };
    const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as CaseFile;
    // The proofs are in the file as soon as the log is published
    let file = await save();
    await expect
      .poll(async () => {
        file = await save();
        return read(file).proofs.every((one) => one.file !== null);
      })
      .toBe(true);
    const proofFile = page.getByRole('button', { name: 'Save the proof file' });
    await expect
      .poll(async () => {
        await page.getByRole('button', { name: 'Verify the file’s entry' }).click();
        await page.getByText('Getting the proof…').waitFor({ state: 'detached' });
        return proofFile.count();
      })
      .toBe(1);
    const [saved] = await Promise.all([page.waitForEvent('download'), proofFile.click()]);
    const proof = join(folder, 'case.tlog-proof');
    await saved.saveAs(proof);
    expect(await axe(page)).toEqual([]);

    const policy = write('policy', (await server.ask('/ledger/policy')).body);
    const right = await verify(proof, '--policy', policy, '--of', file);
    expect([right.code, right.stdout]).toEqual([
      0,
      expect.stringContaining('The entry is of the given file, which is unchanged since its export.'),
    ]);
    const altered = write('altered.json', readFileSync(file, 'utf8').replace('"observed": 41', '"observed": 7'));
    const refused = await verify(proof, '--policy', policy, '--of', altered);
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('NOT VERIFIED (other-file)')]);

    // Each proof in the file stands for itself
    for (const [at, one] of read(file).proofs.entries()) {
      const inner = one.file ?? '';
      expect((await verify(write(`${at}.tlog-proof`, inner), '--policy', policy)).code).toBe(0);
      const forged = inner.replace(/^index \d+$/m, 'index 99999');
      expect(forged).not.toBe(inner);
      expect((await verify(write(`forged-${at}.tlog-proof`, forged), '--policy', policy)).code).toBe(1);
    }
  });
});
