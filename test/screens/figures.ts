/** Screenshots of the figures over time: a supervisor's, and those of a site that an auditor sees. */
import './frozen-date.ts';
import type { Role } from '../../server/platform/access/vocabulary.ts';
import { consoleWorld } from '../server/fixtures/console-world.ts';
import { inventFigures } from '../server/border/figures/invented-figures.ts';
import { launchFrozenChromium, take, WIDE } from './take.ts';

const LANES = 3;
const DRAWN_MS = 1_500;

const world = await consoleWorld(LANES);
const browser = await launchFrozenChromium();

async function takeFigures(role: Role, section: string, period: string, name: string): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: WIDE });
  await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/#/${section}`);
  await page.getByRole('button', { name: period }).click();
  await page.getByRole('heading', { name: /^Travellers in each/ }).waitFor();
  await page.waitForTimeout(DRAWN_MS);
  await take(page, name);
  await context.close();
}

try {
  const kioskIds = world.kiosks.map(({ id }) => id);
  await inventFigures(world.server.context.queue, kioskIds, Date.now());
  await takeFigures('supervisor', 'figures', 'Day', 'figures');
  await takeFigures('auditor', 'site-figures', 'Month', 'figures-of-a-site');
} finally {
  await browser.close();
  await world.close();
}
