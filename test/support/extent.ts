/**
 * How much runs. `npm test` is what each change must pass; `npm run test:all` adds the files that end in `.long.test.ts`, the second
 * engine, and all cases of the tests that `npm test` runs with some of their cases.
 */
import { inject } from 'vitest';

export type Extent = 'main' | 'all';

export const EXTENT: Extent = inject('extent');

/** In `npm test` the cases `main` alone, in `npm run test:all` all of them. */
export function casesOf<T>(all: readonly T[], main: (one: T, place: number) => boolean): readonly T[] {
  return EXTENT === 'all' ? all : all.filter(main);
}

/** How often a test repeats: in `npm test`, and in `npm run test:all`. */
export function repetitions(main: number, all: number): number {
  return EXTENT === 'all' ? all : main;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly extent: Extent;
  }
}
