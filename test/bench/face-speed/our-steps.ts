import type { Image } from '../../../hardware/device/image.ts';
import { align } from '../../../models/face/align.ts';
import { chooseFace } from '../../../models/face/choose-face.ts';
import { detect } from '../../../models/face/detect.ts';
import type { DetectedFace } from '../../../models/face/detected-face.ts';
import { addEmbedding, embed } from '../../../models/face/embed.ts';
import { EMBEDDERS, MIRRORED } from '../../../models/face/embedders.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { headPose } from '../../../models/face/head-pose.ts';
import { type Landmarks, locateLandmarks } from '../../../models/face/landmarks.ts';
import { openFaceModels } from '../../../models/face/open-face-models.ts';
import { faceQuality } from '../../../models/face/quality/face-quality.ts';

/** The product's steps, callable separately. */
export async function openOurSteps() {
  const models = await openFaceModels(1);
  const [first] = models.embedders;
  if (first === undefined) throw new Error('no embedder');
  const workspace = createFaceWorkspace();
  const found = async (frame: Image): Promise<DetectedFace> => {
    const chosen = chooseFace(await detect(models.detector, frame, workspace), frame);
    if (chosen === undefined) throw new Error('no face in a frame of the bench');
    return chosen.face;
  };
  const placed = async (frame: Image, face: DetectedFace): Promise<Landmarks> => {
    const landmarks = await locateLandmarks(models.landmarks, frame, face, workspace);
    if (landmarks === undefined) throw new Error('no landmarks in a frame of the bench');
    return landmarks;
  };
  return {
    detect: found,
    landmarks: placed,
    /** Embeds like a document's portrait: both networks, mirror image. */
    embedReference: (frame: Image, landmarks: Landmarks) =>
      embed(models, frame, landmarks, workspace, MIRRORED.reference),
    /** Embeds like the traveller's frame: both networks, mirror image for the first one. */
    embed: (frame: Image, landmarks: Landmarks) => embed(models, frame, landmarks, workspace, MIRRORED.probe),
    quality: (frame: Image, landmarks: Landmarks) =>
      faceQuality(frame, landmarks, headPose(landmarks), 100, 0, workspace),
    /** One pass of landmarks, one network, no mirror image: the same steps as the other packages. */
    plain: async (frame: Image) => {
      const landmarks = await locateLandmarks(models.landmarks, frame, await found(frame), workspace, 1);
      if (landmarks === undefined) throw new Error('no landmarks in a frame of the bench');
      align(frame, landmarks, { offset: 0, divisor: 1 }, workspace.alignedColour);
      await addEmbedding(first, EMBEDDERS[0], workspace, false, new Float32Array(EMBEDDERS[0].length));
    },
    /** All steps for a compared frame in the product. */
    everything: async (frame: Image) => {
      const landmarks = await placed(frame, await found(frame));
      faceQuality(frame, landmarks, headPose(landmarks), 100, 0, workspace, 1);
      return embed(models, frame, landmarks, workspace, MIRRORED.probe);
    },
    /** The product's steps: two passes of landmarks, both networks, a mirror image. */
    all: async (frame: Image) =>
      embed(models, frame, await placed(frame, await found(frame)), workspace, MIRRORED.probe),
  };
}
