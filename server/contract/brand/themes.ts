/** The backgrounds on which a brand's accent is text, and the colours with a meaning that it must not resemble. A test compares them with the style sheets. */

export const THEMES = ['light', 'dark', 'light-more', 'dark-more', 'lane'] as const;
export type Theme = (typeof THEMES)[number];

/** WCAG 2.2: 1.4.3 (AA) without, 1.4.6 (AAA) with more contrast. */
export const NEEDED_CONTRAST: { readonly [One in Theme]: number } = {
  light: 4.5,
  dark: 4.5,
  'light-more': 7,
  'dark-more': 7,
  lane: 4.5,
};

const LIGHT_STATES = ['#e4f4ea', '#fdf0d9', '#fce8e7', '#e6f0fa', '#e9edf2'] as const;
const DARK_STATES = ['#10291c', '#2f220c', '#351416', '#112438', '#262d37'] as const;

/** Ground, surfaces, and the grounds of states: `design/tokens.css` of the consoles, `style/palette.css` of the lane. */
export const GROUNDS: { readonly [One in Theme]: readonly string[] } = {
  light: ['#f3f5f8', '#ffffff', ...LIGHT_STATES],
  dark: ['#0d1015', '#161a21', '#1d222b', ...DARK_STATES],
  'light-more': ['#f3f5f8', '#ffffff', ...LIGHT_STATES],
  'dark-more': ['#000000', '#0a0c10', '#1d222b', ...DARK_STATES],
  lane: ['#f2f5f4', '#dfe9e8', '#ffffff'],
};

/** Text on the accent is one of the two. One of them has at least 4.58:1 with every colour. */
export const ACCENT_INKS = ['#ffffff', '#000000'] as const;

/** The closed gate, the emergency and the marks of danger of the consoles. */
export const MEANINGS: { readonly [One in Theme]: readonly string[] } = {
  light: ['#a1151b'],
  dark: ['#ff9d97'],
  'light-more': ['#7a0006'],
  'dark-more': ['#ffc4c0'],
  lane: ['#a10e22', '#7d0a1a', '#ffd21f', '#ffe47a'],
};
