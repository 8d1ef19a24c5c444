import type { FaceCentring } from '../../../models/face/centring.ts';
import { finish, type Embedding } from '../../../models/face/embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH, MIRRORED } from '../../../models/face/embedders.ts';
import type { RawFace } from './raw-messages.ts';

/** One face as a portrait and as a frame. */
export interface TwoEmbeddings {
  readonly reference: Embedding;
  readonly probe: Embedding;
}

/** The product's embeddings of a face, with any centring. */
export function embeddingsOf(face: RawFace, centring: FaceCentring): TwoEmbeddings {
  return { reference: embeddingOf(face, 'reference', centring), probe: embeddingOf(face, 'probe', centring) };
}

function embeddingOf(face: RawFace, role: 'reference' | 'probe', centring: FaceCentring): Embedding {
  const embedding = new Float32Array(EMBEDDING_LENGTH);
  let from = 0;
  for (const [index, embedder] of EMBEDDERS.entries()) {
    const part = embedding.subarray(from, from + embedder.length);
    part.set(face.plain[index]!);
    const both = MIRRORED[role][index];
    if (both) {
      face.mirrored[index]!.forEach((value, at) => {
        part[at] = part[at]! + value;
      });
    }
    embedding[DIRECTIONS_LENGTH + index] = finish(part, both ? 2 : 1, embedder, centring[index]!);
    from += embedder.length;
  }
  return embedding;
}
