import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { countCoverage } from './count-coverage.ts';
import { ExecutedCode } from './executed-code.ts';

const PROGRAM = `import process from 'node:process';
// A comment is no line of the program
const sizeOf = (value) => {
  if (value > 9) {
    return 'large';
  }
  return value > 3 || value < -3 ? 'middle' : 'small';
};
process.stdout.write(
  sizeOf(Number(process.argv[2])),
);
function never() {
  return 1;
}
`;
const NEVER = [PROGRAM.indexOf('function never'), PROGRAM.length - 1, 0];
/** Two functions, two ways of the `if`, two of the condition, the second comparison. */
const ALL = { lines: 9, branches: 7 };

test('coverage: counts what ran in any of several processes', () => {
  const build = join(temporaryFolder(), '.build');
  mkdirSync(join(build, 'server'), { recursive: true });
  writeFileSync(join(build, 'server/size.js'), PROGRAM);
  const executed = new ExecutedCode(build);
  const run = (argument: string) => {
    const dumps = temporaryFolder();
    const env = { ...process.env, NODE_V8_COVERAGE: dumps };
    execFileSync(process.execPath, [join(build, 'server/size.js'), argument], { env });
    for (const name of readdirSync(dumps)) executed.add(readFileSync(join(dumps, name), 'utf8'));
    return countCoverage(PROGRAM, executed.of('server/size.js'));
  };
  expect(countCoverage(PROGRAM, undefined)).toEqual({ ...ALL, linesRun: 0, branchesRun: 0 });
  expect(run('12')).toEqual({ ...ALL, linesRun: 6, branchesRun: 2 });
  expect(run('5')).toEqual({ ...ALL, linesRun: 7, branchesRun: 4 });
  expect(run('1')).toEqual({ ...ALL, linesRun: 7, branchesRun: 6 });
});

test('coverage: reads the scripts of the product, and leaves out code that is not the text of the file', () => {
  const build = temporaryFolder();
  mkdirSync(join(build, 'server'));
  for (const name of ['read', 'transformed']) writeFileSync(join(build, `server/${name}.js`), PROGRAM);
  const executed = new ExecutedCode(build);
  const script = (url: string, end: number) => ({
    url,
    functions: [
      [1, [[0, end, 1]]],
      [0, [NEVER]],
    ],
  });
  const scripts = [script('server/read.js', PROGRAM.length), script('server/transformed.js', PROGRAM.length - 1)];
  executed.add(JSON.stringify([...scripts, script('test/other.js', 7)]));
  expect(countCoverage(PROGRAM, executed.of('server/read.js'))).toEqual({ ...ALL, linesRun: 7, branchesRun: 6 });
  expect(countCoverage(PROGRAM, executed.of('server/transformed.js'))).toMatchObject({ linesRun: 0, branchesRun: 0 });
});
