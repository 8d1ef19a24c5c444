/** `npm test`: what each change must pass. */
import { defineConfig } from 'vitest/config';
import { suite } from './support/suite.ts';

export default defineConfig(suite('main'));
