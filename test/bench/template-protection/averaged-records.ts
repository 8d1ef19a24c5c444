import { comparisonScore } from '../../../models/face/compare.ts';
import { averageEmbedding } from '../../../models/face/protection/average-embedding.ts';
import { protect } from '../../../models/face/protection/pseudonymous-identifier.ts';
import type { AllComparisons } from '../face-accuracy/all-against-all.ts';
import { benchKey } from './bench-key.ts';
import type { EmbeddedImage } from './lfw-embeddings.ts';
import { openWithKey } from './rotated-records.ts';

const PICTURES = 3;

/** Compares one record of several pictures, as in an enrolment, with every other picture. */
export function averagedComparisons(
  images: readonly EmbeddedImage[],
  people: ReadonlyMap<string, readonly number[]>,
): { readonly all: AllComparisons; readonly data: Record<string, number> } {
  const enrolled = [...people.entries()].filter(([, own]) => own.length > PICTURES);
  const numbers = new Map([...people.keys()].map((name, number) => [name, number]));
  const genuine: number[] = [];
  const genuineSubjects: number[] = [];
  const impostor: number[] = [];
  const [one, other]: [number[], number[]] = [[], []];
  enrolled.forEach(([name, own], number) => {
    const taken = own.slice(0, PICTURES);
    const key = benchKey('averaged', number);
    const average = protect(averageEmbedding(taken.map((at) => images[at]!.reference)), key);
    const opened = openWithKey(average, key);
    images.forEach(({ subject, probe }, at) => {
      if (taken.includes(at)) return;
      const score = comparisonScore(opened, probe);
      if (subject === name) {
        genuine.push(score);
        genuineSubjects.push(numbers.get(name)!);
      } else {
        impostor.push(score);
        one.push(numbers.get(name)!);
        other.push(numbers.get(subject)!);
      }
    });
  });
  return {
    all: {
      subjects: people.size,
      genuine: Float64Array.from(genuine),
      genuineSubjects: Int32Array.from(genuineSubjects),
      impostor: Float64Array.from(impostor),
      impostorSubjects: { one: Int32Array.from(one), other: Int32Array.from(other) },
    },
    data: { pictures: PICTURES, records: enrolled.length, genuine: genuine.length, impostor: impostor.length },
  };
}
