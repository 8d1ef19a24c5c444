import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { brandSchema } from '../../../../server/contract/brand/brand.ts';
import { consoleStyle, laneStyle } from '../../../../server/contract/brand/brand-style.ts';
import {
  contrast,
  distance,
  ofOklab,
  readColour,
  toOklab,
  writeColour,
} from '../../../../server/contract/brand/colour.ts';
import { faultOf, inkOn, judgeAccent, nearestPassing } from '../../../../server/contract/brand/judge-accent.ts';
import { GROUNDS, MEANINGS, NEEDED_CONTRAST, THEMES, type Theme } from '../../../../server/contract/brand/themes.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const sheet = (path: string) => readFileSync(join(projectRoot(), path), 'utf8');

describe('contrast', () => {
  // Ratios as the WebAIM contrast checker publishes them
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s and %s is %d', (one, other, ratio) => {
    expect(contrast(readColour(one), readColour(other))).toBeCloseTo(ratio, 1);
    expect(contrast(readColour(other), readColour(one))).toBeCloseTo(ratio, 1);
  });
  it('uses an Oklab that has the published values of red and returns every colour', () => {
    const red = toOklab(readColour('#ff0000'));
    expect([red.lightness, red.a, red.b].map((value) => value.toFixed(3))).toEqual(['0.628', '0.225', '0.126']);
    fc.assert(fc.property(colour, (text) => writeColour(ofOklab(toOklab(readColour(text)))) === text));
  });
});

describe('a brand’s accent', () => {
  it('is refused with the measured contrast and the nearest colour that passes', () => {
    const read = brandSchema.safeParse({ name: 'A', logo: null, accent: { light: '#ff9900', dark: '#84bdff' } });
    expect(read.error?.issues[0]?.message).toMatch(
      /^has a contrast of 1\.\d\d:1 with #[0-9a-f]{6}, and needs 4\.5:1; the nearest colour that passes is #[0-9a-f]{6}$/,
    );
    expect(read.error?.issues[0]?.path).toEqual(['accent', 'light']);
  });
  it('is refused when it resembles the colour of a closed gate, although it can be read', () => {
    expect(judgeAccent('light', '#a10e22')?.fault.kind).toBe('meaning');
    expect(judgeAccent('light', '#0a56a3')).toBeUndefined();
    expect(judgeAccent('light', '#0a4d5c')).toBeUndefined();
    expect(judgeAccent('dark', '#84bdff')).toBeUndefined();
  });
  it('gets a nearest colour that passes in all themes, and text that can be read on it', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom<Theme>(...THEMES), (accent, theme) => {
        const nearest = nearestPassing(accent, [theme]);
        expect(faultOf(nearest, theme)).toBeUndefined();
        expect(contrast(readColour(inkOn(accent)), readColour(accent))).toBeGreaterThan(4.5);
        // No grey that passes is nearer
        const grey = nearestPassing('#808080', [theme]);
        expect(distance(readColour(nearest), readColour(accent))).toBeLessThanOrEqual(
          distance(readColour(grey), readColour(accent)) + 0.01,
        );
      }),
      { numRuns: 12 },
    );
    expect(nearestPassing('#0a56a3', ['light', 'lane'])).toBe('#0a56a3');
  });
});

describe('the backgrounds of the check', () => {
  const valuesIn = (css: string, name: string) => [
    ...css.matchAll(new RegExp(`--${name}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}));`, 'g')),
  ];
  it('match the style sheets', () => {
    const tokens = sheet('server/console/design/tokens.css');
    const [normal = '', more = ''] = tokens.split(':root:where([data-contrast="more"])');
    const of = (css: string, name: string, at: 1 | 2) => valuesIn(css, name)[0]?.[at];
    const names = [
      'ground',
      'surface',
      'surface-raised',
      'good-ground',
      'caution-ground',
      'bad-ground',
      'note-ground',
      'plain-ground',
    ];
    for (const [theme, at] of [
      ['light', 1],
      ['dark', 2],
    ] as const) {
      expect(new Set(GROUNDS[theme])).toEqual(new Set(names.map((name) => of(normal, name, at))));
      const darker = names.map((name) => of(more, name, at) ?? of(normal, name, at));
      expect(new Set(GROUNDS[`${theme}-more`])).toEqual(new Set(darker));
      expect(MEANINGS[theme]).toEqual([of(normal, 'bad', at)]);
      expect(MEANINGS[`${theme}-more`]).toEqual([of(more, 'bad', at)]);
    }
    const palette = sheet('kiosk/ui/style/palette.css');
    const [calm = ''] = palette.split('[data-tone="go"]');
    expect(new Set(GROUNDS.lane)).toEqual(
      new Set(['ground', 'ground-deep', 'surface'].map((name) => valuesIn(calm, name)[0]?.[3])),
    );
    for (const meaning of MEANINGS.lane) expect(palette).toContain(meaning);
    expect(Object.keys(NEEDED_CONTRAST)).toEqual([...THEMES]);
  });
});

describe('the style sheet of a brand', () => {
  const accent = { light: '#0b5394', dark: '#9fc5e8' };
  it('sets the accent and its ink, in more contrast of at least 7:1, and nothing else', () => {
    const css = consoleStyle({ accent });
    expect([...css.matchAll(/--[a-z-]+(?=:)/g)].map(([name]) => name)).toEqual([
      '--accent',
      '--accent-ink',
      '--accent',
      '--accent-ink',
    ]);
    const [, light = '', dark = ''] = /more"\] \{ --accent: light-dark\((#\w+), (#\w+)\)/.exec(css) ?? [];
    expect([faultOf(light, 'light-more'), faultOf(dark, 'dark-more')]).toEqual([undefined, undefined]);
  });
  it('sets on a lane no colour of a screen with a meaning', () => {
    expect(laneStyle({ accent })).toBe(
      ':root:not([data-contrast="more"]) { --accent: #0b5394; --accent-ink: #ffffff; }\n',
    );
  });
  it('is empty without a brand', () => {
    expect([consoleStyle(null), consoleStyle({ accent: null }), laneStyle(null)]).toEqual(['', '', '']);
  });
});
