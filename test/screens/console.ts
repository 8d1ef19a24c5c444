/** `npm run screenshots`: each screen of the officers' console, taken from a real server, into `server/console/screens/`. */
import './frozen-date.ts';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { personIdSchema, type Role } from '../../server/platform/access/vocabulary.ts';
import type { Check } from '../../server/contract/report.ts';
import { REASON_CATEGORIES } from '../../server/border/referrals/drift.ts';
import { consoleWorld } from '../server/fixtures/console-world.ts';
import { launchFrozenChromium, PHONE, take, WIDE } from './take.ts';

const SEEN: readonly Check[] = [
  { name: 'document-read', result: 'passed' },
  { name: 'mrz-check-digits', result: 'passed' },
  { name: 'document-validity', result: 'passed' },
  { name: 'passive-authentication', result: 'passed' },
  { name: 'chip-genuineness', result: 'passed' },
  { name: 'face-capture', result: 'passed' },
  { name: 'face-quality', result: 'passed' },
  { name: 'presentation-attack-head-turn', result: 'passed' },
  { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
  { name: 'finger-comparison', result: 'passed', falseMatchRate: '1e-5' },
];
const COPIED: readonly Check[] = [
  { name: 'document-read', result: 'passed' },
  { name: 'mrz-check-digits', result: 'passed' },
  { name: 'chip-genuineness', result: 'failed', reason: 'chip-copied' },
  { name: 'face-capture', result: 'not-run', reason: 'earlier-check-decided' },
];
const REFUSE = { outcome: 'refused-entry', reason: 'false-travel-document' } as const;
const INSPECT = { outcome: 'sent-to-secondary-inspection', reason: 'document-doubtful' } as const;
const ADMIT = { outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' } as const;
const who = (name: string) => personIdSchema.parse(name);

const world = await consoleWorld(12);
const browser = await launchFrozenChromium();

async function open(role: Role, hash: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: WIDE, ...options });
  await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/${hash}`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function tell(): Promise<void> {
  for (let lane = 1; lane <= 12; lane++) {
    const phase = lane === 3 ? 'referred' : lane === 9 ? 'out-of-service' : lane % 2 === 0 ? 'face' : 'idle';
    await world.say(lane, phase, lane === 5 ? 'camera' : undefined);
  }
}

/** Decisions of some weeks, for the chart: five colleagues alike, and one who admits nearly all. */
async function pastDecisions(): Promise<void> {
  let number = 0;
  for (const person of ['anna-b', 'boris-c', 'dana-e', 'emil-f', 'fay-g', 'gus-h']) {
    for (let one = 0; one < 36; one++) {
      number += 1;
      const doubt = REASON_CATEGORIES[number % REASON_CATEGORIES.length];
      const reason =
        doubt === 'document' ? 'chip-copied' : doubt === 'person' ? 'below-threshold' : 'quality-insufficient';
      const id = await world.refer((number % 12) + 1, { reasons: [reason], checks: [] });
      const isAdmitted = person === 'gus-h' || (doubt !== 'document' && number % 3 !== 0);
      const decision = isAdmitted ? ADMIT : INSPECT;
      const at = Date.now() - number * 60_000 - 9 * 3_600_000;
      await world.stand(id, { state: 'decided', by: who(person), role: 'officer', at, decision, opinion: null });
    }
  }
}

try {
  await tell();
  await pastDecisions();
  for (let round = 0; round < 30; round++) await world.clear((round % 12) + 1);
  const officer = await open('officer', '#/officer');
  await officer.getByText('No traveller is waiting.').waitFor();
  await take(officer, 'watch-empty');

  await officer.getByRole('button', { name: 'Watch terminal-2' }).click();
  const seen = await world.refer(3, { checks: [...SEEN] });
  const copied = await world.refer(7, { reasons: ['chip-copied'], checks: [...COPIED] });
  const second = await world.refer(11, { reasons: ['light-not-returned'], checks: [...SEEN] });
  await world.refer(4, { reasons: ['traveller-chose-desk'], checks: [] });
  const anna = { person: who('anna-b'), role: 'officer', since: Date.now(), leaseUntil: Date.now() + 600_000 } as const;
  await world.stand(second, { state: 'second-opinion', holder: anna, proposal: REFUSE, askedAt: Date.now() });
  await officer.locator('.queue-link').nth(3).waitFor();
  await officer.locator('.queue-link').first().click();
  await officer.getByRole('button', { name: 'Take', exact: true }).click();
  await officer.getByText('Refuse entry', { exact: true }).click();
  await officer.getByText('B: false, forged or altered travel document').click();
  await tell();
  await take(officer, 'referral');

  const supervisor = await open('supervisor', `#/officer/watch/${second}`);
  await supervisor.getByText('Send to the second line', { exact: true }).click();
  await take(supervisor, 'second-opinion');
  const opinion = { by: who('boris-c'), at: Date.now(), decision: INSPECT };
  await world.stand(second, { state: 'with-supervisor', holder: anna, proposal: REFUSE, opinion });
  await supervisor.getByRole('heading', { name: 'Settle' }).waitFor();
  await take(supervisor, 'settle');
  await supervisor.evaluate("location.hash = '#/officer/attention'");
  await supervisor.getByText('gus-h').waitFor();
  await take(supervisor, 'attention');

  await officer.getByRole('button', { name: /^Lane 5\b/ }).click();
  await officer.getByText('Take out of service').click();
  await officer.getByText('Maintenance', { exact: true }).click();
  await take(officer, 'lane', false);
  await officer.keyboard.press('Escape');

  await officer.getByRole('link', { name: 'Handover', exact: true }).click();
  await officer.getByLabel('Lane', { exact: true }).selectOption('terminal-2-5');
  await officer.getByLabel('Note').selectOption('camera-to-clean');
  await officer.getByRole('button', { name: 'Add the note' }).click();
  await officer.getByRole('button', { name: 'Offer the handover' }).click();
  await officer.getByText('Not taken over yet').waitFor();
  await take(officer, 'handover');
  await officer.getByRole('link', { name: 'Outcomes and alarms' }).click();
  await officer.locator('.transaction-line').first().click();
  await take(officer, 'outcomes', false);

  await officer.evaluate("location.hash = '#/officer/watch'");
  await world.stand(copied, {
    state: 'decided',
    by: who('anna-b'),
    role: 'officer',
    at: Date.now(),
    decision: INSPECT,
    opinion: null,
  });
  await officer.locator('.queue-link', { hasText: 'Lane 7' }).waitFor({ state: 'detached' });
  await world.seedTest(2);
  const test = officer.locator('.queue-link', { hasText: 'original' }).first();
  await test.click();
  await officer.getByRole('button', { name: 'Take', exact: true }).click();
  await officer.getByText('Send to the second line', { exact: true }).click();
  await officer.getByText('The document needs a closer look', { exact: true }).click();
  await officer.getByRole('button', { name: 'Send to the second line' }).click();
  await officer.getByRole('dialog').waitFor();
  await take(officer, 'test-of-attention', false);

  const phone = await open('officer', `#/officer/watch/${seen}`, { viewport: PHONE, colorScheme: 'dark' });
  await phone.getByRole('heading', { name: 'Decide' }).waitFor();
  await take(phone, 'phone-dark');
  const rightToLeft = await open('officer', '#/officer', { colorScheme: 'light' });
  await rightToLeft.locator('.queue-link').first().waitFor();
  await rightToLeft.evaluate("document.documentElement.dir = 'rtl'");
  await take(rightToLeft, 'right-to-left', false);
  const partner = await browser.newContext({ viewport: WIDE });
  await world.signIn(partner, 'partner');
  const denied = await partner.newPage();
  await denied.goto(`${world.url}/#/officer`);
  await denied.getByText('is not part of your duty').waitFor();
  await take(denied, 'denied');
  await officer.keyboard.press('Escape');
  await officer.context().setOffline(true);
  await officer.getByText('The server has not answered').waitFor({ timeout: 30_000 });
  await take(officer, 'offline');
} finally {
  await browser.close();
  await world.close();
}
