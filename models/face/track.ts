import type { Image } from '../../hardware/device/image.ts';
import type { Affine } from './affine.ts';
import { LANDMARK_REGION_SCALE, TRACKING } from './constants.ts';
import type { Box } from './detected-face.ts';
import { type Landmarks, type MeshFrame, meshFrame, regionOfMesh } from './landmarks.ts';

/** One person in one image, before quality measures. */
export interface FoundFace {
  readonly kind: 'found';
  /** Image px. */
  readonly box: Box;
  /** The detector's score, 0..1; for a tracked face, the score of the frame in which it was detected. */
  readonly score: number;
  /** Width of the widest other face divided by this one's, at the last detection. */
  readonly secondFaceRatio: number;
  readonly landmarks: Landmarks;
}

/**
 * Tracks one detected face from frame to frame by its own mesh: the next frame is searched at the last position of the
 * mesh, which costs a fraction of a detection. It never finds a new face, and requires the detector as soon as the
 * track is uncertain: too long since a detection, another image size, or a mesh that moves, grows or turns faster than
 * a head does. Its data is biometric; it belongs to one analyser and is wiped with the workspace.
 */
export interface FaceTrack {
  /** Region in which to search for the mesh, or `undefined` when the detector must run on this frame. */
  regionAt(image: Pick<Image, 'width' | 'height'>, atMs: number): Affine | undefined;
  /** Starts to track this face. */
  begin(face: FoundFace, image: Pick<Image, 'width' | 'height'>, atMs: number): void;
  /**
   * The tracked face with the mesh that was found in `regionAt`. Returns `undefined` and ends the track when the face
   * may be another one.
   */
  next(landmarks: Landmarks, atMs: number): FoundFace | undefined;
  /** Ends the track and overwrites its data. */
  wipe(): void;
}

interface Followed {
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly detectedAtMs: number;
  readonly score: number;
  readonly secondFaceRatio: number;
  /** Side of the mesh's region divided by the extent of the mesh at detection. */
  readonly regionScale: number;
  /** Time of the last frame. */
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
      // The detector runs now if, at this frame rate, the next frame would be too late.
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

/** Whether a head can move like this between two frames. */
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
