import { FiguresView } from './figures.tsx';

/** Figures of a site for readers who see no traveller. */
export function Section() {
  return <FiguresView address="/v1/site-figures" />;
}
