import type { Image } from '../../hardware/device/image.ts';
import type { ModelSession } from '../runtime/session.ts';
import { anchorCentres } from './anchors.ts';
import {
  DETECTED_FACES_MAX,
  DETECTION_OVERLAP_MAX,
  DETECTION_SCORE_MIN,
  DETECTOR_KEYPOINTS,
  DETECTOR_SIDE,
  FLOATS_PER_ANCHOR,
} from './constants.ts';
import type { DetectedFace } from './detected-face.ts';
import type { FaceWorkspace } from './face-workspace.ts';
import { type Letterbox, letterbox, letterboxOf } from './letterbox.ts';
import { outputOf, pixelEncodingOf } from './model-output.ts';
import { suppress } from './weighted-suppression.ts';

const ANCHORS = anchorCentres();
/** The detector's outputs: scores and boxes of one layer of anchors, and the index of the layer's first anchor. */
const LAYERS = [
  { scores: 'Identity', boxes: 'Identity_2', firstAnchor: 0, anchors: 512 },
  { scores: 'Identity_1', boxes: 'Identity_3', firstAnchor: 512, anchors: 384 },
] as const;
const LOGIT_MIN = Math.log(DETECTION_SCORE_MIN / (1 - DETECTION_SCORE_MIN));

/**
 * Finds every face of the image.
 *
 * @param marginShare black margin added on all sides, as a share of the longer side, for a portrait that the face
 *   fills
 * @returns faces, best score first, image px; empty when no face is found
 * @throws FaceError `model-output`
 */
export async function detect(
  session: ModelSession,
  image: Image,
  workspace: FaceWorkspace,
  marginShare = 0,
): Promise<DetectedFace[]> {
  const input = workspace.detectorInput;
  const box = letterboxOf(image, DETECTOR_SIDE, marginShare);
  letterbox(image, box, DETECTOR_SIDE, pixelEncodingOf(session.model), input);
  const outputs = await session.run({ input: { data: input, dims: [1, DETECTOR_SIDE, DETECTOR_SIDE, 3] } });
  const candidates: DetectedFace[] = [];
  for (const layer of LAYERS) {
    const scores = outputOf(outputs, layer.scores, layer.anchors);
    const boxes = outputOf(outputs, layer.boxes, layer.anchors * FLOATS_PER_ANCHOR);
    for (let anchor = 0; anchor < layer.anchors; anchor++) {
      if (scores[anchor]! >= LOGIT_MIN) {
        candidates.push(decode(boxes, anchor, layer.firstAnchor + anchor, scores[anchor]!, box));
      }
    }
    scores.fill(0);
    boxes.fill(0);
  }
  return suppress(candidates, DETECTION_OVERLAP_MAX, DETECTED_FACES_MAX);
}

function decode(boxes: Float32Array, row: number, anchor: number, logit: number, letterbox: Letterbox): DetectedFace {
  const { scale, margin } = letterbox;
  const at = row * FLOATS_PER_ANCHOR;
  const anchorX = ANCHORS[2 * anchor]!;
  const anchorY = ANCHORS[2 * anchor + 1]!;
  const toImage = (tensorPx: number): number => tensorPx * scale - 0.5 - margin;
  const width = boxes[at + 2]! * scale;
  const height = boxes[at + 3]! * scale;
  const keypoints = new Float32Array(2 * DETECTOR_KEYPOINTS);
  for (let point = 0; point < DETECTOR_KEYPOINTS; point++) {
    keypoints[2 * point] = toImage(boxes[at + 4 + 2 * point]! + anchorX);
    keypoints[2 * point + 1] = toImage(boxes[at + 5 + 2 * point]! + anchorY);
  }
  return {
    score: 1 / (1 + Math.exp(-logit)),
    box: {
      left: toImage(boxes[at]! + anchorX) - width / 2,
      top: toImage(boxes[at + 1]! + anchorY) - height / 2,
      width,
      height,
    },
    keypoints,
  };
}
