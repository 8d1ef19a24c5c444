import { type ModelSession, openModel, openModelBytes } from '../runtime/session.ts';
import { type FaceCentring, loadCentring } from './centring.ts';
import { EMBEDDERS, type EmbedderModel, type EmbedderSession, type FaceComparator } from './embedders.ts';
import type { FaceCandidate } from './face-candidate.ts';

/** The networks of the pipeline, loaded. */
export interface FaceNetworks {
  readonly detector: ModelSession;
  readonly landmarks: ModelSession;
  /** In the order of the comparator. */
  readonly embedders: readonly EmbedderSession[];
}

/** The networks and the data that was fitted to their output. */
export interface FaceModels extends FaceNetworks {
  /** In the order of the comparator, and the SHA-256 of its file. */
  readonly centring: FaceCentring;
  readonly centringDigest: string;
  /** Absent: that of the manifest. */
  readonly comparator?: FaceComparator;
}

/** SHA-256 of each loaded model file and of the centring, lower-case hexadecimal, for the match report. */
export interface FaceModelDigests {
  readonly 'face-detector': string;
  readonly 'face-landmarks': string;
  readonly 'face-embedder': string;
  /** Absent: the comparator has one network. */
  readonly 'face-embedder-2'?: string;
  readonly 'face-centring': string;
}

/** Loads all of them or none. Rejects like `openModel` and `loadCentring`. */
export async function openFaceModels(threads: number): Promise<FaceModels> {
  const { centring, digest } = loadCentring();
  return { ...(await openFaceNetworks(threads)), centring, centringDigest: digest };
}

/** Like `openFaceModels`, with the comparator of a candidate in place of the manifest's. */
export async function openCandidateModels(candidate: FaceCandidate, threads: number): Promise<FaceModels> {
  const { comparator, models, centring, digest } = candidate;
  const finders = [openModel('blazeface-back', { threads }), openModel('facemesh', { threads })] as const;
  const opening = models.map(({ model, bytes }) => openModelBytes<EmbedderModel>(model, bytes, { threads }));
  const settled = await Promise.allSettled([...finders, ...opening]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    for (const result of settled) if (result.status === 'fulfilled') await result.value.close();
    throw failed.reason;
  }
  const [detector, landmarks] = await Promise.all(finders);
  return { detector, landmarks, embedders: await Promise.all(opening), centring, centringDigest: digest, comparator };
}

/** Loads all networks or none, without the data that was fitted to their output. */
export async function openFaceNetworks(threads: number): Promise<FaceNetworks> {
  const finders = ['blazeface-back', 'facemesh'] as const;
  const names = [...finders, ...EMBEDDERS.map(({ model }) => model)] as const;
  const settled = await Promise.allSettled(names.map((name) => openModel(name, { threads })));
  const failed = settled.find((result) => result.status === 'rejected');
  const sessions = settled.filter((result) => result.status === 'fulfilled').map((result) => result.value);
  const [detector, landmarks, ...embedders] = sessions;
  if (failed === undefined && detector && landmarks) return { detector, landmarks, embedders };
  await Promise.allSettled(sessions.map((session) => session.close()));
  throw failed?.reason;
}

export function digestsOf({ detector, landmarks, embedders, centringDigest }: FaceModels): FaceModelDigests {
  const [first, second] = embedders;
  if (first === undefined) throw new RangeError('a template needs a network');
  return {
    'face-detector': detector.digest,
    'face-landmarks': landmarks.digest,
    'face-embedder': first.digest,
    ...(second !== undefined && { 'face-embedder-2': second.digest }),
    'face-centring': centringDigest,
  };
}

export async function closeFaceModels({ detector, landmarks, embedders }: FaceNetworks): Promise<void> {
  await Promise.all([detector, landmarks, ...embedders].map((session) => session.close()));
}
