import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import type { ServerEvent } from '../../../../../server/platform/base/events.ts';
import { findKeys } from '../../../../../server/platform/keys/open-keys.ts';
import {
  initialiseTokenKeys,
  openTokenKeys,
  replaceSigningKey,
} from '../../../../../server/platform/keys/pkcs11/open-token-keys.ts';
import { initialiseToken } from '../../../../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import { missingSoftHsm } from '../../../../hardware/secure-element/pkcs11/soft-token.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { describeServerKeys } from '../describe-server-keys.ts';
import { signOutcome } from '../sign-outcome.ts';
import { serverSoftToken } from './server-soft-token.ts';

const missing = missingSoftHsm();
const PARTS = { clock: backgroundClock };
const MESSAGE = new Uint8Array(32).fill(3);

/** Child processes that own a token. */
function tokenProcesses(): number[] {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((line) => line.includes('server-token-process'))
    .map((line) => Number.parseInt(line, 10));
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(10);
};

describe.skipIf(missing !== undefined)(
  `server keys on a PKCS #11 token${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    describeServerKeys("the server's keys on a token", async () => {
      const { place } = await serverSoftToken();
      return () => openTokenKeys(place, PARTS);
    });

    const open = async (place: Parameters<typeof openTokenKeys>[0], told: ServerEvent[] = []) => {
      const keys = await openTokenKeys(place, { ...PARTS, events: { emit: (event) => void told.push(event) } });
      onTestFinished(() => keys.close());
      return keys;
    };

    it('are created once, and never overwrite those of another server', async () => {
      const { place } = await serverSoftToken('empty');
      await expect(openTokenKeys(place, PARTS)).rejects.toMatchObject({ code: 'absent' });
      const here = { mode: 'development', dataDir: temporaryFolder(), token: place } as const;
      expect(await findKeys(here, PARTS)).toBeUndefined();
      const made = await initialiseTokenKeys(place, PARTS);
      await expect(initialiseTokenKeys(place, PARTS)).rejects.toMatchObject({ code: 'present' });
      expect((await open(place)).signing.publicKey).toEqual(made.publicKey);
    });

    it('are refused on a token with a kiosk’s key', async () => {
      const token = await serverSoftToken('empty');
      await initialiseToken(token.options);
      await expect(openTokenKeys(token.place, PARTS)).rejects.toMatchObject({ code: 'absent' });
    });

    it('are refused with a wrong PIN, a missing token, an invalid module, or software if hardware is required', async () => {
      const token = await serverSoftToken();
      const codeOf = (place: typeof token.place) =>
        openTokenKeys(place, PARTS).then(
          () => 'opened',
          (error: { code: string }) => error.code,
        );
      expect(await codeOf({ ...token.place, tokenLabel: 'another' })).toBe('lost');
      expect(await codeOf({ ...token.place, module: '/nonexistent.so' })).toBe('unsuitable');
      expect(await codeOf({ ...token.place, hardwareOnly: true })).toBe('unsuitable');
      expect(await codeOf({ ...token.place, pinFile: '/nonexistent' })).toBe('not-permitted');
      chmodSync(token.place.pinFile, 0o644);
      expect(await codeOf(token.place)).toBe('not-permitted');
      chmodSync(token.place.pinFile, 0o600);
      token.writePin('000000');
      expect(await codeOf(token.place)).toBe('not-permitted');
      expect(tokenProcesses()).toEqual([]);
    });

    it('sign nothing while the token is missing, report that, and sign again when it returns', async () => {
      const token = await serverSoftToken();
      const told: ServerEvent[] = [];
      const keys = await open(token.place, told);
      token.remove();
      await until(() => !keys.working());
      // At first SoftHSM misses the keys, then the token
      await expect.poll(() => signOutcome(keys), { timeout: 240_000 }).toBe('lost');
      await expect(keys.secret('people')).rejects.toMatchObject({ code: 'lost' });
      token.putBack();
      await until(() => keys.working());
      expect(await keys.signing.sign(MESSAGE)).toHaveLength(64);
      const names = told.map(({ event }) => event);
      expect([new Set(names.slice(0, -1)), names.at(-1)]).toEqual([new Set(['keys-lost']), 'keys-found']);
    });

    it('do not wait for a hanging module', async () => {
      const token = await serverSoftToken();
      const keys = await open({ ...token.place, limits: { ...token.place.limits, callMs: 5_000 } });
      for (const processId of tokenProcesses()) process.kill(processId, 'SIGSTOP');
      await expect(keys.signing.sign(MESSAGE)).rejects.toMatchObject({ code: 'timed-out' });
      await until(() => keys.working());
      expect(await keys.signing.sign(MESSAGE)).toHaveLength(64);
    });

    it('survive the end of the process that owns the token', async () => {
      const keys = await open((await serverSoftToken()).place);
      for (const processId of tokenProcesses()) process.kill(processId, 'SIGKILL');
      await until(() => !keys.working());
      await until(() => keys.working());
      expect(await keys.signing.sign(MESSAGE)).toHaveLength(64);
    });

    it('stay unavailable when another token takes its place', async () => {
      const token = await serverSoftToken();
      const keys = await open(token.place);
      await replaceSigningKey(token.place, PARTS);
      for (const processId of tokenProcesses()) process.kill(processId, 'SIGKILL');
      await until(() => !keys.working());
      await expect.poll(() => signOutcome(keys), { timeout: 240_000 }).toBe('absent');
      expect(keys.working()).toBe(false);
    });

    it('keep the ledger’s, the authority’s and the secret keys when the signing key is replaced', async () => {
      const { place } = await serverSoftToken();
      const before = await open(place);
      const ledger = await before.ledger.open();
      const secret = Buffer.from(await before.secret('people'));
      const made = await replaceSigningKey(place, PARTS);
      const after = await open(place);
      expect(after.signing.publicKey).toEqual(Uint8Array.from(made));
      expect(after.signing.publicKey).not.toEqual(before.signing.publicKey);
      expect((await after.ledger.open()).publicKey).toEqual(ledger.publicKey);
      expect(Buffer.from(await after.secret('people'))).toEqual(secret);
    });
  },
);
