import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { pretendDock } from './fixtures/pretended-dock.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

async function openDock(options: BrowserContextOptions = {}) {
  const dock = pretendDock();
  const lane = await showLane({ dock: dock.router });
  const page = await openPage(browser, lane.address.replace('/#', '/dock#'), options);
  await page.getByRole('button', { name: 'Send traveller' }).waitFor();
  return { dock, lane, page };
}

describe.skipIf(missing !== undefined)('the dock', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe would find, unfolded, in ${colorScheme}`, async () => {
      const { page } = await openDock({ colorScheme });
      await page.getByText('Fine tuning').click();
      expect(await axeFindings(page)).toEqual([]);
    });
  }

  it('fits a phone', async () => {
    const { page } = await openDock({ viewport: PANELS.phone });
    await page.getByText('Fine tuning').click();
    expect(await page.evaluate<number>(`document.documentElement.scrollWidth`)).toBe(PANELS.phone.width);
  });

  it('sends the traveller of a card by keyboard alone', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('radio', { name: /Genuine traveller/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => dock.acts).toHaveLength(1);
    expect(dock.acts[0]).toMatchObject([
      'traveller',
      { scene: { subject: { kind: 'person', specimen: 'bravo' } }, document: { holder: 'alpha' } },
    ]);
  });

  it('lets another holder play the chosen card', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('radio', { name: /Expired passport/ }).check();
    await page.getByRole('radio', { name: /Bravo/ }).check();
    await page.getByRole('button', { name: 'Send traveller' }).click();
    await expect.poll(() => dock.acts).toHaveLength(1);
    expect(dock.acts[0]?.[1]).toMatchObject({ document: { holder: 'bravo', expired: true } });
    expect(await page.getByRole('radio', { name: /Expired passport/ }).isChecked()).toBe(true);
  });

  it('does one thing at a time too', async () => {
    const { dock, page } = await openDock();
    await page.getByText('Fine tuning').click();
    await page.getByRole('combobox', { name: 'Light', exact: true }).selectOption('dim');
    await page.getByRole('button', { name: 'Change the scene now' }).click();
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByLabel('Once it is open').selectOption('stands-in-the-way');
    await page.getByRole('button', { name: 'Behave so from now on' }).click();
    await expect.poll(() => dock.acts.map(([path]) => path)).toEqual(['scene', 'document/remove', 'passage']);
    expect(dock.acts[0]?.[1]).toMatchObject({ light: 'dim' });
    expect(dock.acts[2]?.[1]).toEqual({ behaviour: 'stands-in-the-way' });
  });

  it('makes a device fail and lets it recover', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('button', { name: 'Make it fail (Camera)' }).click();
    await page.getByRole('button', { name: 'Recover (Gate)' }).click();
    await expect
      .poll(() => dock.acts)
      .toEqual([
        ['fault', { device: 'camera', fault: { kind: 'disconnect' }, once: false }],
        ['faults/clear', { device: 'gate' }],
      ]);
    expect(await page.getByRole('button', { name: 'Recover (Camera)' }).isDisabled()).toBe(true);
  });

  it('shows where the lane is, as it moves', async () => {
    const { lane, page } = await openDock();
    lane.show(SCENES['turn-left'] ?? {});
    await expect.poll(() => page.locator('.stepper [aria-current="step"]').textContent()).toBe('Face');
    await page.getByText('turn left').waitFor();
    lane.show({ phase: 'referred' });
    await expect.poll(() => page.locator('.stepper [aria-current="step"]').textContent()).toBe('To the desk');
  });

  it('says what was wrong with a request, fault by fault', async () => {
    const { dock, page } = await openDock();
    dock.refuse('invalid-request', 'the request is not one of these', ['scene.blurPx: too big']);
    await page.getByRole('button', { name: 'Let all recover' }).click();
    const alert = page.getByRole('alert');
    await expect.poll(() => alert.innerText()).toContain('scene.blurPx: too big');
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => alert.innerText()).toBe('');
  });

  it('says when the lane does not answer', { timeout: 90_000 }, async () => {
    const { lane, page } = await openDock();
    await lane.stop();
    // One answer may still be under way, and a machine that is busy asks late
    await page.getByText('The lane does not answer').waitFor({ timeout: 60_000 });
  });
});
