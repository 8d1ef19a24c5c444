import { readFileSync } from 'node:fs';
import type { Label } from './labels.ts';

/**
 * The person of each image, as numbers from 0: from the label, otherwise from the folder, otherwise one person per
 * image. Images that are connected by a chain of pairs in `samePerson` show one person.
 *
 * @param samePerson pairs of files that show one person
 */
export function peopleOf(
  labels: readonly Label[],
  samePerson: readonly (readonly [one: string, other: string])[],
): Int32Array {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined ? name : rootOf(parent);
  };
  const nameOf = new Map(labels.map(({ file, person }) => [file, person ?? folderOf(file)]));
  for (const [one, other] of samePerson) {
    const [first, second] = [rootOf(nameOf.get(one) ?? one), rootOf(nameOf.get(other) ?? other)];
    if (first !== second) parents.set(first, second);
  }
  const numbers = new Map<string, number>();
  return Int32Array.from(labels, ({ file }) => {
    const root = rootOf(nameOf.get(file) ?? file);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

/** Reads pairs of files, one pair per line, separated by a tab. @throws Error that names the first invalid line */
export function readSamePerson(file: string): (readonly [string, string])[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => {
    const [one = '', other = '', ...rest] = line.split('\t');
    if (one === '' || other === '' || rest.length > 0) {
      throw new Error(`${file}, line ${index + 1}: not two files separated by a tab`);
    }
    return [one, other];
  });
}

function folderOf(file: string): string {
  const at = file.lastIndexOf('/');
  return at < 0 ? file : file.slice(0, at);
}
