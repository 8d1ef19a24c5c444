/** Each page as it is printed, by the PDF that Chromium makes. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const READER = '/usr/bin/pdftotext';

function missingReader(): string | undefined {
  if (existsSync(READER)) return undefined;
  if (process.env['CI'] === 'true') throw new Error(`${READER} is missing, which CI requires (poppler-utils)`);
  process.stderr.write(`skipped: ${READER} is missing\n`);
  return READER;
}

describe.skipIf((missingConsole() ?? missingReader()) !== undefined)('printed page', () => {
  let browser: Browser;
  let world: ConsoleWorld;
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(12);
    for (let lane = 1; lane <= 12; lane++) await world.say(lane, 'idle');
    for (let count = 0; count < 60; count++) await world.clear((count % 12) + 1);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  async function printed(role: Role, path: string, shown: string): Promise<string> {
    const context = await browser.newContext({ locale: 'en-GB', colorScheme: 'dark' });
    onTestFinished(() => context.close());
    await world.signIn(context, role);
    const page = await context.newPage();
    await page.goto(`${world.url}/${path}`);
    await page.locator('main').getByText(shown).first().waitFor();
    const file = join(temporaryFolder(), 'page.pdf');
    writeFileSync(file, await page.pdf({ format: 'A4', preferCSSPageSize: true }));
    return execFileSync(READER, ['-layout', file, '-'], { encoding: 'utf8' });
  }

  it('has its title, the time and the person, and no controls', async () => {
    const text = await printed('administrator', '#/administration/fleet', 'Ready');
    expect(text).toMatch(/Postern · Administration · \d{4}-\d\d-\d\d.* · Development administrator/);
    expect(text).not.toContain('English');
    expect(text).not.toContain('Ledger');
  });

  it('shows a long list whole, on several pages', async () => {
    const text = await printed('officer', '#/officer/outcomes', 'Cleared');
    expect(text.match(/Cleared/g)?.length).toBeGreaterThanOrEqual(50);
  });

  it('shows every lane of the officers’ page, which scrolls on the screen', async () => {
    const text = await printed('officer', '#/officer', 'Lane 12');
    for (let lane = 1; lane <= 12; lane++) expect(text).toContain(`Lane ${lane}`);
  });

  it('shows a manual with its tables', async () => {
    const text = await printed('officer', '#/manual/officer', 'No one works on it yet');
    expect(text).toContain('refuse entry');
    expect(text).toContain('No one works on it yet');
  });
});
