import { type ModelSession, openModel } from '../session.ts';

/** The three networks of the pipeline, loaded. */
export interface FaceModels {
  readonly detector: ModelSession;
  readonly landmarks: ModelSession;
  readonly embedder: ModelSession;
}

/** SHA-256 of each loaded model file, lower-case hexadecimal, for the match report. */
export interface FaceModelDigests {
  readonly 'face-detector': string;
  readonly 'face-landmarks': string;
  readonly 'face-embedder': string;
}

/** Loads all three or none. */
export async function openFaceModels(threads: number): Promise<FaceModels> {
  const names = ['blazeface-back', 'facemesh', 'mobilefacenet'] as const;
  const settled = await Promise.allSettled(names.map((name) => openModel(name, { threads })));
  const failed = settled.find((result) => result.status === 'rejected');
  const sessions = settled.filter((result) => result.status === 'fulfilled').map((result) => result.value);
  const [detector, landmarks, embedder] = sessions;
  if (failed === undefined && detector && landmarks && embedder) return { detector, landmarks, embedder };
  await Promise.allSettled(sessions.map((session) => session.close()));
  throw failed?.reason;
}

export function digestsOf({ detector, landmarks, embedder }: FaceModels): FaceModelDigests {
  return { 'face-detector': detector.digest, 'face-landmarks': landmarks.digest, 'face-embedder': embedder.digest };
}

export async function closeFaceModels({ detector, landmarks, embedder }: FaceModels): Promise<void> {
  await Promise.all([detector.close(), landmarks.close(), embedder.close()]);
}
