import { linePlot } from '../support/line-plot.ts';
import { histograms } from './linkage.ts';

/** Densities of both schemes' linkage scores, mated and not. */
export function linkagePlot(
  schemes: readonly (readonly [name: string, mated: Float64Array, nonMated: Float64Array])[],
): string {
  return linePlot({
    title: 'Two records under two keys: linkage scores, LFW folds 1 to 5',
    x: { title: 'correlation of what is stored' },
    y: { title: 'density', least: 0 },
    series: schemes.flatMap(([name, mated, nonMated]) => {
      const [own, others] = histograms(mated, nonMated);
      return [own, others].map(({ least, width, shares }, index) => ({
        name: `${name}, ${index === 0 ? 'mated' : 'non-mated'}`,
        dashed: index === 1,
        points: shares.map((share, bin) => [least + (bin + 0.5) * width, share / width] as const),
      }));
    }),
  });
}
