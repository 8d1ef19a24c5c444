/**
 * Centring subtracts the component that all faces share from a direction before two directions are compared. Raw
 * embeddings of different people do not spread evenly: they lie around a mean direction, and people of one sex and
 * ethnicity lie around a mean of their group. Impostors of the holder's group therefore score higher than others.
 * Removing the mean and the directions in which the group means differ most nearly removes this effect.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadManifest } from '../files/manifest.ts';
import { projectRoot } from '../files/project-root.ts';
import { EMBEDDERS } from './embedders.ts';
import { FaceError } from './face-error.ts';

/** The centring of one network. */
export interface NetworkCentring {
  /** Float32 [length]: mean over the groups of each group's mean direction. Its length is not 1. */
  readonly mean: Float32Array;
  /** Orthonormal, each float32 [length]: the directions in which the group means differ most. */
  readonly between: readonly Float32Array[];
}

/** One entry for each network, in the order of `EMBEDDERS`. */
export type FaceCentring = readonly NetworkCentring[];

/**
 * Removes the mean and the directions between groups from a direction, in place.
 *
 * @param direction float32 [length] of norm 1; the norm changes
 */
export function centre(direction: Float32Array, { mean, between }: NetworkCentring): void {
  for (let at = 0; at < direction.length; at++) direction[at] = direction[at]! - mean[at]!;
  for (const axis of between) {
    let along = 0;
    for (let at = 0; at < axis.length; at++) along += direction[at]! * axis[at]!;
    for (let at = 0; at < axis.length; at++) direction[at] = direction[at]! - along * axis[at]!;
  }
}

const FORMAT = 'postern-face-centring/1';
const centringSchema = z.strictObject({
  format: z.literal(FORMAT),
  networks: z.array(z.strictObject({ model: z.string(), mean: z.base64(), between: z.array(z.base64()).max(16) })),
});

/** The default file of `loadCentring`. */
export const centringFile = (): string => join(projectRoot(), 'models', 'face', 'centring.json');

/**
 * Reads the centring of the networks after checking the digest of the file against the manifest.
 *
 * @returns the centring and the SHA-256 of the file, lower-case hexadecimal, for the match report
 * @throws FaceError `centring-unusable`; ManifestError
 */
export function loadCentring(file: string = centringFile()): {
  readonly centring: FaceCentring;
  readonly digest: string;
} {
  const { sha256 } = loadManifest().centring;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new FaceError('centring-unusable', 'the centring file cannot be read', { cause });
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== sha256) throw new FaceError('centring-unusable', 'the centring file does not match the manifest');
  return { centring: parseCentring(new TextDecoder().decode(bytes)), digest };
}

/** Reads the text of a centring file. @throws FaceError `centring-unusable` when it belongs to other networks */
export function parseCentring(text: string): FaceCentring {
  let networks: z.infer<typeof centringSchema>['networks'];
  try {
    ({ networks } = centringSchema.parse(JSON.parse(text)));
  } catch (cause) {
    throw new FaceError('centring-unusable', 'the centring file is malformed', { cause });
  }
  if (networks.length !== EMBEDDERS.length)
    throw new FaceError('centring-unusable', 'the centring belongs to other networks');
  return EMBEDDERS.map(({ model, length }, index): NetworkCentring => {
    const network = networks[index];
    if (network?.model !== model) throw new FaceError('centring-unusable', 'the centring belongs to other networks');
    return { mean: floats(network.mean, length), between: network.between.map((axis) => floats(axis, length)) };
  });
}

/** The text of a centring file. */
export function centringText(centring: FaceCentring): string {
  const networks = centring.map(({ mean, between }, index) => ({
    model: EMBEDDERS[index]?.model,
    mean: base64(mean),
    between: between.map(base64),
  }));
  return `${JSON.stringify({ format: FORMAT, networks }, null, 2)}\n`;
}

/** Little-endian float32. @throws FaceError `centring-unusable` */
export function floats(text: string, length: number): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 4 * length) throw new FaceError('centring-unusable', 'a centring vector has the wrong length');
  const values = Float32Array.from({ length }, (_, at) => bytes.readFloatLE(4 * at));
  if (!values.every(Number.isFinite)) throw new FaceError('centring-unusable', 'a centring value is not finite');
  return values;
}

export function base64(values: Float32Array): string {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeFloatLE(value, 4 * at));
  return bytes.toString('base64');
}
