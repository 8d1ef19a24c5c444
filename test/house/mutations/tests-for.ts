/** The tests that can find a change of a source file, in groups that run one after the other. */
import { type ImportGraph, testsReaching } from '../../support/import-graph.ts';
import { roomOf } from './choose-mutations.ts';

/** The first groups are small: the nearest tests find most changes. The rest is one group. */
const GROUP_SIZES = [6, 40];
/** More than the longest way of imports. */
const NOT_IMPORTED = 1_000;

/**
 * First the test beside the file, then those that reach it by imports, the nearest first, then those of its room. Flows and attacks can
 * find the change of a page, or of a file that the graph does not see.
 *
 * @param tests all, below the build folder
 */
export function testsFor(path: string, tests: readonly string[], graph: ImportGraph, isInPages: boolean): string[][] {
  const reach = testsReaching(graph, [path]);
  const distances = new Map(reach.tests.map(({ test, distance }) => [test, distance]));
  const beside = `test/${path.replace(/\.tsx?$/, '.')}`;
  const folders = [`test/${roomOf(path)}/`];
  if (isInPages) folders.push(path.startsWith('server/') ? 'test/server/console/' : 'test/kiosk/ui/');
  if (isInPages || reach.unseen.length > 0) folders.push('test/attacks/', 'test/flows/');
  const rank = (test: string) =>
    test.startsWith(beside) ? -1 : (distances.get(test) ?? NOT_IMPORTED - sharedFolders(test, beside));
  const ordered = tests
    .filter((test) => distances.has(test) || folders.some((folder) => test.startsWith(folder)))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const groups = GROUP_SIZES.map((size) => ordered.splice(0, size));
  return [...groups, ordered].filter((group) => group.length > 0);
}

function sharedFolders(test: string, beside: string): number {
  const folders = beside.split('/');
  return test.split('/').findIndex((folder, depth) => folder !== folders[depth]);
}
