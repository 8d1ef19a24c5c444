/** Processes a picture as a portrait and returns each network's embedding of it and of its mirror image. */
import { align, alignmentOf } from '../../../models/face/align.ts';
import { PORTRAIT_MARGINS } from '../../../models/face/constants.ts';
import { addEmbedding } from '../../../models/face/embed.ts';
import { EMBEDDERS } from '../../../models/face/embedders.ts';
import { wipeObservation } from '../../../models/face/face-observation.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { observe } from '../../../models/face/observe.ts';
import { closeFaceModels, openFaceNetworks } from '../../../models/face/open-face-models.ts';
import { adviceFor } from '../../../models/face/quality/advice.ts';
import { shareOutside } from '../../../models/face/template-coverage.ts';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { readPicture } from '../../models/face/rendering/photographs.ts';
import { wellPlaced } from '../support/well-placed.ts';
import type { RawRequest, RawResponse } from './raw-messages.ts';

const AS_IT_IS = { offset: 0, divisor: 1 } as const;
const models = await openFaceNetworks(1);
const workspace = createFaceWorkspace();

serveThread<RawRequest, RawResponse>({
  async handle(file) {
    const image = await readPicture(file).catch((cause: unknown) => {
      throw new Error(`${file} cannot be decoded`, { cause });
    });
    const seen = await observe(models, image, workspace, { companions: 'ignore', margins: PORTRAIT_MARGINS });
    if (seen.kind !== 'face') return { response: undefined };
    align(image, seen.landmarks, AS_IT_IS, workspace.alignedColour);
    const advice = adviceFor(wellPlaced(seen));
    const outside = shareOutside(image, alignmentOf(seen.landmarks));
    wipeObservation(seen);
    return { response: { plain: await embeddings(false), mirrored: await embeddings(true), advice, outside } };
  },
  close: () => closeFaceModels(models),
});

async function embeddings(mirrored: boolean): Promise<Float32Array[]> {
  const parts: Float32Array[] = [];
  for (const [index, embedder] of EMBEDDERS.entries()) {
    const session = models.embedders[index];
    if (session === undefined) throw new Error(`${embedder.model} is not loaded`);
    const part = new Float32Array(embedder.length);
    await addEmbedding(session, embedder, workspace, mirrored, part);
    parts.push(part);
  }
  return parts;
}
