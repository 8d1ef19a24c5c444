import type { Image } from '../../../hardware/image.ts';
import { chooseFace } from '../../../models/face/choose-face.ts';
import { detect } from '../../../models/face/detect.ts';
import type { DetectedFace } from '../../../models/face/detected-face.ts';
import { embed } from '../../../models/face/embed.ts';
import { createFaceWorkspace } from '../../../models/face/face-workspace.ts';
import { headPose } from '../../../models/face/head-pose.ts';
import { type Landmarks, locateLandmarks } from '../../../models/face/landmarks.ts';
import { openFaceModels } from '../../../models/face/open-face-models.ts';
import { faceQuality } from '../../../models/face/quality/face-quality.ts';

/** The product's own steps, each callable by itself. */
export async function openOurSteps() {
  const models = await openFaceModels(1);
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
    embed: (frame: Image, landmarks: Landmarks) => embed(models.embedder, frame, landmarks, workspace),
    quality: (frame: Image, landmarks: Landmarks) =>
      faceQuality(frame, landmarks, headPose(landmarks), 100, 0, workspace),
    /** One pass of landmarks, no mirror image: step for step what the peer does. */
    plain: async (frame: Image) => {
      const landmarks = await locateLandmarks(models.landmarks, frame, await found(frame), workspace, 1);
      if (landmarks === undefined) throw new Error('no landmarks in a frame of the bench');
      return embed(models.embedder, frame, landmarks, workspace, false);
    },
    /** What a frame that is compared costs in the product. */
    everything: async (frame: Image) => {
      const landmarks = await placed(frame, await found(frame));
      faceQuality(frame, landmarks, headPose(landmarks), 100, 0, workspace);
      return embed(models.embedder, frame, landmarks, workspace);
    },
    /** As the product does it: two passes of landmarks, mirror image. */
    all: async (frame: Image) => embed(models.embedder, frame, await placed(frame, await found(frame)), workspace),
  };
}
