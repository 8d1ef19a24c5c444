import { type ModelSession, openModel } from '../session.ts';
import { EMBEDDERS } from './embedders.ts';

/** The networks of the pipeline, loaded. */
export interface FaceModels {
  readonly detector: ModelSession;
  readonly landmarks: ModelSession;
  /** In the order of `EMBEDDERS`. */
  readonly embedders: readonly ModelSession[];
}

/** SHA-256 of each loaded model file, lower-case hexadecimal, for the match report. */
export interface FaceModelDigests {
  readonly 'face-detector': string;
  readonly 'face-landmarks': string;
  readonly 'face-embedder': string;
  readonly 'face-embedder-2': string;
}

/** Loads all of them or none. */
export async function openFaceModels(threads: number): Promise<FaceModels> {
  const names = ['blazeface-back', 'facemesh', ...EMBEDDERS.map(({ model }) => model)] as const;
  const settled = await Promise.allSettled(names.map((name) => openModel(name, { threads })));
  const failed = settled.find((result) => result.status === 'rejected');
  const sessions = settled.filter((result) => result.status === 'fulfilled').map((result) => result.value);
  const [detector, landmarks, ...embedders] = sessions;
  if (failed === undefined && detector && landmarks) return { detector, landmarks, embedders };
  await Promise.allSettled(sessions.map((session) => session.close()));
  throw failed?.reason;
}

export function digestsOf({ detector, landmarks, embedders }: FaceModels): FaceModelDigests {
  const [first, second] = embedders;
  if (first === undefined || second === undefined) throw new RangeError('a template needs both networks');
  return {
    'face-detector': detector.digest,
    'face-landmarks': landmarks.digest,
    'face-embedder': first.digest,
    'face-embedder-2': second.digest,
  };
}

export async function closeFaceModels({ detector, landmarks, embedders }: FaceModels): Promise<void> {
  await Promise.all([detector, landmarks, ...embedders].map((session) => session.close()));
}
