import type { Image } from '../../hardware/image.ts';
import type { Affine } from './affine.ts';
import { LANDMARK_REGION_SCALE, TRACKING } from './constants.ts';
import type { Box } from './detected-face.ts';
import { type Landmarks, type MeshFrame, meshFrame, regionOfMesh } from './landmarks.ts';

/** One person in one image, before anything is measured. */
export interface FoundFace {
  readonly kind: 'found';
  /** Image px. */
  readonly box: Box;
  /** The detector's score, 0..1; of a followed face, that of the frame in which it was detected. */
  readonly score: number;
  /** Width of the widest other face over this one's, when the detector last looked. */
  readonly secondFaceRatio: number;
  readonly landmarks: Landmarks;
}

/**
 * Follows one detected face from frame to frame by its own mesh: where the mesh lay in the last frame is where it is looked
 * for in the next, which costs a fraction of a detection. It never finds a face, and gives up (the detector must look) as
 * soon as it may be wrong: too long since a detection, another size of image, a mesh that jumps, grows or turns faster than
 * heads do. What it knows is biometric; it belongs to one analyser and is wiped with its workspace.
 */
export interface FaceTrack {
  /** Where to look for the mesh, or `undefined` when the detector must look at this frame. */
  regionAt(image: Pick<Image, 'width' | 'height'>, atMs: number): Affine | undefined;
  /** Follows this face from now on. */
  begin(face: FoundFace, image: Pick<Image, 'width' | 'height'>, atMs: number): void;
  /** The followed face with the mesh that was placed in `regionAt`; `undefined`, and nothing followed, when it may be another. */
  next(landmarks: Landmarks, atMs: number): FoundFace | undefined;
  /** Follows nothing, and overwrites what it knew. */
  wipe(): void;
}

interface Followed {
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly detectedAtMs: number;
  readonly score: number;
  readonly secondFaceRatio: number;
  /** Side of the mesh's region over the mesh's extent, as it was when detected. */
  readonly regionScale: number;
  /** The last frame's. */
  seenAtMs: number;
  mesh: MeshFrame;
  box: Box;
}

export function createFaceTrack(): FaceTrack {
  let followed: Followed | undefined;

  const wipe = (): void => {
    if (followed !== undefined) {
      followed.mesh = { centreX: 0, centreY: 0, extent: 0, angle: 0 };
      followed.box = { left: 0, top: 0, width: 0, height: 0 };
    }
    followed = undefined;
  };

  return {
    regionAt({ width, height }, atMs) {
      if (followed === undefined) return undefined;
      const { imageWidth, imageHeight, detectedAtMs, seenAtMs, mesh, regionScale } = followed;
      const sinceFrameMs = atMs - seenAtMs;
      // The detector looks now if, at this pace, the next frame would be too late for it.
      const isDue = !(sinceFrameMs > 0 && atMs - detectedAtMs + sinceFrameMs <= TRACKING.detectWithinMs);
      if (isDue || width !== imageWidth || height !== imageHeight) {
        wipe();
        return undefined;
      }
      return regionOfMesh(mesh, mesh.extent * regionScale);
    },

    begin({ box, score, secondFaceRatio, landmarks }, { width, height }, atMs) {
      wipe();
      const mesh = meshFrame(landmarks);
      const regionScale = (Math.max(box.width, box.height) * LANDMARK_REGION_SCALE) / mesh.extent;
      if (!Number.isFinite(regionScale) || !Number.isFinite(atMs)) return;
      followed = {
        imageWidth: width,
        imageHeight: height,
        detectedAtMs: atMs,
        score,
        secondFaceRatio,
        regionScale,
        seenAtMs: atMs,
        mesh,
        box,
      };
    },

    next(landmarks, atMs) {
      if (followed === undefined) return undefined;
      const mesh = meshFrame(landmarks);
      if (!isOneHead(followed.mesh, mesh)) {
        wipe();
        return undefined;
      }
      followed.box = movedWith(followed.box, followed.mesh, mesh);
      followed.mesh = mesh;
      followed.seenAtMs = atMs;
      const { box, score, secondFaceRatio } = followed;
      return { kind: 'found', box, score, secondFaceRatio, landmarks };
    },

    wipe,
  };
}

/** Whether a head can have moved so between two frames. */
function isOneHead(before: MeshFrame, after: MeshFrame): boolean {
  const shift = Math.hypot(after.centreX - before.centreX, after.centreY - before.centreY) / before.extent;
  const growth = after.extent / before.extent;
  const turn = Math.abs(Math.atan2(Math.sin(after.angle - before.angle), Math.cos(after.angle - before.angle)));
  return (
    shift <= TRACKING.shiftMax &&
    growth <= TRACKING.growthMax &&
    growth >= 1 / TRACKING.growthMax &&
    turn <= TRACKING.turnMaxRadians
  );
}

function movedWith({ left, top, width, height }: Box, before: MeshFrame, after: MeshFrame): Box {
  const growth = after.extent / before.extent;
  return {
    left: after.centreX + (left - before.centreX) * growth,
    top: after.centreY + (top - before.centreY) * growth,
    width: width * growth,
    height: height * growth,
  };
}
