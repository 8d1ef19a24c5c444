/** The tests that run on the newest Node. */
import { defineConfig } from 'vitest/config';
import { suite } from '../support/suite.ts';
import { runsOnNewestNode } from './newest-node.ts';

export default defineConfig(suite('main', (path) => runsOnNewestNode(path.slice('test/'.length))));
