/** Finds the tests that use a server or a database. Those that run once more on PostgreSQL are a part of them (`second-engine.ts`). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The only way for a server test to open a database. */
const ENGINES = 'test/server/fixtures/engines';

/** Screens only use a server, connections are refused before any query, and tests of programs select the engine themselves. */
const OTHERS = [
  'test/server/console/',
  'test/server/main/app/transport.test',
  'test/server/main.test',
  'test/server/killed-under-load.test',
  'test/server/oversight/alerts/killed.long.test',
  'test/server/oversight/detection/killed-under-load.long.test',
  'test/server/oversight/detection/shipping/killed-while-shipping.long.test',
  'test/server/sharing/deliveries/killed.long.test',
  'test/server/sharing/killed-intake.test',
  'test/server/sharing/lists/killed-lists.long.test',
  'test/server/goods/declarations/killed.test',
  'test/server/goods/declarations/residue.test',
];

/** The server's tests that import `engines.ts`, directly or indirectly, as paths from `root` without the file's ending. */
export function testsWithDatabase(root: string, ending: '.js' | '.ts'): string[] {
  const reaches = reachOf(root, ending);
  return readdirSync(join(root, 'test/server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`.test${ending}`))
    .map((path) => `test/server/${path.slice(0, -ending.length)}`)
    .filter((test) => !OTHERS.some((other) => test.startsWith(other)) && reaches(join(root, test)))
    .sort();
}

function reachOf(root: string, ending: string) {
  const known = new Map<string, boolean>();
  const reaches = (module: string): boolean => {
    const answer = known.get(module);
    if (answer !== undefined) return answer;
    known.set(module, module === join(root, ENGINES));
    const file = `${module}${ending}`;
    if (!known.get(module) && module.startsWith(join(root, 'test')) && existsSync(file)) {
      known.set(module, importsOf(file).some(reaches));
    }
    return known.get(module) === true;
  };
  return reaches;
}

/** Modules without their ending. */
function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)\.[jt]s'/g);
  return [...found].map(([, path]) => resolve(dirname(file), path as string));
}
