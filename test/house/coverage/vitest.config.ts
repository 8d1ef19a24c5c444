/** The projects of `npm test`, or with EXTENT=all of `npm run test:all`, for `npm run tool -- coverage`. */
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { suite } from '../../support/suite.ts';

const { test, ...config } = suite(process.env['EXTENT'] === 'all' ? 'all' : 'main');
const projects = (test?.projects ?? []) as TestProjectInlineConfiguration[];
const TAKE = 'test/house/coverage/take-coverage.js';

export default defineConfig({
  ...config,
  test: { ...test, projects: projects.map(taking) },
});

function taking({ test: options, ...project }: TestProjectInlineConfiguration): TestProjectInlineConfiguration {
  return { ...project, test: { ...options, setupFiles: [options?.setupFiles ?? [], TAKE].flat() } };
}
