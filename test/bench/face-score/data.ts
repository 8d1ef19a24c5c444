import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPairs, subjectOf } from '../face-accuracy/pairs-file.ts';
import { groupsOf } from '../face-groups/groupings.ts';
import { type Label, readLabels } from '../face-groups/labels.ts';
import { peopleOf, readSamePerson } from '../face-groups/people.ts';
import { type GroupedFace, type Pair, pairsWithinGroups } from './cross-fit.ts';
import { rawFaces } from './raw-faces.ts';
import type { RawFace } from './raw-messages.ts';

interface Options {
  readonly data: string;
  readonly samePerson: string;
  readonly threads: number;
  readonly cache: string | undefined;
}

/** FairFace: the faces of the centring, and the impostors of the calibration. */
export interface GroupedData {
  /** Labels of the images in which a face was found. */
  readonly labels: readonly Label[];
  readonly faces: readonly GroupedFace[];
  /** The person of each face. */
  readonly people: Int32Array;
  /** Indices of the faces without advice. */
  readonly usable: readonly number[];
  /** Pairs of different people of one sex and ethnicity, of those faces. */
  readonly impostors: readonly Pair[];
  /** Lower-case hexadecimal. */
  readonly labelsSha256: string;
  readonly imagesSha256: string;
}

export async function fairFace({ data, samePerson, threads, cache }: Options): Promise<GroupedData> {
  const folder = join(data, 'face/fairface-dev');
  const listed = readLabels(join(folder, 'labels.tsv'));
  const files = listed.map(({ file }) => file);
  const raw = await rawFaces(folder, files, threads, cache && join(cache, 'fairface.v8'));
  const allPeople = peopleOf(listed, readSamePerson(samePerson));
  const found = [...raw.keys()].filter((at) => raw[at] !== undefined);
  const labels = found.map((at) => listed[at]!);
  const faces = found.map((at): GroupedFace => {
    const { sex = '', ethnicity = '' } = listed[at]!;
    return { face: raw[at]!, person: allPeople[at]!, group: `${sex}, ${ethnicity}` };
  });
  const usable = [...faces.keys()].filter((at) => faces[at]!.face.advice === undefined);
  const images = createHash('sha256');
  for (const file of files) images.update(readFileSync(join(folder, file)));
  return {
    ...{ labels, faces, usable },
    people: Int32Array.from(faces, ({ person }) => person),
    impostors: pairsWithinGroups(faces, usable),
    labelsSha256: createHash('sha256')
      .update(readFileSync(join(folder, 'labels.tsv')))
      .digest('hex'),
    imagesSha256: images.digest('hex'),
  };
}

/** Labeled Faces in the Wild: genuine pairs, and impostors drawn from all the others. */
export interface MatedData {
  readonly faces: readonly RawFace[];
  /** The person of each face, and all of them as one cell of impostors. */
  readonly people: Int32Array;
  readonly genuine: readonly Pair[];
  readonly everybody: ReadonlyMap<string, readonly (readonly number[])[]>;
}

export async function labeledFaces({ data, threads, cache }: Options): Promise<MatedData> {
  const folder = join(data, 'face/lfw-dev');
  const paths = [...new Set(readPairs(join(folder, 'pairs.tsv'), folder).flatMap(({ a, b }) => [a, b]))].sort();
  const raw = await rawFaces(folder, paths, threads, cache && join(cache, 'lfw.v8'));
  const found = [...raw.keys()].filter((at) => raw[at] !== undefined);
  const labels = found.map((at): Label => {
    const file = paths[at]!;
    return { file, person: subjectOf(file), sex: 'any', ethnicity: undefined, age: undefined };
  });
  const people = peopleOf(labels, []);
  const numbers = [...labels.keys()];
  return {
    faces: found.map((at) => raw[at]!),
    people,
    genuine: numbers.flatMap((one) =>
      numbers.slice(one + 1).flatMap((other) => (people[one] === people[other] ? [{ one, other }] : [])),
    ),
    everybody: groupsOf('everyone', labels, numbers),
  };
}
