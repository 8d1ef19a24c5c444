/** Chooses mutations at random over all rooms: the folders of the second level. A room gets another one only when each room has one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import { type Mutation, mutationsIn } from './places.ts';

const TOPS = ['hardware', 'kiosk', 'models', 'server'];
/** Declarations of types, texts of guides, and the settings of the bundler. */
const LEFT_OUT = /\.d\.ts$|\/guide\/|\/vite\.config\.ts$/;

/** `server/lanes/orders` for `server/lanes/orders/routes/list.ts`, `server` for `server/main.ts`. */
export function roomOf(path: string): string {
  const isInDomain = /^(kiosk|server)\//.test(path);
  return path
    .split('/')
    .slice(0, -1)
    .slice(0, isInDomain ? 3 : 2)
    .join('/');
}

/** The same for the same seed and sources. Fewer than `count` only if the sources have no more. */
export function chooseMutations(root: string, count: number, seed: number): Mutation[] {
  const random = seededRandom(seed);
  const sources = productSources(root);
  const rooms = shuffled([...new Set(sources.map(roomOf))], random);
  const left = new Map<string, Mutation[]>();
  const chosen: Mutation[] = [];
  for (let had = -1; chosen.length > had; ) {
    had = chosen.length;
    for (const room of rooms) {
      if (chosen.length >= count) return chosen;
      const ofRoom =
        left.get(room) ??
        shuffled(
          mutationsOf(
            root,
            sources.filter((path) => roomOf(path) === room),
          ),
          random,
        );
      left.set(room, ofRoom);
      chosen.push(...ofRoom.splice(0, 1));
    }
  }
  return chosen;
}

function productSources(root: string): string[] {
  return TOPS.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((path) => `${top}/${path}`),
  )
    .filter((path) => /\.tsx?$/.test(path) && !LEFT_OUT.test(path))
    .sort();
}

function mutationsOf(root: string, paths: readonly string[]): Mutation[] {
  return paths.flatMap((path) => mutationsIn(path, readFileSync(join(root, path), 'utf8')));
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ one }) => one);
}
