import { type Box, type DetectedFace, overlap } from './detected-face.ts';

/**
 * Weighted non-maximum suppression (Bazarevsky et al., BlazeFace, 2019, §3.4): the best candidate absorbs every other
 * one that overlaps it more than `overlapMax`, and box and keypoints become the mean weighted by score. Candidates
 * that do not overlap are other faces.
 *
 * @returns faces, best score first; at most `facesMax`
 */
export function suppress(candidates: readonly DetectedFace[], overlapMax: number, facesMax: number): DetectedFace[] {
  let rest = [...candidates].sort((one, other) => other.score - one.score);
  const faces: DetectedFace[] = [];
  while (faces.length < facesMax) {
    const [best] = rest;
    if (best === undefined) break;
    const same = rest.filter((candidate) => overlap(candidate.box, best.box) > overlapMax);
    rest = rest.filter((candidate) => candidate !== best && overlap(candidate.box, best.box) <= overlapMax);
    faces.push(same.length > 0 ? weightedMean(same, best.score) : best);
  }
  return faces;
}

function weightedMean(faces: readonly DetectedFace[], score: number): DetectedFace {
  const box = { left: 0, top: 0, width: 0, height: 0 } satisfies Box;
  const keypoints = new Float32Array(faces[0]?.keypoints.length ?? 0);
  const total = faces.reduce((sum, face) => sum + face.score, 0);
  for (const face of faces) {
    const weight = face.score / total;
    box.left += weight * face.box.left;
    box.top += weight * face.box.top;
    box.width += weight * face.box.width;
    box.height += weight * face.box.height;
    for (let at = 0; at < keypoints.length; at++) keypoints[at] = keypoints[at]! + weight * (face.keypoints[at] ?? 0);
  }
  return { score, box, keypoints };
}
