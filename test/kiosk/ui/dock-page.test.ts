import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DockView } from '../../../kiosk/dock/ui/model/dock-view.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { laneFacts, TOO_SLOW } from './fixtures/lane-facts.ts';
import { axeFindings, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { pretendDock } from './fixtures/pretended-dock.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

/** Controls in view whose middle belongs to something else. */
const COVERED = `[...document.querySelectorAll('button, select, input, summary, a')].flatMap((control) => {
  const { left, top, width, height } = control.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  if (width < 2 || y < 1 || y > innerHeight - 1 || x < 0 || x > innerWidth) return [];
  const there = document.elementFromPoint(x, y);
  const label = control.closest('label');
  const own = control.contains(there) || there?.contains(control) || (label !== null && label.contains(there));
  return own ? [] : [(control.textContent || control.name) + ' under ' + (there?.textContent ?? '').slice(0, 40)];
})`;

/** Names of people that take more than one line. */
const BROKEN_NAMES = `[...document.querySelectorAll('.holders .card-name')].flatMap((name) => {
  const range = document.createRange();
  range.selectNodeContents(name);
  return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 || name.scrollWidth > name.clientWidth ? [name.textContent] : [];
})`;

const CAUSE = 'Too slow: 0.5 pictures a second. Close other programs.';

/** Answers of a lane whose computer is too slow. */
function slowLane(pace: Partial<DockView['pace']> = {}): Partial<DockView> {
  const facts = laneFacts(TOO_SLOW);
  return { lane: facts.lane, outOfService: facts.outOfService, faults: [], pace: { ...facts.pace, ...pace } };
}

function fastLane(): Partial<DockView> {
  const { lane, outOfService, pace } = laneFacts({ phase: 'idle' });
  return { lane, outOfService, pace };
}

async function openDock(options: BrowserContextOptions = {}) {
  const dock = pretendDock();
  const lane = await showLane({ dock: dock.router });
  const page = await openPage(browser, lane.address.replace('/#', '/dock#'), options);
  await page.getByRole('button', { name: 'Send traveller' }).waitFor();
  return { dock, lane, page };
}

describe.skipIf(missing !== undefined)('the dock', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('says in which mode its lane is', async () => {
    const { dock, page } = await openDock();
    await page.getByText('Development: simulated devices').waitFor();
    dock.show({ mode: 'rehearsal' });
    await page.getByText('Rehearsal: simulated devices').waitFor();
    expect(await page.getByText('Development: simulated devices').count()).toBe(0);
  });

  it('has nothing that axe would find, unfolded, in light and dark, and fits a phone', async () => {
    const { page } = await openDock();
    await page.getByText('Fine tuning').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await axeFindings(page)]).toEqual([colorScheme, []]);
    }
    await page.setViewportSize(PANELS.phone);
    expect(await page.evaluate<number>(`document.documentElement.scrollWidth`)).toBe(PANELS.phone.width);
  });

  it('plays a scenario with one click, by keyboard too, and shows its expected result', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('button', { name: /Someone else's passport/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => dock.acts.map(([path]) => path)).toEqual(['faults/clear', 'traveller']);
    expect(dock.acts[1]?.[1]).toMatchObject({
      scene: { subject: { kind: 'person', specimen: 'bravo' } },
      document: { holder: 'alpha' },
    });
    const result = page.getByRole('table');
    await expect.poll(() => result.innerText()).toMatch(/Expected\s+Actual/);
    expect(await result.getByRole('row', { name: /Reason/ }).innerText()).toMatch(/below threshold\s+…/);
  });

  it('shows the actual result beside the expected one when the reports arrive', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('button', { name: /Someone else's passport/ }).click();
    await page.getByText('Running').waitFor();
    await expect.poll(() => dock.acts).toHaveLength(2);
    dock.report({ sequence: 3, kind: 'match', outcome: 'referred', reasons: ['below-threshold'] });
    await page.getByText('As expected', { exact: true }).waitFor();
    expect(await page.getByRole('row', { name: /Outcome/ }).innerText()).toMatch(/To the desk\s+✓ To the desk/);
    await page.getByRole('button', { name: /Expired passport/ }).click();
    await expect.poll(() => dock.acts).toHaveLength(4);
    dock.report({ sequence: 4, kind: 'match', outcome: 'cleared', reasons: [] });
    await page.getByText('Not as expected').waitFor();
  });

  it('breaks a device for a scenario, after it has repaired what the one before broke', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('button', { name: /Camera unplugged/ }).click();
    await expect
      .poll(() => dock.acts)
      .toEqual([
        ['faults/clear', {}],
        ['fault', { device: 'camera', fault: { kind: 'disconnect' } }],
      ]);
  });

  it('lets another holder play a scenario', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('radio', { name: /Bravo/ }).check();
    await page.getByRole('button', { name: /Expired passport/ }).click();
    await expect.poll(() => dock.acts.at(-1)?.[1]).toMatchObject({ document: { holder: 'bravo', expired: true } });
    expect(await page.getByRole('radio', { name: /Bravo/ }).isChecked()).toBe(true);
  });

  it('in windows of three sizes: no control covers another, and no name breaks within a word', async () => {
    const { page } = await openDock();
    await page.getByText('Fine tuning').click();
    const found = new Set<string>();
    for (const [width, height] of [
      [1440, 1000],
      [1440, 900],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      const size = `${width} x ${height}`;
      const heightOfAll = await page.evaluate<number>('document.documentElement.scrollHeight');
      for (let top = 0; top < heightOfAll; top += height / 2) {
        await page.evaluate(`scrollTo(0, ${top})`);
        for (const one of await page.evaluate<string[]>(COVERED)) found.add(`${size}: ${one}`);
      }
      for (const name of await page.evaluate<string[]>(BROKEN_NAMES)) found.add(`${size}: ${name}`);
    }
    expect([...found]).toEqual([]);
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

  it('shows one cause everywhere when the lane is too slow, and tests its speed on request', async () => {
    const { dock, lane, page } = await openDock();
    dock.show(slowLane());
    lane.show({ phase: 'out-of-service' });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    for (const part of ['header', '.scenarios', '.traveller-form', '.lane-panel']) {
      await expect.poll(() => page.locator(part).innerText()).toContain(CAUSE);
    }
    expect(await page.getByText('busy with a traveller').count()).toBe(0);
    expect(await page.getByText('let its devices recover').count()).toBe(0);
    expect(await page.getByText('The lane tests its speed every 10 seconds').count()).toBe(1);
    const send = page.getByRole('button', { name: 'Send traveller' });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    await send.click({ force: true });
    expect(await axeFindings(page)).toEqual([]);
    dock.showAfter('pace/test', slowLane({ isTesting: true, goodTests: 1, framesPerS: 12 }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Fast enough now: 12 pictures a second.').first().waitFor();
    await page.getByText('3 good tests in a row: 1 so far').waitFor();
    // While it tests, another press has no effect
    await page.getByRole('button', { name: 'Try again' }).click({ force: true });
    dock.show(fastLane());
    lane.show({ phase: 'idle' });
    await expect.poll(() => page.getByText(CAUSE).count()).toBe(0);
    expect(dock.acts).toEqual([['pace/test', {}]]);
  });

  it('ends a scenario with the cause when the lane stays too slow, and plays it when the lane is fast enough', async () => {
    const { dock, lane, page } = await openDock();
    dock.show(slowLane());
    lane.show({ phase: 'out-of-service' });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    dock.showAfter('pace/test', slowLane({ isTesting: true }));
    await page.getByRole('button', { name: /Genuine traveller/ }).click();
    await page.getByText('Getting ready').waitFor();
    await expect.poll(() => dock.acts).toEqual([['pace/test', {}]]);
    dock.show(slowLane());
    await page.getByText('Ended without a result').waitFor();
    const result = page.locator('.scenario-panel');
    expect(await result.innerText()).toContain(CAUSE);
    expect(await result.innerText()).not.toContain('…');
    dock.showAfter('pace/test', slowLane({ isTesting: true }));
    await page.getByRole('button', { name: /Genuine traveller/ }).click();
    await expect.poll(() => dock.acts).toHaveLength(2);
    dock.show(fastLane());
    lane.show({ phase: 'idle' });
    await expect.poll(() => dock.acts.map(([path]) => path)).toEqual(['pace/test', 'pace/test', 'traveller']);
  });

  it('ends a scenario with the cause when the lane goes out of service without a report', async () => {
    const { dock, lane, page } = await openDock();
    await page.getByRole('button', { name: /Genuine traveller/ }).click();
    await expect.poll(() => dock.acts).toHaveLength(2);
    await page.getByText('Running', { exact: true }).waitFor();
    dock.show(slowLane());
    lane.show({ phase: 'out-of-service' });
    await page.getByText('Ended without a result').waitFor();
    expect(await page.locator('.scenario-panel').innerText()).toContain(CAUSE);
  });

  it('ends a scenario that the lane refuses, with the reason', async () => {
    const { dock, page } = await openDock();
    dock.refuse('lane-busy', 'the lane is not ready for a traveller');
    await page.getByRole('button', { name: /Genuine traveller/ }).click();
    await page.getByText('Ended without a result').waitFor();
    expect(await page.locator('.scenario-panel').innerText()).toContain('he lane is not ready for a traveller');
  });

  it('lets devices recover that the dock made fail, and then has a slow lane test its speed', async () => {
    const { dock, lane, page } = await openDock();
    dock.show({ ...slowLane(), faults: [{ device: 'camera', fault: { kind: 'slow', byMs: 600 } }] });
    lane.show({ phase: 'out-of-service' });
    const recover = page.getByRole('button', { name: 'Let the devices recover' });
    await recover.waitFor();
    await expect.poll(() => page.locator('header').innerText()).toContain('The dock slows the camera');
    dock.showAfter('faults/clear', slowLane());
    await recover.click();
    await expect.poll(() => dock.acts.map(([path]) => path)).toEqual(['faults/clear', 'pace/test']);
  });

  it('shows a film that is cleared in amber, and says why it was cleared', async () => {
    const { dock, page } = await openDock();
    await page.getByRole('button', { name: /A film on a tablet/ }).click();
    await expect.poll(() => dock.acts).toHaveLength(2);
    dock.report({ sequence: 3, kind: 'match', outcome: 'cleared', reasons: [] });
    dock.report({ sequence: 4, kind: 'passage', passage: 'one-person' });
    const banner = page.locator('.scenario-panel .banner.tone-caution');
    await banner.getByText('Cleared, because this policy only observes the light.').waitFor();
    const result = page.locator('.scenario-panel');
    expect(await result.innerText()).not.toMatch(/✓|As expected/);
    expect(await result.locator('tr.cautions').count()).toBe(3);
    expect(await result.locator('tr.agrees, .tone-good').count()).toBe(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await axeFindings(page)]).toEqual([colorScheme, []]);
    }
  });

  it('names each kind of report', async () => {
    const { dock, page } = await openDock();
    const kinds = ['erasure', 'viewing', 'order', 'readiness'] as const;
    for (const [index, kind] of kinds.entries()) dock.report({ sequence: 3 + index, kind });
    const reports = page.locator('.reports');
    await expect
      .poll(() => reports.locator('.badge').allInnerTexts())
      .toEqual([
        'Readiness check',
        'Order',
        'Pictures shown to an officer',
        'Captures erased',
        'One person passed',
        'To the desk',
      ]);
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

  it('says when the lane does not answer', async () => {
    const { lane, page } = await openDock();
    await lane.stop();
    // One answer may still be under way, and a machine that is busy asks late
    await page.getByText('The lane does not answer').waitFor({ timeout: 240_000 });
  });
});
