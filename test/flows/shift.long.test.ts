/**
 * A shift in Chromium: 60 travellers on 6 lanes, 12 referrals decided by keyboard, a lane that fails and returns, an emergency of the whole site
 * that a supervisor confirms, and a handover. The server, the pages and the records are real; the lanes are real beyond their devices. After
 * each step the page must show what the database holds.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kioskIdSchema, type TransactionId } from '../../server/contract/field.ts';
import { ticketNumberOf } from '../../server/contract/ticket-number.ts';
import { enrolKiosk } from '../../server/records/kiosks/enrol-kiosk.ts';
import { listOrders } from '../../server/lanes/orders/order-table.ts';
import { listManualOpenings } from '../../server/lanes/orders/manual-openings.ts';
import { findReferralOf } from '../../server/border/referrals/tables/referrals.ts';
import { axe } from '../server/fixtures/axe.ts';
import { launchChromium, missingConsole } from '../server/fixtures/chromium.ts';
import { EVERYWHERE } from '../server/fixtures/everywhere.ts';
import { type RunningServer, runServer } from '../server/fixtures/running-server.ts';
import { originOf } from '../server/people/people/fixtures/enrolled.ts';
import { type Doubt, type LaneDouble, openLaneDouble } from './shift/lane-double.ts';
import {
  alarmsRecorded,
  alarmsSeenAt,
  recorded,
  seenAt,
  throughputRecorded,
  throughputSeenAt,
  type Watch,
} from './shift/seen-and-recorded.ts';
import { shiftClock } from './shift/shift-clock.ts';
import { type Crew, crewOf, type PersonAtWork, pressByKeyboard, type Watched } from './shift/shift-people.ts';
import { waitsFor } from './shift/waiting-for-the-processor.ts';

const missing = missingConsole();
const SITE = 'terminal-2';
const LANES = 6;
const TRAVELLERS = 60;
const REFERRALS = 12;
/** A clear referral takes at most so much time of the page and so many actions from its selection to the order. */
const PAGE_MS = 5_000;
const ACTIONS = 4;
/** Others may use the computer. */
const PATIENCE = { timeout: 240_000 };
const DOUBTS: readonly Doubt[] = [
  {
    reasons: ['below-threshold'],
    checks: [
      { name: 'document-read', result: 'passed' },
      { name: 'face-capture', result: 'passed' },
      { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
    ],
  },
  {
    reasons: ['movement-undecidable'],
    checks: [
      { name: 'document-read', result: 'passed' },
      { name: 'face-capture', result: 'passed' },
      { name: 'presentation-attack-head-turn', result: 'inconclusive', reason: 'movement-undecidable' },
    ],
  },
];

const BROKEN = 'A lane is out of service, Over, Lane 3';
const OPENED = Array.from({ length: LANES }, (_, index) => ({
  open: `The gate is open: emergency, Open, Lane ${index + 1}`,
  over: `The gate is open: emergency, Over, Lane ${index + 1}`,
}));

interface Handled {
  readonly pageMs: number;
  readonly actions: number;
}

describe.skipIf(missing !== undefined)(`a shift${missing === undefined ? '' : ` (${missing})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-shift-'));
  const lanes: LaneDouble[] = [];
  const handled: Handled[] = [];
  let browser: Browser;
  let server: RunningServer;
  let crew: Crew;
  let waits: () => Promise<number>;
  let otto: PersonAtWork;
  let olga: PersonAtWork;
  let sara: PersonAtWork;
  let travellers = 0;
  let referrals = 0;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await runServer({ dataDir: join(folder, 'server'), onEnd: () => undefined, clock: shiftClock });
    crew = crewOf(browser, server);
    waits = await waitsFor(browser);
    for (let number = 1; number <= LANES; number += 1) {
      const kioskId = kioskIdSchema.parse(`${SITE}-${number}`);
      const laneFolder = join(folder, kioskId);
      mkdirSync(laneFolder, { mode: 0o700 });
      const address = { url: server.url, publicKey: server.context.signer.publicKey, consoleOrigin: originOf(server) };
      const lane = await openLaneDouble({
        ...{ folder: laneFolder, kioskId, site: SITE, server: address },
        officerKeys: () => crew.officerKeys(),
      });
      const place = { kiosk: kioskId, site: SITE, lane: String(number) };
      const enrolment = { ...place, 'public-key': lane.publicKeyHex, 'evidence-url': lane.evidenceUrl };
      await enrolKiosk(server.database, enrolment, shiftClock.wallMs());
      lanes.push(lane);
    }
    otto = await crew.begin('p-otto', 'officer', '#/officer');
    olga = await crew.begin('p-olga', 'officer', '#/account');
    sara = await crew.begin('p-sara', 'supervisor', '#/decisions');
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(lanes.map((lane) => lane.close()));
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // Each part goes on where the one before has ended
  let isBroken = false;
  beforeEach(({ skip, onTestFailed }) => {
    skip(isBroken, 'an earlier part of the shift failed');
    onTestFailed(async () => {
      isBroken = true;
      for (const { name, page } of [otto, olga, sara])
        process.stderr.write(`the page of ${name}: ${await page.locator('main').innerText()}\n`);
    });
  });

  const records = () => server.context.knex;
  const laneAt = (number: number): LaneDouble => {
    const lane = lanes[number - 1];
    if (lane === undefined) throw new RangeError(`there is no lane ${number}`);
    return lane;
  };
  /** The page shows what the records hold, from some moment on. */
  const agrees = ({ page, name }: PersonAtWork) =>
    expect.poll(async () => [await seenAt(page), await recorded(records(), name)], PATIENCE).toSatisfy(areEqual);

  /** The page and the records come to this, in parts that every page shows. */
  const becomes = ({ page, name }: PersonAtWork, expected: Partial<Watch>) =>
    expect
      .poll(async () => {
        const [seen, held] = [await seenAt(page), await recorded(records(), name)];
        return Object.entries(expected).every(([part, value]) =>
          [seen, held].every((one) => areEqual([new Map(Object.entries(one)).get(part), value])),
        );
      }, PATIENCE)
      .toBe(true);

  /** The server looks for them every few seconds. */
  const alarmsBecome = (expected: readonly string[]) =>
    expect.poll(() => alarmsRecorded(records()), PATIENCE).toEqual(expected);

  /** Travellers pass at all lanes at the same time. */
  async function clear(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, at) => laneAt(((travellers + at) % LANES) + 1).clear()));
    travellers += count;
  }

  async function refer(number: number) {
    const doubt = DOUBTS[referrals % DOUBTS.length];
    if (doubt === undefined) throw new Error('expected a doubt');
    const transactionId = await laneAt(number).refer(doubt);
    travellers += 1;
    referrals += 1;
    return transactionId;
  }

  /** A referral from its selection to the order, by keyboard. */
  async function decide(by: PersonAtWork, lane: number, traveller: TransactionId): Promise<void> {
    const { page } = by;
    const { keyboard } = page;
    await page.locator('.queue-link', { hasText: ticketNumberOf(traveller) }).waitFor();
    await agrees(by);
    const before = { waits: await waits(), watched: await by.watched() };
    await keyboard.press('j');
    await page.getByRole('button', { name: 'Take and view' }).waitFor();
    await keyboard.press('t');
    await page.locator('.faces canvas').nth(1).waitFor();
    if (handled.length === 0) await comparesTheEyes(page);
    handled.push(await admit(by, before, lane, traveller));
  }

  /** Chooses the reason, admits and opens, from a referral whose faces are shown. */
  async function admit(
    by: PersonAtWork,
    before: { readonly waits: number; readonly watched: Watched },
    lane: number,
    traveller: TransactionId,
  ): Promise<Handled> {
    const { page } = by;
    await page.keyboard.press('c');
    await page.keyboard.press('r');
    await page.getByRole('button', { name: 'Admit and open the gate' }).waitFor();
    await page.keyboard.press('a');
    await expect.poll(async () => (await by.watched()).orderedAt, PATIENCE).toBeGreaterThan(before.watched.orderedAt);
    const { selectedAt, orderedAt, actions } = await by.watched();
    const pageMs = Math.max(0, orderedAt - selectedAt - ((await waits()) - before.waits));
    const word = page.locator('.order-word').last();
    await expect.poll(() => word.innerText(), PATIENCE).toMatch(/^\s*Open for the admitted traveller: done\.$/);
    await expect.poll(() => laneAt(lane).phase(), PATIENCE).toBe('idle');
    const standing = (await findReferralOf(records(), laneAt(lane).kioskId, traveller))?.standing;
    expect(standing).toMatchObject({
      ...{ state: 'decided', by: by.name },
      decision: { outcome: 'admitted-after-manual-check', reason: 'identity-confirmed-in-person' },
    });
    await page
      .getByText(/^Admitted after a manual check: /)
      .first()
      .waitFor();
    await agrees(by);
    return { pageMs, actions };
  }

  /** The lane sent the positions of the eyes, so both faces have them at the same places of their canvases. */
  async function comparesTheEyes(page: Page): Promise<void> {
    const eyes = await page.evaluate<readonly (readonly number[])[]>(
      `[...document.querySelectorAll('.faces canvas')].flatMap((canvas) => [157, 262].map((x) => [...canvas.getContext('2d').getImageData(x, 252, 1, 1).data]))`,
    );
    const colours = eyes.map(([red = 0, , blue = 0]) =>
      red > 180 && blue < 80 ? 'red' : blue > 180 && red < 80 ? 'blue' : 'none',
    );
    expect(colours).toEqual(['red', 'blue', 'red', 'blue']);
  }

  test('begins with a watch, and the page shows every lane as it is', async () => {
    await pressByKeyboard(otto.page, /^Watch terminal-2$/);
    await otto.page.getByText('End watch').waitFor();
    await agrees(otto);
    expect(await axe(otto.page)).toEqual([]);
  });

  test('has six referrals that one officer decides by keyboard, among travellers who pass', async () => {
    for (let one = 1; one <= 6; one += 1) {
      await clear(4);
      await decide(otto, one, await refer(one));
    }
  });

  test('has a lane that fails and returns, for the officer and on every other page', async () => {
    laneAt(3).breakCamera(true);
    await becomes(sara, { conditions: ['1 lane out of service'] });
    await becomes(otto, { conditions: ['1 lane out of service'] });
    await agrees(otto);
    expect(await otto.page.locator('.lane', { hasText: 'Lane 3' }).innerText()).toMatch(/Camera/);
    await alarmsBecome(['A lane is out of service, Open, Lane 3']);
    laneAt(3).breakCamera(false);
    await becomes(sara, { conditions: [] });
    await becomes(otto, { conditions: [] });
    await alarmsBecome([BROKEN]);
    await agrees(otto);
  });

  test('is handed over, with the referral that the first officer holds, to a colleague on another page', async () => {
    await clear(4);
    const traveller = await refer(1);
    await otto.page.locator('.queue-link', { hasText: ticketNumberOf(traveller) }).waitFor();
    await otto.page.keyboard.press('j');
    await otto.page.getByRole('button', { name: 'Take and view' }).waitFor();
    await otto.page.keyboard.press('t');
    await otto.page.getByText('Yours', { exact: true }).first().waitFor();
    await pressByKeyboard(otto.page, /^Hand over$/);
    await pressByKeyboard(otto.page, /^Offer the handover$/);
    await becomes(olga, { handovers: [`p-otto offers a handover of ${SITE}.`] });
    expect(await axe(olga.page)).toEqual([]);
    await pressByKeyboard(olga.page, /^Read it and take over$/);
    await pressByKeyboard(olga.page, /^I have read it and take over$/);
    await becomes(olga, { handovers: [] });
    await pressByKeyboard(olga.page, /^Watch$/);
    await olga.page.locator('.queue-link').waitFor();
    await agrees(olga);
    const { page } = olga;
    const before = { waits: await waits(), watched: await olga.watched() };
    await page.keyboard.press('j');
    await pressByKeyboard(page, /^View evidence$/);
    await page.locator('.faces canvas').nth(1).waitFor();
    await admit(olga, before, 1, traveller);
  });

  test('goes on with five referrals that the second officer decides', async () => {
    for (let one = 2; one <= LANES; one += 1) {
      await clear(4);
      await decide(olga, one, await refer(one));
    }
    // The handed over referral is not a clear case
    expect([referrals, handled.length]).toEqual([REFERRALS, REFERRALS - 1]);
    const times = handled.map(({ pageMs }) => pageMs).sort((one, other) => one - other);
    const [median = 0, longest = 0] = [times[Math.floor(times.length / 2)], times.at(-1)];
    process.stdout.write(
      `a clear referral: ${Math.round(median)} ms of page time (median), ${Math.round(longest)} ms at most\n`,
    );
    // On a busy machine the quickest referral says how long the page takes
    expect(times[0]).toBeLessThan(PAGE_MS);
    expect(handled.map(({ actions }) => actions)).toEqual(handled.map(() => ACTIONS));
  });

  test('has an emergency: one use of the passkey opens the site, and a supervisor confirms it once', async () => {
    const before = await olga.watched();
    const dialog = olga.page.getByRole('dialog', { name: 'Emergency at a whole site' });
    await pressByKeyboard(olga.page, /^Emergency$/);
    await dialog.getByRole('button', { name: `Fire: open ${LANES} lanes` }).waitFor();
    await pressByKeyboard(olga.page, /^Fire: open 6 lanes$/);
    await expect.poll(() => lanes.map((lane) => lane.phase()), PATIENCE).toEqual(lanes.map(() => 'emergency'));
    await expect.poll(() => dialog.getByText('Done', { exact: true }).count(), PATIENCE).toBe(LANES);
    expect((await olga.watched()).passkeyUses).toBe(before.passkeyUses + 1);
    const orders = (await listOrders(records(), { reach: EVERYWHERE }, 100)).filter(
      ({ kind }) => kind === 'open-in-emergency',
    );
    expect(orders.map(({ state, assertion }) => [state, assertion?.siteOrder?.size])).toEqual(
      orders.map(() => ['obeyed', LANES]),
    );
    await olga.page.keyboard.press('Escape');
    await becomes(sara, { conditions: ['6 lanes open: emergency', '6 openings to confirm'] });
    await alarmsBecome([BROKEN, ...OPENED.map(({ open }) => open)]);
    await agrees(olga);
    await pressByKeyboard(sara.page, /^Confirm the emergency$/);
    const openings = () => listManualOpenings(records(), 'open-in-emergency', EVERYWHERE, 100);
    await expect
      .poll(async () => (await openings()).map(({ finding, foundBy }) => [finding, foundBy]), PATIENCE)
      .toEqual(lanes.map(() => ['confirmed', 'p-sara']));
    await sara.page.getByText('Confirmed', { exact: true }).waitFor();
    await becomes(sara, { conditions: ['6 lanes open: emergency'] });
    await pressByKeyboard(olga.page, /^Emergency$/);
    await dialog.getByRole('button', { name: 'End the emergency at 6 lanes' }).waitFor();
    await pressByKeyboard(olga.page, /^End the emergency at 6 lanes$/);
    await expect.poll(() => lanes.map((lane) => lane.phase()), PATIENCE).toEqual(lanes.map(() => 'idle'));
    await expect.poll(() => dialog.getByText('Done', { exact: true }).count(), PATIENCE).toBe(LANES);
    expect((await olga.watched()).passkeyUses).toBe(before.passkeyUses + 2);
    await olga.page.keyboard.press('Escape');
    await becomes(sara, { conditions: [] });
    await agrees(olga);
  });

  test('ends with the numbers, outcomes and alarms of the records on the page, and without an error in a console', async () => {
    await clear(TRAVELLERS - travellers);
    await expect
      .poll(async () => [await throughputSeenAt(olga.page), await throughputRecorded(records())], PATIENCE)
      .toSatisfy(areEqual);
    await alarmsBecome([BROKEN, ...OPENED.map(({ over }) => over)]);
    await pressByKeyboard(olga.page, /^Outcomes and alarms$/);
    await expect
      .poll(async () => [await alarmsSeenAt(olga.page), await alarmsRecorded(records())], PATIENCE)
      .toSatisfy(areEqual);
    const reported = await records()('reports').where({ kind: 'match' });
    expect([travellers, reported.length]).toEqual([TRAVELLERS, TRAVELLERS]);
    const lines = olga.page.locator('.transaction-line');
    await expect
      .poll(() => lines.filter({ hasText: 'Admitted after a manual check' }).count(), PATIENCE)
      .toBe(REFERRALS);
    await expect.poll(() => lines.filter({ hasText: 'Cleared' }).count(), PATIENCE).toBe(TRAVELLERS - REFERRALS);
    expect(await axe(olga.page)).toEqual([]);
    expect([otto, olga, sara].flatMap(({ trouble }) => trouble)).toEqual([]);
  });
});

function areEqual([seen, held]: readonly unknown[]): boolean {
  return JSON.stringify(seen) === JSON.stringify(held);
}
