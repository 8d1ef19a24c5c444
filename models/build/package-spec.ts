import type { ManifestModel } from '../files/manifest.ts';

/** The part of a model's source that names the package. */
export type PackageSpec = Pick<ManifestModel['source'], 'package' | 'version' | 'integrity' | 'packageBytes'>;
