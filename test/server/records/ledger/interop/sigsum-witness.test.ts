/** The publisher with Debian's sigsum-witness, an independent tlog-witness. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { askWitness } from '../../../../../server/records/ledger/publish/ask-witness.ts';
import { parseNote } from '../../../../../server/platform/transparency/note/note.ts';
import { verifySignature } from '../../../../../server/platform/transparency/note/verify-signature.ts';
import { encodeVkey, parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { freePort } from '../../../../support/free-port.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { grownLog } from '../fixtures/grown-log.ts';
import { numberedEntries, wholeTree } from '../fixtures/whole-tree.ts';
import { missingSystemParts } from '../../../../support/system-part.ts';

const missing = missingSystemParts('sigsum-witness', ['sigsum-witness', 'sigsum-key']);
if (missing !== undefined) console.warn(`skipped: ${missing}`);

async function witness(origin: string, vkey: string) {
  const folder = temporaryFolder();
  const key = (...args: readonly string[]) =>
    execFileSync('sigsum-key', [...args], { cwd: folder })
      .toString()
      .trim();
  writeFileSync(join(folder, 'log.vkey'), `${vkey}\n`);
  key('from-vkey', '-k', 'log.vkey', '-o', 'log.pub');
  key('generate', '-o', 'witness');
  const hash = createHash('sha256')
    .update(Buffer.from(key('to-hex', '-k', 'witness.pub'), 'hex'))
    .digest('hex');
  const name = `sigsum.org/v1/witness/${hash}`;
  const port = await freePort();
  const args = ['-k', 'witness', '--log-key', 'log.pub', '--state-file', 'state', `127.0.0.1:${port}`];
  // Debian builds it with the defaults of an older Go, whose server does not recognise the program's own addresses.
  const env = { ...process.env, GODEBUG: 'httpmuxgo121=0' };
  const child = spawn('sigsum-witness', args, { cwd: folder, env, stdio: 'ignore' });
  onTestFinished(() => void child.kill());
  await expect.poll(() => listens(port)).toBe(true);
  const vkeyOfWitness = key('to-vkey', '-k', 'witness.pub', '-n', name, '-t', 'cosignature/v1');
  return { origin, url: `http://127.0.0.1:${port}`, key: parseVkey(vkeyOfWitness) };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe.skipIf(missing !== undefined)('sigsum-witness', () => {
  const { publicKey } = grownLog('probe').key;
  const origin = `sigsum.org/v1/tree/${createHash('sha256').update(publicKey).digest('hex')}`;
  const log = grownLog(origin);

  test('cosigns the published checkpoints from any known size, and its cosignatures verify', async () => {
    const { url, key } = await witness(origin, encodeVkey(log.key));
    const tree = wholeTree(numberedEntries(40));
    for (const size of [5, 17, 17, 40]) {
      const checkpoint = log.checkpoint(size);
      const noteText = parseNote(checkpoint).text;
      // Each time as if its size were unknown: it answers the size it has seen.
      const signatures = await askWitness({
        url,
        keys: [key],
        checkpoint,
        noteText,
        size,
        read: tree.at(size),
        seen: 0,
        nowS: Math.floor(backgroundClock.wallMs() / 1_000),
      });
      expect(verifySignature(key, noteText, signatures[0]!.signature).kind).toBe('valid');
    }
  });

  test('refuses a second history signed by the log’s key, like this project’s witness', async () => {
    const { url } = await witness(origin, encodeVkey(log.key));
    const fork = grownLog(origin, numberedEntries(40).reverse());
    const post = async (body: string) => (await fetch(`${url}/add-checkpoint`, { method: 'POST', body })).status;
    expect(await post(await log.request(0, 5))).toBe(200);
    expect(await post(await fork.request(5, 9))).toBe(422);
    expect(await post(await log.request(5, 9))).toBe(200);
  });
});
