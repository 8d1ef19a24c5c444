/** Pure: whether a brand's accent can be read in each theme, and the nearest colour that can. */
import { type Colour, contrast, distance, ofOklab, readColour, toOklab, writeColour } from './colour.ts';
import { ACCENT_INKS, GROUNDS, MEANINGS, NEEDED_CONTRAST, type Theme } from './themes.ts';

/** Oklab distance to a colour with a meaning. Two shades of one red differ by about 0.05. */
const APART = 0.06;

export type AccentFault =
  | { readonly kind: 'contrast'; readonly theme: Theme; readonly ground: string; readonly ratio: number }
  | { readonly kind: 'meaning'; readonly theme: Theme; readonly like: string };

/** The lowest contrast of the accent in this theme, and with which background. */
export function lowestContrast(accent: string, theme: Theme): { readonly ground: string; readonly ratio: number } {
  const colour = readColour(accent);
  return GROUNDS[theme]
    .map((ground) => ({ ground, ratio: contrast(colour, readColour(ground)) }))
    .reduce((lowest, one) => (one.ratio < lowest.ratio ? one : lowest));
}

/** `undefined` when the accent passes in this theme. */
export function faultOf(accent: string, theme: Theme): AccentFault | undefined {
  const { ground, ratio } = lowestContrast(accent, theme);
  if (ratio < NEEDED_CONTRAST[theme]) return { kind: 'contrast', theme, ground, ratio };
  const colour = readColour(accent);
  const like = MEANINGS[theme].find((one) => distance(colour, readColour(one)) < APART);
  return like === undefined ? undefined : { kind: 'meaning', theme, like };
}

/** White or black, whichever can be read better on the accent. */
export function inkOn(accent: string): string {
  const colour = readColour(accent);
  const [white, dark] = ACCENT_INKS;
  return contrast(colour, readColour(white)) >= contrast(colour, readColour(dark)) ? white : dark;
}

const LIGHTNESS_STEPS = 200;
const HUES = [0, 5, -5, 10, -10, 20, -20, 30, -30, 45, -45, 60, -60];
const CHROMAS = [1, 0.75, 0.5, 0.25, 0];

/** The nearest colour, in Oklab, that passes in all these themes: the accent itself where it passes. */
export function nearestPassing(accent: string, themes: readonly Theme[]): string {
  const passes = (colour: string) => themes.every((theme) => faultOf(colour, theme) === undefined);
  if (passes(accent)) return accent;
  const wanted = readColour(accent);
  const near = candidates(wanted)
    .map((colour) => ({ colour, away: distance(readColour(colour), wanted) }))
    .sort((one, other) => one.away - other.away)
    .find(({ colour }) => passes(colour));
  // Black passes on light backgrounds, white on dark ones
  return near?.colour ?? (passes('#000000') ? '#000000' : '#ffffff');
}

/** Other lightness at the same hue, then less chroma, then other hues. Those outside of sRGB are left out. */
function candidates(wanted: Colour): string[] {
  const { a, b } = toOklab(wanted);
  const [chroma, hue] = [Math.hypot(a, b), Math.atan2(b, a)];
  const found = new Set<string>();
  for (const part of CHROMAS) {
    for (const turn of part === 0 ? [0] : HUES) {
      const angle = hue + (turn * Math.PI) / 180;
      const colourAt = { a: chroma * part * Math.cos(angle), b: chroma * part * Math.sin(angle) };
      for (let step = 0; step <= LIGHTNESS_STEPS; step++) {
        const colour = ofOklab({ lightness: step / LIGHTNESS_STEPS, ...colourAt });
        if (colour.every((channel) => channel >= -0.001 && channel <= 1.001)) found.add(writeColour(colour));
      }
    }
  }
  return [...found];
}

/** The themes in which each colour is used as it is. With more contrast, the nearest colour that reaches 7:1 is used. */
export const ACCENT_THEMES = { light: ['light', 'lane'], dark: ['dark'] } as const satisfies Readonly<
  Record<string, readonly Theme[]>
>;
export type AccentName = keyof typeof ACCENT_THEMES;

export interface JudgedAccent {
  readonly fault: AccentFault;
  readonly nearest: string;
}

/** `undefined` when the colour can be used. */
export function judgeAccent(name: AccentName, colour: string): JudgedAccent | undefined {
  const themes = ACCENT_THEMES[name];
  for (const theme of themes) {
    const fault = faultOf(colour, theme);
    if (fault !== undefined) return { fault, nearest: nearestPassing(colour, themes) };
  }
  return undefined;
}
