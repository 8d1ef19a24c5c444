/** Searches the memory of a process for a holder's token from outside. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { ALLOCATOR, PROCESS_ARGUMENTS } from '../../../../kiosk/platform/launch/recipe.ts';
import { newHolderToken, writeHolderToken } from '../../../../kiosk/lists/registration/holder-token.ts';
import { memoryUnreadable, scanMemory, withTextForms } from '../../../support/memory-scan.ts';
import { serialLine } from '../../../support/serial-line.ts';

const PROCESS = fileURLToPath(new URL('./token-residue-process.js', import.meta.url));
const missing = memoryUnreadable();

test.skipIf(missing !== undefined)(
  `a wiped token: is not found in the memory of a lane${missing === undefined ? '' : ` (${missing})`}`,
  async () => {
    const token = newHolderToken('0123456789abcdef0123456789abcdef');
    const text = writeHolderToken(token);
    const line = serialLine();
    const child = spawn(process.execPath, [...PROCESS_ARGUMENTS, PROCESS, line.place.path], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [ALLOCATOR.name]: ALLOCATOR.value },
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
      line.unplug();
    });
    const words: unknown[] = [];
    child.on('message', (word) => words.push(word));
    const says = (word: string) => expect.poll(() => words.at(-1)).toBe(word);
    await says('waiting');
    line.type(`${text}\r`);
    await says('token');
    const needles = [
      { name: 'the text', bytes: Buffer.from(text) },
      // Long enough to be distinguished from chance, also if it was cut
      { name: 'half of the text', bytes: Buffer.from(text.slice(40)) },
      ...withTextForms({ name: 'the key', bytes: Buffer.from(token.key) }),
    ];
    const found = () => [...new Set(scanMemory(child.pid!, needles).finds.map(({ name }) => name))];
    expect(found()).toEqual(expect.arrayContaining(['the text', 'half of the text', 'the key']));
    child.send('wipe');
    await says('wiped');
    expect(found()).toEqual([]);
  },
);
