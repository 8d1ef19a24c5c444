/**
 * A textured grid of points. A bust has relief and turns about the neck; a sheet is flat and turns about its middle. Both
 * are projected in perspective.
 */
import { type Pose, turn } from './pose.ts';
import { reliefAt, turnShareAt } from './relief.ts';

/** Distance between the camera and the eyes, inter-eye distances: about 65 cm. */
const CAMERA_DISTANCE = 10;
/** The axis a head turns about, behind the eyes. */
const NECK_Z = -1.1;

export interface Mesh {
  readonly columns: number;
  readonly rows: number;
  /** x, y, z of each point, row by row, inter-eye distances. */
  readonly points: Float32Array;
  /** Share of the turn for each point, 0..1. */
  readonly turnShare: Float32Array;
  /** x and y of each point in the texture, px. */
  readonly texture: Float32Array;
  readonly pivotZ: number;
}

/** The window of the plane that a texture shows, and its resolution. */
export interface TextureWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly pxPerUnit: number;
}

export function windowSize(window: TextureWindow): { width: number; height: number } {
  return {
    width: Math.round((window.right - window.left) * window.pxPerUnit),
    height: Math.round((window.bottom - window.top) * window.pxPerUnit),
  };
}

function gridOver(window: TextureWindow, step: number, pivotZ: number): Mesh {
  const columns = Math.floor((window.right - window.left) / step) + 1;
  const rows = Math.floor((window.bottom - window.top) / step) + 1;
  const count = columns * rows;
  const mesh: Mesh = {
    columns,
    rows,
    points: new Float32Array(count * 3),
    turnShare: new Float32Array(count),
    texture: new Float32Array(count * 2),
    pivotZ,
  };
  for (let i = 0; i < count; i++) {
    mesh.points[3 * i] = window.left + (i % columns) * step;
    mesh.points[3 * i + 1] = window.top + Math.floor(i / columns) * step;
  }
  return mesh;
}

const BUST_STEP = 0.125;
const SHEET_STEP = 0.4;

/**
 * Largest share of the photograph's own turn that is corrected. A full correction would stretch the cheek that the
 * photograph hardly shows.
 */
const STRAIGHTENED = 0.65;
const MAX_STRAIGHTENED_DEGREES = 9;

/**
 * A bust whose texture is a photograph with the head turned by `photographYaw` degrees. Each point of the head is mapped to
 * its place in the photograph, so that a pose with yaw 0 looks approximately straight ahead.
 */
export function bustMesh(window: TextureWindow, photographYaw: number): Mesh {
  const straightened = Math.min(MAX_STRAIGHTENED_DEGREES, STRAIGHTENED * Math.abs(photographYaw));
  const yawDegrees = Math.sign(photographYaw) * straightened;
  const mesh = gridOver(window, BUST_STEP, NECK_Z);
  const [originX] = turn([0, 0, reliefAt(0, 0)], yawDegrees, 0);
  const foreshortening = Math.cos((yawDegrees * Math.PI) / 180);
  for (let i = 0; i < mesh.turnShare.length; i++) {
    const x = mesh.points[3 * i] ?? 0;
    const y = mesh.points[3 * i + 1] ?? 0;
    const z = reliefAt(x, y);
    const share = turnShareAt(y);
    mesh.points[3 * i + 2] = z;
    mesh.turnShare[i] = share;
    const [seenX] = turn([x, y, z], yawDegrees, 0);
    const shownX = share * ((seenX - originX) / foreshortening) + (1 - share) * x;
    mesh.texture[2 * i] = (shownX - window.left) * window.pxPerUnit;
    mesh.texture[2 * i + 1] = (y - window.top) * window.pxPerUnit;
  }
  return mesh;
}

export function sheetMesh(window: TextureWindow): Mesh {
  const mesh = gridOver(window, SHEET_STEP, 0);
  mesh.turnShare.fill(1);
  for (let i = 0; i < mesh.turnShare.length; i++) {
    mesh.texture[2 * i] = ((mesh.points[3 * i] ?? 0) - window.left) * window.pxPerUnit;
    mesh.texture[2 * i + 1] = ((mesh.points[3 * i + 1] ?? 0) - window.top) * window.pxPerUnit;
  }
  return mesh;
}

/** Position of the mesh's origin in the frame, and length of one inter-eye distance, px. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly interEyeDistancePx: number;
}

/** Frame x and y of each point, px, into `seen`. */
export function project(mesh: Mesh, pose: Pose, placement: Placement, seen: Float32Array): void {
  const roll = (pose.roll * Math.PI) / 180;
  const unit = placement.interEyeDistancePx * pose.scale;
  for (let i = 0; i < mesh.turnShare.length; i++) {
    const share = mesh.turnShare[i] ?? 0;
    const point = [
      mesh.points[3 * i] ?? 0,
      mesh.points[3 * i + 1] ?? 0,
      (mesh.points[3 * i + 2] ?? 0) - mesh.pivotZ,
    ] as const;
    const [turnedX, turnedY, turnedZ] = turn(point, pose.yaw * share, pose.pitch * share);
    const nearness = (unit * CAMERA_DISTANCE) / (CAMERA_DISTANCE - turnedZ - mesh.pivotZ);
    const shareOfRoll = roll * share;
    const x = turnedX * Math.cos(shareOfRoll) - turnedY * Math.sin(shareOfRoll) + pose.shiftX;
    const y = turnedX * Math.sin(shareOfRoll) + turnedY * Math.cos(shareOfRoll) + pose.shiftY;
    seen[2 * i] = placement.x + x * nearness;
    seen[2 * i + 1] = placement.y + y * nearness;
  }
}
