import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { casesOf } from '../../support/extent.ts';
import { missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { DRAWN } from './fixtures/scene-page.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

/** Each text as its lines. */
const LINES = `[...document.querySelectorAll('h1, .detail, dd, li.line, .notice-text li')].map((element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const lines = [];
  let before;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const rect = range.getClientRects()[0];
      // A space at the end of a line has no width
      if (rect === undefined || rect.width === 0) {
        if (lines.length > 0 && node.data[at] === ' ') lines[lines.length - 1] += ' ';
        continue;
      }
      if (before === undefined || Math.abs(rect.top - before) > rect.height / 2) lines.push('');
      before = rect.top;
      lines[lines.length - 1] += node.data[at];
    }
  }
  return lines;
})`;

/** Breaks within a word, as ICU finds words: "…お|立ち…". ICU takes もう一度 for one word; it is two. */
function brokenWords(locale: string, lines: readonly string[]): string[] {
  const text = lines.join('');
  const words = [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)];
  const starts = new Set(words.map(({ index }) => index));
  const found: string[] = [];
  let at = 0;
  for (const line of lines.slice(0, -1)) {
    at += line.length;
    if (!starts.has(at) && text.slice(at - 2, at + 2) !== 'もう一度')
      found.push(`${text.slice(Math.max(0, at - 4), at)}|${text.slice(at, at + 4)}`);
  }
  return found;
}

describe.skipIf(missing !== undefined)('lines on the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(['zh', 'ja', 'ko'])('break between words in %s', async (locale) => {
    const lane = await showLane({ fingers: true, declares: true });
    const found: string[] = [];
    let breaks = 0;
    // The narrowest has the most breaks
    for (const panel of casesOf(['portrait', 'landscape', 'phone'] as const, (one) => one === 'phone')) {
      const options = { locale, viewport: PANELS[panel], reducedMotion: 'reduce', isUnpainted: true } as const;
      const page = await openPage(browser, lane.address, options);
      await page.locator(`:root[lang="${locale}"] h1`).waitFor();
      for (const [scene, view] of Object.entries(SCENES)) {
        lane.show(view);
        await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
        await page.evaluate(`document.fonts.ready.then(() => ${DRAWN})`);
        for (const lines of await page.evaluate<string[][]>(LINES)) {
          breaks += Math.max(0, lines.length - 1);
          found.push(...brokenWords(locale, lines).map((broken) => `${panel} ${scene}: ${broken}`));
        }
      }
      await page.context().close();
    }
    expect(breaks).toBeGreaterThan(30);
    expect([...new Set(found)]).toEqual([]);
  });
});
