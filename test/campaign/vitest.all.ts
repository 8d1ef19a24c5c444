/** `npm run test:all`: every test, on both engines. */
import { defineConfig } from 'vitest/config';
import { suite } from '../support/suite.ts';

export default defineConfig(suite('all'));
