import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Image } from '../../../../hardware/device/image.ts';
import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { lfwFolder, readPicture } from './photographs.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { type GeneratedSubject, subjects } from './subjects.ts';

/** Thresholds may be chosen on `fit` only; reported results use `test`. No person is in both. */
export type Split = 'fit' | 'test';

/** Side of LFW's 250 px pictures after enlargement, before the mesh is fitted. */
const LFW_SIDE = 500;
const LOOKS_AHEAD_DEGREES = 9;
const LOOKS_AHEAD_PITCH_DEGREES = 14;
/**
 * Invented fine detail of skin, which 250 px do not contain but a lane's camera sees; standard deviation as a share of
 * the light.
 */
const SKIN_DETAIL = 0.03;

export interface Identities {
  /** The person with this index, loaded at first use. Indices beyond the last person start again from 0. */
  person(index: number): Promise<GeneratedSubject>;
  /** Source of the people, for the record. */
  readonly source: string;
}

/**
 * People for textures of heads: from Labeled Faces in the Wild if available, otherwise from the packages' sample
 * pictures.
 */
export async function identities(analyser: FaceAnalyser, split: Split): Promise<Identities> {
  const folder = lfwFolder();
  const isMine = (_: unknown, at: number): boolean => at % 2 === (split === 'fit' ? 0 : 1);
  if (folder === undefined) {
    const mine = (await subjects(analyser)).filter(isMine);
    return { person: async (index) => numbered(mine, index), source: 'sample pictures of @vladmandic/face-api' };
  }
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const random = seededRandom(20_26);
  const order = names.map((name) => ({ name, key: random.between(0, 1) })).sort((one, other) => one.key - other.key);
  const unseen = order.filter(isMine).values();
  const people: GeneratedSubject[] = [];
  return {
    async person(index) {
      while (people.length <= index) {
        const next = unseen.next();
        if (next.done === true) break;
        const found = await personIn(analyser, join(folder, next.value.name), people.length + 1);
        if (found !== undefined) people.push(found);
      }
      return numbered(people, index);
    },
    source: 'LFW View 2, folds 1-5, first picture of each name',
  };
}

function numbered(people: readonly GeneratedSubject[], index: number): GeneratedSubject {
  const subject = people[index % people.length];
  if (subject === undefined) throw new RangeError('there are no people');
  return subject;
}

/** The person of the first picture in a folder, if they look ahead. */
async function personIn(analyser: FaceAnalyser, folder: string, seed: number): Promise<GeneratedSubject | undefined> {
  const [file] = readdirSync(folder).sort();
  if (file === undefined) return undefined;
  const photograph = await readPicture(join(folder, file), LFW_SIDE, LFW_SIDE);
  const face = await analyser.analyse(photograph);
  if (face.kind !== 'face') return undefined;
  if (Math.abs(face.pose.yaw) >= LOOKS_AHEAD_DEGREES || Math.abs(face.pose.pitch) >= LOOKS_AHEAD_PITCH_DEGREES) {
    return undefined;
  }
  addDetail(photograph, seededRandom(seed));
  return { photograph, face };
}

/** Grain of about two pixels, the same in each channel. */
function addDetail({ width, data }: Image, random: SeededRandom): void {
  const grain = Float32Array.from({ length: data.length / 3 + width + 1 }, () => random.normal());
  for (let pixel = 0; pixel < data.length / 3; pixel++) {
    const mean = (grain[pixel]! + grain[pixel + 1]! + grain[pixel + width]! + grain[pixel + width + 1]!) / 2;
    for (let at = 3 * pixel; at < 3 * pixel + 3; at++) {
      data[at] = Math.max(0, Math.min(255, Math.round(data[at]! * (1 + (SKIN_DETAIL / 2.2) * mean))));
    }
  }
}
