import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One comparison of a protocol. */
export interface Pair {
  readonly fold: string;
  readonly same: boolean;
  /** Paths below the folder of images. */
  readonly a: string;
  readonly b: string;
}

/** The list is invalid. The message names the line. */
export class PairsError extends Error {
  override readonly name = 'PairsError';
}

const HEADER = 'fold\tsame\ta\tb';

/**
 * Reads a list of pairs: a header `fold same a b`, then one pair per line, separated by tabs. `same` is 0 or 1; a fold
 * is any word. Pictures must exist below `images`.
 *
 * @throws PairsError that names the first invalid line, and for a list without genuine or impostor pairs or with one
 *   fold
 */
export function readPairs(file: string, images: string): Pair[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PairsError(`${file} cannot be read`, { cause });
  }
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines[0] !== HEADER) throw new PairsError(`${file}, line 1: not the header "fold same a b" between tabs`);
  const known = new Set<string>();
  const pairs = lines.slice(1).map((line, index): Pair => {
    const refuse = (why: string): never => {
      throw new PairsError(`${file}, line ${index + 2}: ${why}`);
    };
    const [fold = '', same = '', a = '', b = '', ...rest] = line.split('\t');
    if (rest.length > 0 || fold === '' || a === '' || b === '') refuse('not four fields between tabs');
    if (same !== '0' && same !== '1') refuse('the second field is neither 0 nor 1');
    if (a === b) refuse('an image is paired with itself');
    for (const path of [a, b]) {
      if (path.startsWith('/') || path.split(/[/\\]/).includes('..'))
        refuse(`${path} leads out of the folder of images`);
      if (!known.has(path) && !existsSync(join(images, path))) refuse(`${path} is not below ${images}`);
      known.add(path);
    }
    return { fold, same: same === '1', a, b };
  });
  for (const same of [true, false]) {
    if (!pairs.some((pair) => pair.same === same)) {
      throw new PairsError(`${file} holds no ${same ? 'genuine' : 'impostor'} pair`);
    }
  }
  if (new Set(pairs.map(({ fold }) => fold)).size < 2) throw new PairsError(`${file} holds fewer than two folds`);
  return pairs;
}

/** The person of a picture: its folder, as LFW lays them out. */
export function subjectOf(path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder === '' ? path.replace(/_\d+\.[^.]+$/, '') : folder;
}
