/** Pure: the style sheets that set the accent of a brand. They set two values, and no colour that has a meaning. */
import type { Brand } from './brand.ts';
import { inkOn, nearestPassing } from './judge-accent.ts';

/** For the consoles. `:root:root` prevails over the default, which is loaded later. */
export function consoleStyle(brand: Pick<Brand, 'accent'> | null): string {
  if (brand === null || brand.accent === null) return '';
  const { light, dark } = brand.accent;
  const [more, darkMore] = [nearestPassing(light, ['light-more']), nearestPassing(dark, ['dark-more'])];
  return `${rule(':root:root', light, dark)}\n${rule(':root:root[data-contrast="more"]', more, darkMore)}\n`;
}

function rule(selector: string, light: string, dark: string): string {
  const ink = `light-dark(${inkOn(light)}, ${inkOn(dark)})`;
  return `${selector} { --accent: light-dark(${light}, ${dark}); --accent-ink: ${ink}; }`;
}

/**
 * For the traveller's screen, which is always light. Screens with a meaning (open, desk, closed, emergency) and more contrast set their own
 * accent, which prevails: on an element inside, or here by the selector.
 */
export function laneStyle(brand: Pick<Brand, 'accent'> | null): string {
  if (brand === null || brand.accent === null) return '';
  const { light } = brand.accent;
  return `:root:not([data-contrast="more"]) { --accent: ${light}; --accent-ink: ${inkOn(light)}; }\n`;
}
