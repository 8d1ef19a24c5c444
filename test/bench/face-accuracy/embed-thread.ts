/** Embeds images with the product's analyser. */
import { COMPARABLE_FACE_RATIO } from '../../../models/face/constants.ts';
import { embed } from '../../../models/face/embed.ts';
import { NOT_MIRRORED } from '../../../models/face/embedders.ts';
import { openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { type FaceSeen, wipeObservation } from '../../../models/face/face-observation.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { closeFaceModels, openFaceModels } from '../../../models/face/open-face-models.ts';
import { adviceFor } from '../../../models/face/quality/advice.ts';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { readPicture } from '../../models/face/rendering/photographs.ts';
import { wellPlaced } from '../support/well-placed.ts';
import type { EmbedRequest, OurFace } from './analysis-messages.ts';

// Unlike in a lane, a second face is ignored, because the photographs show the person in the middle.
const analyser = await openFaceAnalyser({ companions: 'ignore', calibration: null });
// For functions that the analyser does not have.
const models = await openFaceModels(1);
const workspace = createFaceWorkspace();

serveThread<EmbedRequest, OurFace>({
  async handle(file) {
    const image = await readPicture(file).catch((cause: unknown) => {
      throw new Error(`${file} cannot be decoded`, { cause });
    });
    const seen = await analyser.analyse(image);
    const probe = seen.kind === 'face' ? (await analyser.embed(image, seen)).embedding() : undefined;
    const plain =
      seen.kind === 'face' ? await embed(models, image, seen.landmarks, workspace, NOT_MIRRORED) : undefined;
    const quality =
      seen.kind === 'face' ? { unified: seen.unifiedQuality, advice: adviceFor(wellPlaced(seen)) } : undefined;
    const several = seen.kind === 'face' && hasCompanion(seen);
    wipeObservation(seen);
    const outcome = await analyser.reference(image);
    if (outcome.kind !== 'reference') return { response: { probe, plain, several, quality, reference: undefined } };
    wipeObservation(outcome.face);
    return { response: { probe, plain, several, quality, reference: outcome.template.embedding() } };
  },
  close: async () => {
    await closeFaceModels(models);
    await analyser.close();
  },
});

function hasCompanion({ quality: { singleFacePresent } }: FaceSeen): boolean {
  return singleFacePresent.kind === 'assessed' && singleFacePresent.native >= COMPARABLE_FACE_RATIO;
}
