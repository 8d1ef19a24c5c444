/** The files that `npm run test:all -- --share` has chosen, with all of their cases. */
import { defineConfig } from 'vitest/config';
import { suite } from '../support/suite.ts';
import { readChosen } from './chosen-files.ts';

export default defineConfig(suite('all', readChosen()));
