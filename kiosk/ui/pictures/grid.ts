/** The grid of every picture: as wide and high as the mirror, so that pictures do not jump between steps. */
export const GRID = { width: 400, height: 500 } as const;
