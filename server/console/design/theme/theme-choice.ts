/** The reader's choice of colours, stored in this browser. Types only: `early-theme.ts` must import no code. */
export interface ThemeChoice {
  readonly colours: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
}

export type ThemeKey = 'postern-theme';
/** Event of the window: the stored choice changed. */
export type ThemeEvent = 'postern-theme';
