import { type ModelSession, openModel } from '../runtime/session.ts';
import { type FaceCentring, loadCentring } from './centring.ts';
import { EMBEDDERS } from './embedders.ts';

/** The networks of the pipeline, loaded. */
export interface FaceNetworks {
  readonly detector: ModelSession;
  readonly landmarks: ModelSession;
  /** In the order of `EMBEDDERS`. */
  readonly embedders: readonly ModelSession[];
}

/** The networks and the data that was fitted to their output. */
export interface FaceModels extends FaceNetworks {
  /** In the order of `EMBEDDERS`, and the SHA-256 of its file. */
  readonly centring: FaceCentring;
  readonly centringDigest: string;
}

/** SHA-256 of each loaded model file and of the centring, lower-case hexadecimal, for the match report. */
export interface FaceModelDigests {
  readonly 'face-detector': string;
  readonly 'face-landmarks': string;
  readonly 'face-embedder': string;
  readonly 'face-embedder-2': string;
  readonly 'face-centring': string;
}

/** Loads all of them or none. Rejects like `openModel` and `loadCentring`. */
export async function openFaceModels(threads: number): Promise<FaceModels> {
  const { centring, digest } = loadCentring();
  return { ...(await openFaceNetworks(threads)), centring, centringDigest: digest };
}

/** Loads all networks or none, without the data that was fitted to their output. */
export async function openFaceNetworks(threads: number): Promise<FaceNetworks> {
  const names = ['blazeface-back', 'facemesh', ...EMBEDDERS.map(({ model }) => model)] as const;
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
  if (first === undefined || second === undefined) throw new RangeError('a template needs both networks');
  return {
    'face-detector': detector.digest,
    'face-landmarks': landmarks.digest,
    'face-embedder': first.digest,
    'face-embedder-2': second.digest,
    'face-centring': centringDigest,
  };
}

export async function closeFaceModels({ detector, landmarks, embedders }: FaceNetworks): Promise<void> {
  await Promise.all([detector, landmarks, ...embedders].map((session) => session.close()));
}
