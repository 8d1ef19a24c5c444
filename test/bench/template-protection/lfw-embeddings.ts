/** The product's embeddings of LFW's development half, computed once and stored next to the compiled code. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Embedding } from '../../../models/face/embed.ts';
import { EMBEDDERS, EMBEDDING_LENGTH, FACE_COMPARATOR } from '../../../models/face/embedders.ts';
import { loadManifest, manifestModel } from '../../../models/files/manifest.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { ourFaces } from '../face-accuracy/our-faces.ts';
import { subjectOf } from '../face-accuracy/pairs-file.ts';

/** An image in which the pipeline found a face, as a portrait and as a frame. */
export interface EmbeddedImage {
  readonly subject: string;
  readonly reference: Embedding;
  readonly probe: Embedding;
}

const THREADS = 2;

/** @param paths below `images`, each once. Images without a face are ignored. */
export async function lfwEmbeddings(images: string, paths: readonly string[]): Promise<EmbeddedImage[]> {
  const file = join(projectRoot(), '.build/cache', `lfw-embeddings-${nameOf(paths)}.f32`);
  if (!existsSync(file)) {
    console.log(`embedding ${paths.length} images once; the embeddings are stored in ${file}`);
    const faces = await ourFaces(images, paths, THREADS, (done) => console.log(`  ${done} of ${paths.length} images`));
    const rows = new Float32Array(2 * EMBEDDING_LENGTH * paths.length);
    faces.forEach(({ reference, probe }, image) => {
      if (reference === undefined || probe === undefined) return;
      rows.set(reference, 2 * EMBEDDING_LENGTH * image);
      rows.set(probe, 2 * EMBEDDING_LENGTH * image + EMBEDDING_LENGTH);
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, new Uint8Array(rows.buffer));
    renameSync(`${file}.part`, file);
  }
  const bytes = new Uint8Array(readFileSync(file));
  const rows = new Float32Array(bytes.buffer, 0, 2 * EMBEDDING_LENGTH * paths.length);
  return paths.flatMap((path, image) => {
    const at = 2 * EMBEDDING_LENGTH * image;
    const reference = rows.subarray(at, at + EMBEDDING_LENGTH);
    const probe = rows.subarray(at + EMBEDDING_LENGTH, at + 2 * EMBEDDING_LENGTH);
    return reference.every((value) => value === 0) ? [] : [{ subject: subjectOf(path), reference, probe }];
  });
}

/** The file name depends on the list, the networks and the embedding. */
function nameOf(paths: readonly string[]): string {
  const manifest = loadManifest();
  const hash = createHash('sha256').update(FACE_COMPARATOR);
  for (const { model } of EMBEDDERS) hash.update(JSON.stringify(manifestModel(manifest, model)));
  for (const path of paths) hash.update(`\n${path}`);
  return hash.digest('hex').slice(0, 16);
}
