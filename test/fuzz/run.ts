/**
 * `npm run fuzz -- TARGET [SECONDS]`: one target under the engine. Ends with an error, and the input kept, when the target throws, takes too long or too
 * much memory.
 */
import { installPackages } from '../support/own-packages.ts';
import { fuzzFor, TARGET_NAMES } from './engine.ts';

const USUAL_SECONDS = 60;

const [name = '', seconds = String(USUAL_SECONDS)] = process.argv.slice(2);
if (!TARGET_NAMES.includes(name) || !/^\d+$/.test(seconds)) {
  console.error(`npm run fuzz -- TARGET [SECONDS], the target one of: ${TARGET_NAMES.join(', ')}`);
  process.exit(2);
}
if (installPackages('test/fuzz') !== 0) process.exit(1);
const { succeeded, kept } = await fuzzFor(name, Number(seconds), (text) => process.stderr.write(text));
if (kept.length > 0) console.error(`kept: ${kept.join(', ')}`);
process.exit(succeeded ? 0 : 1);
