import type { ComponentChildren } from 'preact';
import { GRID } from './grid.ts';

/** Half of what the square drawing leaves of the height. */
const ABOVE = (GRID.height - GRID.width) / 2;

/** A drawing of 400 × 400 units in the middle of the grid. */
export function Picture({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <svg class={name} viewBox={`0 0 ${GRID.width} ${GRID.height}`}>
      <g transform={`translate(0 ${ABOVE})`}>{children}</g>
    </svg>
  );
}
