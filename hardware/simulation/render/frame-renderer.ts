/** Renders pictures of a scene. Textures are cached; a frame is a copy of the background with meshes drawn over it. */
import { DEFAULT_NOISE, type Scene } from '../scene.ts';
import { findPhotograph } from '../specimen-table.ts';
import type { SpecimenId } from '../specimens.ts';
import { BUST_WINDOW, bustTexture } from './bust-texture.ts';
import { type DrawnMesh, drawMesh, type RgbFrame, visibleCells } from './draw-mesh.ts';
import { lightGain } from './exposure.ts';
import { SHEET_WINDOW, sheetTexture } from './flat-sheet.ts';
import { laneBackground } from './lane-background.ts';
import { bustMesh, type Mesh, type Placement, project, sheetMesh } from './mesh.ts';
import { noisyCopies } from './noisy-copies.ts';
import type { Pose } from './pose.ts';
import type { Raster } from './raster.ts';
import type { ScreenLight } from '../screen-light.ts';
import { lightBackground, lightMesh } from './light-mesh.ts';
import { drawBezel } from './tablet.ts';
import { type SensorNoise, sensorNoise } from './sensor-noise.ts';
import { lit, softened } from './treated-raster.ts';

/** A scene and the pose of each subject at one moment. */
export interface Picture {
  readonly scene: Scene;
  readonly poses: readonly Pose[];
  /** The screen's light in this exposure; absent while the screen shows its neutral light. */
  readonly light?: ScreenLight | undefined;
}

interface Actor extends DrawnMesh {
  readonly placement: Placement;
}

interface Stage {
  readonly backgrounds: readonly Uint8ClampedArray[];
  readonly actors: readonly Actor[];
  readonly noise: SensorNoise;
}

/** Positions of subjects in a frame: shares of its sides, and inter-eye distance as a share of its height. */
const ALONE = [{ x: 0.5, y: 0.42, size: 0.15 }] as const;
const SIDE_BY_SIDE = [
  { x: 0.31, y: 0.43, size: 0.138 },
  { x: 0.69, y: 0.43, size: 0.138 },
] as const;
const HELD_UP = [{ x: 0.5, y: 0.4, size: 0.142 }] as const;

export interface FrameRenderer {
  /** Draws into `into`, RGB, `width * height * 3` bytes. */
  draw(picture: Picture, into: Uint8ClampedArray): Promise<void>;
}

export function frameRenderer(width: number, height: number, random: () => number): FrameRenderer {
  let key = '';
  let stage: Promise<Stage> | undefined;

  return {
    async draw(picture, into) {
      const wanted = JSON.stringify(picture.scene);
      if (stage === undefined || wanted !== key) {
        key = wanted;
        stage = setStage(picture.scene, width, height, random);
      }
      const { backgrounds, actors, noise } = await stage;
      const background = backgrounds[Math.floor(random() * backgrounds.length)];
      if (background !== undefined) into.set(background);
      const frame: RgbFrame = { width, height, rgb: into };
      const { light } = picture;
      const replayed = picture.scene.subject.kind === 'replay';
      if (light !== undefined) lightBackground(frame, light);
      for (const [index, actor] of actors.entries()) {
        const pose = picture.poses[index];
        if (pose === undefined) continue;
        project(actor.mesh, pose, actor.placement, actor.seen);
        if (light === undefined || replayed) actor.gains.fill(1);
        else lightMesh(actor.mesh, pose, light, actor.gains);
        const noiseStart = Math.floor(random() * noise.mask);
        const farSideFirst = pose.yaw > 0 ? 'right' : 'left';
        drawMesh(frame, actor, noise, noiseStart, farSideFirst);
      }
      if (replayed) drawBezel(frame);
    },
  };
}

async function setStage(scene: Scene, width: number, height: number, random: () => number): Promise<Stage> {
  const noise = sensorNoise((scene.noise ?? DEFAULT_NOISE[scene.light ?? 'normal']) * 255, random);
  const blurPx = scene.blurPx ?? 0;
  const gain = lightGain(scene.light);
  const treat = async (raster: Raster) => softened(lit(raster, gain), blurPx);

  const actor = async (
    made: { readonly mesh: Mesh; readonly texture: Raster },
    place: { readonly x: number; readonly y: number; readonly size: number },
  ): Promise<Actor> => {
    const texture = await treat(made.texture);
    return {
      mesh: made.mesh,
      texture,
      cells: visibleCells(made.mesh, texture),
      placement: { x: place.x * width, y: place.y * height, interEyeDistancePx: place.size * height },
      seen: new Float32Array(made.mesh.turnShare.length * 2),
      gains: new Float32Array(made.mesh.turnShare.length * 3),
    };
  };
  const cast = await castOf(scene);
  const places =
    scene.subject.kind === 'two-people' ? SIDE_BY_SIDE : scene.subject.kind === 'flat-picture' ? HELD_UP : ALONE;
  const [background, ...actors] = await Promise.all([
    laneBackground(width, height).then(treat),
    ...cast.map((made, index) => actor(made, places[index] ?? ALONE[0])),
  ]);
  return { backgrounds: noisyCopies(background, noise, random), actors, noise };
}

async function castOf({ subject }: Scene): Promise<readonly { mesh: Mesh; texture: Raster }[]> {
  switch (subject.kind) {
    case 'nobody':
      return [];
    case 'person':
    case 'replay':
      return [await bust(subject.specimen, subject.photograph)];
    case 'two-people':
      return Promise.all(subject.specimens.map((specimen) => bust(specimen, undefined)));
    case 'flat-picture': {
      const { texture } = await bust(subject.specimen, subject.photograph);
      return [{ mesh: sheetMesh(SHEET_WINDOW), texture: await sheetTexture(texture) }];
    }
  }
}

async function bust(specimen: SpecimenId, photographIndex: number | undefined) {
  const { photograph, index } = findPhotograph(specimen, photographIndex ?? 'last');
  return { mesh: bustMesh(BUST_WINDOW, photograph.yawDegrees), texture: await bustTexture(photograph, index) };
}
