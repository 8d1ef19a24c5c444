/** Each target starts under the engine, and its seeds reach the parser. `npm run fuzz` installs the engine. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { areInstalled } from '../support/own-packages.ts';
import { fuzzFor, TARGET_NAMES } from './engine.ts';

const SECONDS = 2;
/** A target whose inputs are refused at the first branch reaches some ten. */
const FEWEST_FEATURES = 30;

const isInstalled = areInstalled(join(projectRoot(), 'test/fuzz'));
if (!isInstalled) console.warn('The engine of npm run fuzz is not installed: run npm run fuzz -- mrz 1 once.');

describe.skipIf(!isInstalled)('the engine', () => {
  it.each(TARGET_NAMES)('runs %s and reaches its parser', async (name) => {
    const { succeeded, seedFeatures, features, text } = await fuzzFor(name, SECONDS, () => undefined);
    expect(succeeded, text.slice(-2_000)).toBe(true);
    expect(seedFeatures).toBeGreaterThan(FEWEST_FEATURES);
    expect(features).toBeGreaterThanOrEqual(seedFeatures);
  });
});
