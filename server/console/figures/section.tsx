import { FiguresView } from './figures.tsx';

/** A supervisor's figures, of their lanes. */
export function Section() {
  return <FiguresView address="/v1/figures" />;
}
