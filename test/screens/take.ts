/** A page, as a picture in `server/ui/screens/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { projectRoot } from '../../models/files/project-root.ts';

const FOLDER = join(projectRoot(), 'server/ui/screens');
const QUALITY = 60;
export const WIDE = { width: 1_360, height: 900 };
export const PHONE = { width: 390, height: 844 };

export async function take(page: Page, name: string, fullPage = true): Promise<void> {
  const before = page.viewportSize() ?? WIDE;
  if (fullPage) {
    // Cards outside of the window are not drawn: the window is made as high as the page.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ ...before, height: Math.max(height, before.height) });
  }
  const picture = await page.screenshot({ fullPage, animations: 'disabled' });
  await page.setViewportSize(before);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.webp`), await sharp(picture).webp({ quality: QUALITY }).toBuffer());
}
