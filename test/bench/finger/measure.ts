import { gatherEvidence, type Evidence, type Impression } from '../../../models/finger/comparison/evidence.ts';
import type { ComparisonWorkspace } from '../../../models/finger/comparison/workspace.ts';
import { type Extraction, extract } from '../../../models/finger/extract.ts';
import type { GaborSession } from '../../../models/finger/extraction/enhance.ts';
import type { ExtractionWorkspace } from '../../../models/finger/extraction/workspace.ts';
import type { Image } from '../../../hardware/device/image.ts';
import { type FvcImage, readFvcImage } from './fvc-database.ts';
import type { ComparedPair } from './comparisons.ts';

/** Time of a step: wall time, and CPU time, which excludes waiting for other programs. */
export interface Taken {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function stopwatch(): () => Taken {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000 };
  };
}

export interface Extracted {
  readonly image: FvcImage;
  readonly extraction: Extraction;
  readonly taken: Taken;
}

/** Extracts every image, optionally altered; only the pipeline is timed. */
export async function extractAll(
  images: readonly FvcImage[],
  workspace: ExtractionWorkspace,
  gabor: GaborSession,
  alter: (image: FvcImage) => (pixels: Image) => Image = () => (pixels) => pixels,
): Promise<Map<string, Extracted>> {
  const extracted = new Map<string, Extracted>();
  for (const image of images) {
    const pixels = alter(image)(await readFvcImage(image));
    const taken = stopwatch();
    const extraction = await extract(pixels, image.resolutionPpi, 'reference', workspace, gabor);
    extracted.set(keyOf(image), { image, extraction, taken: taken() });
  }
  return extracted;
}

export const keyOf = ({ database, name }: FvcImage): string => `${database}/${name}`;

/** The evidence of a pair's templates with and without their pictures; `null` when an image has no template. */
export interface PairEvidence extends ComparedPair {
  readonly evidence: Evidence | null;
  readonly taken: Taken;
  /** The same minutiae without pictures. */
  readonly minutiaeOnly: Evidence | null;
  readonly minutiaeOnlyTaken: Taken;
}

/**
 * Runs each kind of comparison in a separate pass, so that the kinds do not affect each other's time. `one` of a pair
 * is taken from `references`, `other` from `probes`.
 */
export function compareAll(
  pairs: readonly ComparedPair[],
  references: ReadonlyMap<string, Extracted>,
  probes: ReadonlyMap<string, Extracted>,
  workspace: ComparisonWorkspace,
): PairEvidence[] {
  const withPattern = compareEach(pairs, references, probes, workspace, (impression) => impression);
  const withoutPattern = compareEach(pairs, references, probes, workspace, (impression) => ({
    ...impression,
    pattern: null,
  }));
  return pairs.map((pair, at) => {
    const { evidence, taken } = withPattern[at] ?? NOTHING;
    const { evidence: minutiaeOnly, taken: minutiaeOnlyTaken } = withoutPattern[at] ?? NOTHING;
    return { ...pair, evidence, taken, minutiaeOnly, minutiaeOnlyTaken };
  });
}

function compareEach(
  pairs: readonly ComparedPair[],
  references: ReadonlyMap<string, Extracted>,
  probes: ReadonlyMap<string, Extracted>,
  workspace: ComparisonWorkspace,
  asCompared: (impression: Impression) => Impression,
): { readonly evidence: Evidence | null; readonly taken: Taken }[] {
  return pairs.map((pair) => {
    const one = references.get(keyOf(pair.one))?.extraction;
    const other = probes.get(keyOf(pair.other))?.extraction;
    if (one?.kind !== 'template' || other?.kind !== 'template') return NOTHING;
    const [reference, probe] = [asCompared(one.template.impression()), asCompared(other.template.impression())];
    const taken = stopwatch();
    const evidence = gatherEvidence(reference, probe, workspace);
    return { evidence, taken: taken() };
  });
}

const NOTHING = { evidence: null, taken: { wallMs: 0, cpuMs: 0 } } as const;
