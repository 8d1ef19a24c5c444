/** Pure: sRGB colours, their contrast (WCAG 2.2, relative luminance) and their distance in Oklab (Ottosson 2020). */

/** Channels from 0 to 1, in sRGB. */
export type Colour = readonly [red: number, green: number, blue: number];

/** @param text `#rrggbb` in small letters */
export function readColour(text: string): Colour {
  const channel = (at: number) => Number.parseInt(text.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

/** `#rrggbb`; channels outside 0 to 1 are clipped. */
export function writeColour(colour: Colour): string {
  const hex = (channel: number) => Math.round(Math.min(1, Math.max(0, channel)) * 255);
  return `#${colour.map((channel) => hex(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** The contrast ratio of WCAG, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

type Linear = readonly [number, number, number];

function linear(colour: Colour): Linear {
  return mapped(colour, (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

function mapped([one, two, three]: Linear, change: (value: number) => number): Linear {
  return [change(one), change(two), change(three)];
}

export interface Oklab {
  readonly lightness: number;
  readonly a: number;
  readonly b: number;
}

export function toOklab(colour: Colour): Oklab {
  const [red, green, blue] = linear(colour);
  const [l, m, s] = mapped(
    [
      0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
      0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
      0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
    ],
    Math.cbrt,
  );
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

/** Channels may lie outside 0 to 1: the colour is then outside of sRGB. */
export function ofOklab({ lightness, a, b }: Oklab): Colour {
  const cubed = (value: number) => value ** 3;
  const [l, m, s] = mapped(
    [
      lightness + 0.3963377774 * a + 0.2158037573 * b,
      lightness - 0.1055613458 * a - 0.0638541728 * b,
      lightness - 0.0894841775 * a - 1.291485548 * b,
    ],
    cubed,
  );
  return mapped(
    [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ],
    (value) => (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.max(value, 0) ** (1 / 2.4) - 0.055),
  );
}

/** 0 for equal colours; white and black have 1. */
export function distance(one: Colour, other: Colour): number {
  const [from, to] = [toOklab(one), toOklab(other)];
  return Math.hypot(from.lightness - to.lightness, from.a - to.a, from.b - to.b);
}
