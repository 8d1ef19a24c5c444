/** Crops a portrait inside the aligned face and returns each network's embedding of the rest. */
import type { Image } from '../../../hardware/device/image.ts';
import type { Affine } from '../../../models/face/affine.ts';
import { align, alignmentOf } from '../../../models/face/align.ts';
import { ALIGNED_SIDE, PORTRAIT_MARGINS } from '../../../models/face/constants.ts';
import { addEmbedding } from '../../../models/face/embed.ts';
import { EMBEDDERS } from '../../../models/face/embedders.ts';
import { type FaceSeen, wipeObservation } from '../../../models/face/face-observation.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { observe } from '../../../models/face/observe.ts';
import { closeFaceModels, openFaceNetworks } from '../../../models/face/open-face-models.ts';
import { shareOutside } from '../../../models/face/template-coverage.ts';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { cut, readPicture } from '../../models/face/rendering/photographs.ts';
import type { Crop, CropRequest, CropResponse } from './crop-messages.ts';

const AS_IT_IS = { offset: 0, divisor: 1 } as const;
const models = await openFaceNetworks(1);
const workspace = createFaceWorkspace();

serveThread<CropRequest, CropResponse>({
  async handle({ file, crops }) {
    const image = await readPicture(file);
    const whole = await look(image);
    if (whole === undefined) return { response: crops.map(() => undefined) };
    const map = alignmentOf(whole.landmarks);
    wipeObservation(whole);
    const response: CropResponse = [];
    for (const crop of crops) response.push(await described(cropped(image, map, crop), crop));
    return { response };
  },
  close: () => closeFaceModels(models),
});

async function look(image: Image): Promise<FaceSeen | undefined> {
  const seen = await observe(models, image, workspace, { companions: 'ignore', margins: PORTRAIT_MARGINS });
  return seen.kind === 'face' ? seen : undefined;
}

/**
 * The part of the image under the aligned face, without the cropped margins. The orientation of the image does not
 * change.
 */
function cropped(image: Image, map: Affine, { top, otherSides }: Crop): Image {
  const far = ALIGNED_SIDE - 1 - otherSides;
  const corners = [otherSides, far].flatMap((x) =>
    [top, far].map((y) => [map.a * x + map.b * y + map.c, map.d * x + map.e * y + map.f] as const),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const left = Math.max(0, Math.round(Math.min(...xs)));
  const above = Math.max(0, Math.round(Math.min(...ys)));
  const right = Math.min(image.width, Math.round(Math.max(...xs)) + 1);
  const below = Math.min(image.height, Math.round(Math.max(...ys)) + 1);
  return cut(image, left, above, right - left, below - above);
}

async function described(image: Image, { fill }: Crop): Promise<CropResponse[number]> {
  const seen = await look(image);
  if (seen === undefined) return undefined;
  const map = alignmentOf(seen.landmarks);
  align(image, seen.landmarks, AS_IT_IS, workspace.alignedColour);
  wipeObservation(seen);
  if (fill === 'mean colour') fillWithMean(image, map, workspace.alignedColour);
  const embeddings = async (mirrored: boolean): Promise<Float32Array[]> => {
    const parts: Float32Array[] = [];
    for (const [index, embedder] of EMBEDDERS.entries()) {
      const part = new Float32Array(embedder.length);
      await addEmbedding(models.embedders[index]!, embedder, workspace, mirrored, part);
      parts.push(part);
    }
    return parts;
  };
  return { plain: await embeddings(false), mirrored: await embeddings(true), outside: shareOutside(image, map) };
}

/** Gives the pixels outside the image the mean colour of those inside. */
function fillWithMean({ width, height }: Image, map: Affine, aligned: Float32Array): void {
  const inside = Uint8Array.from({ length: ALIGNED_SIDE * ALIGNED_SIDE }, (_, at) => {
    const [column, row] = [at % ALIGNED_SIDE, Math.floor(at / ALIGNED_SIDE)];
    const x = map.a * column + map.b * row + map.c;
    const y = map.d * column + map.e * row + map.f;
    return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1 ? 1 : 0;
  });
  const count = inside.reduce((sum, value) => sum + value, 0);
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    inside.forEach((shown, at) => (sum += shown * aligned[3 * at + channel]!));
    inside.forEach((shown, at) => {
      if (shown === 0) aligned[3 * at + channel] = sum / count;
    });
  }
}
