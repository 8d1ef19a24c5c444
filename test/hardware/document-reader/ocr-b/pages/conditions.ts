/** Degradations of pages, each at three strengths: mild, strong, and near the limit of reading. */
import { GOOD_PHOTOGRAPH, type Photograph } from './photograph.ts';

export interface Condition {
  readonly name: string;
  /** In words, with units. */
  readonly strength: string;
  readonly photograph: Photograph;
  /** Contrast of the lines printed under everything, 0 to 1. */
  readonly background: number;
}

export const USUAL_BACKGROUND = 0.1;

const one = (
  name: string,
  strength: string,
  change: Partial<Photograph>,
  background: number = USUAL_BACKGROUND,
): Condition => ({ name, strength, photograph: { ...GOOD_PHOTOGRAPH, ...change }, background });

const TYPICAL = { rotationDegrees: 2, perspective: 0.02, blurPx: 0.8, noise: 6, darkSide: 0.7 };
const HARD = {
  rotationDegrees: 5,
  perspective: 0.04,
  blurPx: 1.1,
  noise: 10,
  darkSide: 0.5,
  glare: 0.4,
  widthPx: 1000,
};

export const CONDITIONS: readonly Condition[] = [
  one('clean', '1200 px', {}),
  one('typical', 'a little of everything', TYPICAL, 0.15),
  one('hard', 'more of everything, 1000 px', HARD, 0.2),
  ...[1, 2, 3].map((blurPx) => one('blur', `${blurPx} px`, { blurPx })),
  ...[15, 30, 45].map((noise) => one('noise', `${noise} levels`, { noise })),
  ...[0.5, 0.75, 0.95].map((glare) => one('glare', `${100 * glare} %`, { glare })),
  ...[5, 10, 20].map((rotationDegrees) => one('skew', `${rotationDegrees} degrees`, { rotationDegrees })),
  one('skew', '180 degrees', { rotationDegrees: 180 }),
  ...[0.05, 0.1, 0.15].map((perspective) => one('perspective', `${100 * perspective} %`, { perspective })),
  ...[700, 500, 350].map((widthPx) => one('low resolution', `${widthPx} px`, { widthPx })),
  ...[0.5, 0.25, 0.1].map((darkSide) => one('uneven light', `1 to ${darkSide}`, { darkSide })),
  ...[0.2, 0.35, 0.5].map((background) => one('background print', `${100 * background} %`, {}, background)),
];
