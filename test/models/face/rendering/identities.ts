import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Image } from '../../../../hardware/image.ts';
import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { lfwFolder, readPicture } from './photographs.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { type GeneratedSubject, subjects } from './subjects.ts';

/** Thresholds may be chosen on `fit` only; what is reported is `test`. No person is in both. */
export type Split = 'fit' | 'test';

/** Enlargement of LFW's 250 px pictures before the mesh is placed. */
const LFW_SIDE = 500;
const LOOKS_AHEAD_DEGREES = 9;
/** Fine detail of skin that 250 px do not hold and a lane's camera sees, deviation as a share of the light. Made up. */
const SKIN_DETAIL = 0.03;

export interface Identities {
  readonly people: readonly GeneratedSubject[];
  /** Where they come from, for the record. */
  readonly source: string;
}

/** People to paint heads with: of Labeled Faces in the Wild where it is, else those of the packages' sample pictures. */
export async function identities(analyser: FaceAnalyser, split: Split, most: number): Promise<Identities> {
  const folder = lfwFolder();
  if (folder === undefined) {
    const all = await subjects(analyser);
    const mine = all.filter((_, at) => at % 2 === (split === 'fit' ? 0 : 1));
    return { people: mine.slice(0, most), source: 'sample pictures of @vladmandic/face-api' };
  }
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const random = seededRandom(20_26);
  const order = names.map((name) => ({ name, key: random.between(0, 1) })).sort((one, other) => one.key - other.key);
  const mine = order.filter((_, at) => at % 2 === (split === 'fit' ? 0 : 1));
  const people: GeneratedSubject[] = [];
  for (const { name } of mine) {
    if (people.length >= most) break;
    const [file] = readdirSync(join(folder, name)).sort();
    if (file === undefined) continue;
    const photograph = await readPicture(join(folder, name, file), LFW_SIDE, LFW_SIDE);
    const face = await analyser.analyse(photograph);
    const ahead =
      face.kind === 'face' && Math.abs(face.pose.yaw) < LOOKS_AHEAD_DEGREES && Math.abs(face.pose.pitch) < 14;
    if (!ahead) continue;
    addDetail(photograph, seededRandom(people.length + 1));
    people.push({ photograph, face });
  }
  return { people, source: 'LFW View 2, folds 1-5, first picture of each name' };
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
