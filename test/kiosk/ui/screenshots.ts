/**
 * `npm run screenshots`: draws every screen of the traveller's again into `kiosk/ui/screens`, as a real browser shows it. Small
 * enough to be kept beside the code; `--full FOLDER [LANGUAGE] [TEXT %] [PANEL] [NAME,…]` draws them in their true size elsewhere, to be looked
 * at; `contrast` after the text's size draws them in strong contrast.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { drawLogo } from '../../../server/people/brand/draw-logo.ts';
import { brandSchema } from '../../../server/contract/brand/brand.ts';
import { drawMirror } from '../../../kiosk/biometrics/face/mirror-picture.ts';
import { drawFrames, FRAME } from '../../bench/face-stream/drawn-frames.ts';
import { keepPicture } from '../../screens/keep-picture.ts';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { pageShown, turnPage } from './fixtures/pages.ts';
import { PANELS } from './fixtures/panels.ts';
import { pretendLane, type PretendedLane } from './fixtures/pretended-lane.ts';
import { SCENES } from './fixtures/scenes.ts';

const SCREENS_DIR = join(import.meta.dirname, '../../../../kiosk/ui/screens');
const AGENCY = 'Border Service of Utopia';
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#7a2e00" d="M4 4h32v18c0 9-8 14-16 16C12 36 4 31 4 22z"/><path fill="#fff" d="M10 20h20v4H10z"/></svg>';
const SMALL_WIDTH = { portrait: 330, landscape: 540, wide: 540, phone: 300 } as const;

interface Look {
  readonly scene: string;
  readonly language?: string;
  readonly text?: number;
  readonly contrast?: boolean;
  readonly panel?: keyof typeof PANELS;
  readonly choosesLanguage?: boolean;
  /** Whether the desk was asked for. */
  readonly wantsDesk?: boolean;
  /** How far the customs questions have been answered. */
  readonly declares?: 'goods' | 'review';
  /** Whether the traveller sees themselves. */
  readonly mirrored?: boolean;
}

/** Every phase once, then what changes all of them. */
const LOOKS: readonly Look[] = [
  ...[
    'idle',
    'notice',
    'notice-asked',
    'document',
    'document-reading',
    'document-asked',
    'token',
    'face-look',
    'come-closer',
  ],
  ...[
    'look-straight',
    'uncover-eyes',
    'move-left',
    'light',
    'turn-left',
    'turn-again',
    'finger-right',
    'finger-lift',
    'press-harder',
    'moisten-finger',
    'deciding',
    'opening',
  ],
  ...['passage', 'passage-receipt', 'referred', 'referred-receipt', 'out-of-service'],
]
  .map((scene): Look => ({ scene }))
  .concat([
    { scene: 'face-look', mirrored: true },
    { scene: 'come-closer', mirrored: true },
    { scene: 'declaration' },
    { scene: 'declaration-asked' },
    { scene: 'declaration', declares: 'goods' },
    { scene: 'declaration', declares: 'review' },
    { scene: 'passage-red-lane' },
    { scene: 'idle', choosesLanguage: true },
    { scene: 'idle', wantsDesk: true },
    { scene: 'emergency' },
    { scene: 'document', language: 'ar' },
    { scene: 'notice', language: 'hi' },
    { scene: 'face-look', language: 'zh' },
    { scene: 'turn-left', language: 'ja' },
    { scene: 'document', language: 'de', text: 200 },
    { scene: 'document', contrast: true },
    { scene: 'referred', panel: 'landscape' },
    { scene: 'notice', language: 'de', panel: 'landscape' },
    { scene: 'face-look', language: 'fa', panel: 'landscape' },
    { scene: 'face-look', mirrored: true, panel: 'landscape' },
    { scene: 'declaration', language: 'ar', declares: 'goods', panel: 'landscape' },
  ]);

function nameOf({
  scene,
  language,
  text,
  contrast,
  panel,
  choosesLanguage,
  declares,
  mirrored,
  wantsDesk,
}: Look): string {
  const parts = [
    choosesLanguage === true ? 'languages' : scene,
    declares,
    wantsDesk === true ? 'desk' : undefined,
    mirrored === true ? 'mirror' : undefined,
    language,
    text,
    contrast === true ? 'contrast' : undefined,
  ];
  return [...parts, panel].filter((part) => part !== undefined).join('-');
}

async function draw(page: Page, lane: PretendedLane, look: Look): Promise<Buffer> {
  const view = SCENES[look.scene] ?? {};
  // A picture moves: there is none where less motion is asked for
  await page.emulateMedia({ reducedMotion: look.mirrored === true ? 'no-preference' : 'reduce' });
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
  if (look.wantsDesk === true) await page.keyboard.press('d');
  if (look.declares !== undefined) {
    while ((await pageShown(page)).at < (await pageShown(page)).of) await turnPage(page);
    await page.locator('.declaration-answers .secondary:visible').last().click();
    for (const kind of [0, 3]) await page.locator('.goods-kind').nth(kind).click();
    if (look.declares === 'review') await page.locator('.declaration-answers .primary:visible').click();
  }
  if (look.mirrored === true) await page.locator('.face-oval.mirrored').waitFor();
  await page.evaluate('document.fonts.ready.then(() => document.activeElement.blur())');
  await page.waitForTimeout(120);
  return page.screenshot();
}

