/** A page, as a picture in `server/console/screens/`. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { projectRoot } from '../../models/files/project-root.ts';
import { launchChromium } from '../server/fixtures/chromium.ts';
import { AT } from './frozen-date.ts';
import { keepPicture } from './keep-picture.ts';
import { STEADY_SCRIPT } from './steady.ts';

const FOLDER = join(projectRoot(), 'server/console/screens');
const QUALITY = 60;
export const WIDE = { width: 1_360, height: 900 };
export const PHONE = { width: 390, height: 844 };

const at = process.argv.indexOf('--take');
/** The wanted pictures; all of them when the program was not given any. */
const wanted = at < 0 ? undefined : process.argv[at + 1]?.split(',');

/** A browser in which the time stands still. */
export async function launchFrozenChromium(): Promise<Browser> {
  const browser = await launchChromium();
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext({ reducedMotion: 'reduce', ...options });
    await context.clock.setFixedTime(AT);
    return context;
  };
  return browser;
}

export async function take(page: Page, name: string, fullPage = true): Promise<void> {
  if (wanted?.includes(name) === false) return;
  const before = page.viewportSize() ?? WIDE;
  if (fullPage) {
    // Cards outside of the window are not drawn: the window is made as high as the page.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ ...before, height: Math.max(height, before.height) });
  }
  await page.mouse.move(0, 0);
  await page.evaluate(STEADY_SCRIPT);
  const picture = await page.screenshot({ fullPage, animations: 'disabled', caret: 'hide' });
  await page.setViewportSize(before);
  const isWritten = await keepPicture(
    join(FOLDER, `${name}.webp`),
    await sharp(picture).webp({ quality: QUALITY }).toBuffer(),
  );
  process.stdout.write(`${name}: ${isWritten ? 'written' : 'unchanged'}\n`);
}
