import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Axis, svgPlot } from '../support/svg-plot.ts';
import type { ErrorRates } from './verification.ts';

export interface NamedCurve {
  readonly name: string;
  readonly curve: readonly ErrorRates[];
}

/** Writes ROC and DET curves of comparators as SVG files, `<prefix>-roc.svg` and `<prefix>-det.svg`. */
export function writePlots(
  folder: string,
  prefix: string,
  title: string,
  curves: readonly NamedCurve[],
  least: number,
): void {
  mkdirSync(folder, { recursive: true });
  const x: Axis = { label: 'false-match rate', scale: 'log', from: least, to: 1 };
  const roc = svgPlot({
    title: `${title}: ROC`,
    x,
    y: { label: 'true-match rate', scale: 'linear', from: 0.5, to: 1 },
    series: curves.map(({ name, curve }) => ({
      name,
      points: curve.map(({ falseMatchRate, falseNonMatchRate }) => [falseMatchRate, 1 - falseNonMatchRate] as const),
    })),
    legend: 'bottom right',
  });
  const det = svgPlot({
    title: `${title}: DET`,
    x,
    y: { label: 'false-non-match rate', scale: 'log', from: 1e-3, to: 1 },
    series: curves.map(({ name, curve }) => ({
      name,
      points: curve.map(({ falseMatchRate, falseNonMatchRate }) => [falseMatchRate, falseNonMatchRate] as const),
    })),
    legend: 'top right',
  });
  writeFileSync(join(folder, `${prefix}-roc.svg`), roc);
  writeFileSync(join(folder, `${prefix}-det.svg`), det);
}