async function keep(picture: Buffer, path: string, width: number | undefined): Promise<number> {
  const reduced = width === undefined ? sharp(picture) : sharp(picture).resize({ width });
  const encoded = await reduced.png({ palette: true, colours: 64, effort: 10 }).toBuffer();
  await keepPicture(`${path}.png`, encoded);
  return encoded.length;
}

/** The screen when the lane does not answer, and after a while without it. Ends the lane. */
async function drawWithoutLane(page: Page, lane: PretendedLane, folder: string): Promise<number> {
  lane.show({ phase: 'idle' });
  await page.goto(lane.address);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('[data-phase="idle"] h1').waitFor();
  await lane.stop();
  let bytes = 0;
  for (const [name, tone] of [
    ['reconnecting', 'calm'],
    ['connection-lost', 'desk'],
  ] as const) {
    await page.locator(`[data-phase="connection"][data-tone="${tone}"] h1`).waitFor();
    bytes += await keep(await page.screenshot(), join(folder, name), SMALL_WIDTH.portrait);
  }
  return bytes;
}

/** The welcome of a lane with an agency's name, logo and colours. */
async function drawBranded(browser: Browser, folder: string): Promise<number> {
  const logo = await drawLogo(new TextEncoder().encode(LOGO));
  if (logo.kind !== 'drawn') throw new Error('the logo cannot be drawn');
  const accent = { light: '#7a2e00', dark: '#ffb48a' };
  const lane = await pretendLane({ brand: brandSchema.parse({ name: AGENCY, logo: logo.logo, accent }) });
  let bytes = 0;
  for (const panel of ['portrait', 'landscape'] as const) {
    const page = await browser.newPage({ viewport: PANELS[panel], reducedMotion: 'reduce' });
    await page.goto(lane.address);
    await page.getByText(AGENCY).waitFor();
    await page.evaluate('document.fonts.ready');
    const name = panel === 'portrait' ? 'idle-brand' : `idle-brand-${panel}`;
    bytes += await keep(await page.screenshot(), join(folder, name), SMALL_WIDTH[panel]);
  }
  await lane.stop();
  return bytes;
}

/** Shows an invented traveller in the mirror while a page looks. */
async function standBefore({ mirror }: PretendedLane): Promise<() => void> {
  const [data] = (await drawFrames(1)) as Uint8Array<ArrayBuffer>[];
  if (data === undefined) throw new Error('a frame was wanted');
  const timer = setInterval(() => {
    const buffer = mirror.lend();
    if (buffer === undefined) return;
    drawMirror({ ...FRAME, channelOrder: 'rgb', data, ownership: 'borrowed' }, buffer);
    mirror.show(buffer);
  }, 50);
  return () => clearInterval(timer);
}

async function drawAll(looks: readonly Look[], folder: string, small: boolean): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const lane = await pretendLane({ fingers: true, declares: true });
  const browser = await launchChromium();
  const stopMirror = await standBefore(lane);
  let bytes = 0;
  try {
    let page: Page | undefined;
    let before = '';
    for (const look of looks) {
      const { language: locale = 'en', panel = 'portrait' } = look;
      if (page === undefined || before !== `${locale} ${panel}`) {
        await page?.close();
        page = await browser.newPage({ locale, viewport: PANELS[panel], reducedMotion: 'reduce' });
        await page.goto(lane.address);
        before = `${locale} ${panel}`;
      }
      const picture = await draw(page, lane, look);
      bytes += await keep(picture, join(folder, nameOf(look)), small ? SMALL_WIDTH[panel] : undefined);
    }
    if (small) bytes += await drawBranded(browser, folder);
    if (small) bytes += await drawWithoutLane(await browser.newPage({ viewport: PANELS.portrait }), lane, folder);
  } finally {
    stopMirror();
    await browser.close();
    await lane.stop();
  }
  return bytes;
}

const [flag, folder, language = 'en', text = '100', panel = 'portrait', names] = process.argv.slice(2);
if (flag === '--full' && folder !== undefined) {
  const over = {
    language,
    text: Number.parseInt(text),
    contrast: text.endsWith('contrast'),
    panel: panel as 'portrait',
  };
  const looks = [
    ...Object.keys(SCENES).map((scene): Look => ({ scene })),
    ...(['goods', 'review'] as const).map((declares): Look => ({ scene: 'declaration', declares })),
    { scene: 'face-look', mirrored: true },
    { scene: 'come-closer', mirrored: true },
    { scene: 'idle', choosesLanguage: true },
  ];
  const wanted = names?.split(',');
  const chosen = looks.filter((look) => wanted?.includes(nameOf(look)) ?? true);
  await drawAll(
    chosen.map((look) => ({ ...look, ...over })),
    folder,
    false,
  );
} else {
  // `--take NAME,…`: the lane draws them in one go, so it draws all
  const bytes = await drawAll(LOOKS, SCREENS_DIR, true);
  process.stdout.write(`${LOOKS.length + 4} screens, ${Math.round(bytes / 1_024)} KiB\n`);
}
