/** Analyses every image of Labeled Faces in the Wild with the product's pipeline. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { embed } from '../../../models/face/embed.ts';
import { NOT_MIRRORED } from '../../../models/face/embedders.ts';
import type { FaceSeen } from '../../../models/face/face-observation.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { observe } from '../../../models/face/observe.ts';
import type { FaceModels } from '../../../models/face/open-face-models.ts';
import type { EmbedderSession } from '../../../models/face/embedders.ts';
import { readPicture } from '../../models/face/rendering/photographs.ts';

export interface LfwFace {
  readonly subject: string;
  readonly path: string;
  readonly seen: FaceSeen;
  readonly embedding: Float32Array;
  /** Norm of the embeddings before normalisation, geometric mean of the networks. */
  readonly embeddingLength: number;
}

export interface LfwFaces {
  readonly faces: readonly LfwFace[];
  /** Number of images without a face. */
  readonly nobody: number;
  readonly several: number;
}

/** @param every uses every nth person only */
export async function readLfw(models: FaceModels, folder: string, every: number): Promise<LfwFaces> {
  const workspace = createFaceWorkspace();
  const people = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .filter((_, index) => index % every === 0);
  const faces: LfwFace[] = [];
  const missed = { nobody: 0, several: 0 };
  let lengths: number[] = [];
  const embedders = models.embedders.map((session) => listening(session, (length) => lengths.push(length)));
  for (const [index, subject] of people.entries()) {
    if (index % 200 === 0) console.log(`person ${index} of ${people.length}`);
    for (const file of readdirSync(join(folder, subject)).sort()) {
      if (!file.endsWith('.jpg')) continue;
      const path = join(subject, file);
      const image = await readPicture(join(folder, path));
      const seen = await observe(models, image, workspace, { companions: 'refuse' });
      if (seen.kind !== 'face') {
        missed[seen.kind]++;
        continue;
      }
      lengths = [];
      const embedding = await embed({ ...models, embedders }, image, seen.landmarks, workspace, NOT_MIRRORED);
      const embeddingLength = lengths.reduce((product, length) => product * length, 1) ** (1 / lengths.length);
      faces.push({ subject, path, seen, embedding, embeddingLength });
    }
  }
  return { faces, ...missed };
}

function listening(session: EmbedderSession, hear: (length: number) => void): EmbedderSession {
  return {
    ...session,
    async run(inputs) {
      const outputs = await session.run(inputs);
      for (const { data } of Object.values(outputs)) hear(Math.hypot(...data));
      return outputs;
    },
  };
}
