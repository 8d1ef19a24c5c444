/**
 * `npm run screenshots:kiosk`: draws every screen of the traveller's again into `kiosk/ui/screens`, as a real browser shows it. Small
 * enough to be kept beside the code; `--full FOLDER [LANGUAGE] [TEXT %] [PANEL]` draws them in their true size elsewhere, to be looked at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { PANELS } from './fixtures/panels.ts';
import { pretendLane, type PretendedLane } from './fixtures/pretended-lane.ts';
import { SCENES } from './fixtures/scenes.ts';

const SCREENS_DIR = join(import.meta.dirname, '../../../../kiosk/ui/screens');
const SMALL_WIDTH = { portrait: 330, landscape: 540, phone: 300 } as const;

interface Look {
  readonly scene: string;
  readonly language?: string;
  readonly text?: number;
  readonly contrast?: boolean;
  readonly panel?: keyof typeof PANELS;
  readonly choosesLanguage?: boolean;
}

/** Every phase once, then what changes all of them. */
const LOOKS: readonly Look[] = [
  ...['idle', 'notice', 'notice-asked', 'document', 'document-reading', 'document-asked', 'face-look', 'come-closer'],
  ...['look-straight', 'light', 'turn-left', 'finger-right', 'finger-lift', 'press-harder', 'deciding', 'opening'],
  ...['passage', 'passage-receipt', 'referred', 'referred-receipt', 'out-of-service'],
]
  .map((scene): Look => ({ scene }))
  .concat([
    { scene: 'idle', choosesLanguage: true },
    { scene: 'document', language: 'ar' },
    { scene: 'notice', language: 'hi' },
    { scene: 'face-look', language: 'zh' },
    { scene: 'turn-left', language: 'ja' },
    { scene: 'document', language: 'de', text: 200 },
    { scene: 'document', contrast: true },
    { scene: 'referred', panel: 'landscape' },
    { scene: 'notice', panel: 'landscape' },
    { scene: 'face-look', language: 'fa', panel: 'landscape' },
  ]);

function nameOf({ scene, language, text, contrast, panel, choosesLanguage }: Look): string {
  const parts = [
    choosesLanguage === true ? 'languages' : scene,
    language,
    text,
    contrast === true ? 'contrast' : undefined,
  ];
  return [...parts, panel].filter((part) => part !== undefined).join('-');
}

async function draw(page: Page, lane: PretendedLane, look: Look): Promise<Buffer> {
  const view = SCENES[look.scene] ?? {};
  // Whatever was chosen before is forgotten between travellers
  lane.show({ phase: 'out-of-service' });
  await page.locator('[data-phase="out-of-service"] h1').waitFor();
  lane.show({ phase: 'idle' });
  await page.locator('[data-phase="idle"] h1').waitFor();
  for (let press = 0; press < [100, 125, 150, 200].indexOf(look.text ?? 100); press++) await page.keyboard.press('t');
  if (look.contrast === true) await page.keyboard.press('c');
  if (view.phase !== 'idle') {
    lane.show(view);
    await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
  }
  if (look.choosesLanguage === true) await page.keyboard.press('l');
  await page.evaluate('document.fonts.ready.then(() => document.activeElement.blur())');
  await page.waitForTimeout(120);
  return page.screenshot();
}

async function drawAll(looks: readonly Look[], folder: string, small: boolean): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const lane = await pretendLane({ fingers: true });
  const browser = await launchChromium();
  let bytes = 0;
  try {
    let page: Page | undefined;
    let before = '';
    for (const look of looks) {
      const { language: locale = 'en', panel = 'portrait' } = look;
      if (page === undefined || before !== `${locale} ${panel}`) {
        await page?.close();
        page = await browser.newPage({ locale, viewport: PANELS[panel], reducedMotion: 'reduce' });
        await page.goto(lane.url);
        before = `${locale} ${panel}`;
      }
      const picture = await draw(page, lane, look);
      const file = join(folder, `${nameOf(look)}.png`);
      const reduced = small ? sharp(picture).resize({ width: SMALL_WIDTH[panel] }) : sharp(picture);
      bytes += (await reduced.png({ palette: true, colours: 64, effort: 10 }).toFile(file)).size;
    }
  } finally {
    await browser.close();
    await lane.stop();
  }
  return bytes;
}

const [flag, folder, language = 'en', text = '100', panel = 'portrait'] = process.argv.slice(2);
if (flag === '--full' && folder !== undefined) {
  const looks = Object.keys(SCENES).map(
    (scene): Look => ({ scene, language, text: Number(text), panel: panel as 'portrait' }),
  );
  await drawAll(looks, folder, false);
} else {
  const bytes = await drawAll(LOOKS, SCREENS_DIR, true);
  process.stdout.write(`${LOOKS.length} screens, ${Math.round(bytes / 1_024)} KiB\n`);
}
