/** A terminal whose key is on a token or in a TPM: from the request for its certificate to a chip's fingerprints. */
import { execFile } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { childOf } from '../../../../hardware/ber/find.ts';
import { readBer } from '../../../../hardware/ber/read.ts';
import { cvCertificate } from '../../../../hardware/document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { pkcs11SecureElement } from '../../../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import type { SecureElement } from '../../../../hardware/secure-element/secure-element.ts';
import type { TerminalCurve } from '../../../../hardware/secure-element/terminal-keys.ts';
import { initialiseTpm } from '../../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { createVerifyingAuthority } from '../../../../hardware/simulation/pki/verifying-authority.ts';
import { loadTerminal } from '../../../../kiosk/lists/trust/terminal-files.ts';
import { NOW, specimenProfile, visit } from '../../../hardware/document-reader/emrtd/specimen-chip.ts';
import { missingSoftHsm, softToken } from '../../../hardware/secure-element/pkcs11/soft-token.ts';
import { missingTpm, softTpm } from '../../../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../../../../kiosk/main/commands/terminal.js', import.meta.url));
const LIMITS = { bytes: 4_096, elements: 100, depth: 6 };
/** SubjectPublicKeyInfo up to the point (RFC 5480 §2). */
const SPKI: Readonly<Record<TerminalCurve, string>> = {
  'P-256': '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  brainpoolP256r1: '305a301406072a8648ce3d020106092b2403030208010107034200',
};

/** A program gives its element five seconds, which a busy machine may not have. */
async function succeeding<T extends { readonly code: number; readonly words: string }>(
  run: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const ended = await run();
    if (ended.code === 0) return ended;
    if (tries === 10) throw new Error(`it failed ${tries} times: ${ended.words}`);
  }
}

interface Provider {
  readonly settings: Readonly<Record<string, string>>;
  element(): SecureElement;
}

async function onToken(): Promise<Provider> {
  const { options } = await softToken();
  const settings = {
    POSTERN_KIOSK_KEY_PROVIDER: 'pkcs11',
    POSTERN_KIOSK_PKCS11_MODULE: options.module,
    POSTERN_KIOSK_PKCS11_TOKEN: options.tokenLabel,
    POSTERN_KIOSK_PKCS11_PIN_FILE: options.pinFile,
  };
  return { settings, element: () => pkcs11SecureElement(options) };
}

async function inTpm(dataDir: string): Promise<Provider> {
  const tpm = await softTpm();
  const folder = join(dataDir, 'secure-element');
  const options = { place: tpm.place, folder, clock: systemClock, hardwareOnly: false };
  await initialiseTpm(options);
  const settings = { POSTERN_KIOSK_KEY_PROVIDER: 'tpm', POSTERN_KIOSK_TPM: `unix:${tpm.place.path}` };
  return { settings, element: () => tpmSecureElement(options) };
}

const PROVIDERS: readonly (readonly [string, TerminalCurve, string | undefined, typeof inTpm])[] = [
  ['a token', 'brainpoolP256r1', missingSoftHsm(), onToken],
  ['a TPM', 'P-256', missingTpm(), inTpm],
];

describe.each(PROVIDERS)('a terminal with its key in %s', (_name, curve, missing, prepare) => {
  test.skipIf(missing !== undefined)(
    `is requested, certified, and reads fingerprints from a chip${missing === undefined ? '' : `: ${missing}`}`,
    async () => {
      const dataDir = temporaryFolder();
      const { settings, element: makeElement } = await prepare(dataDir);
      const run = (...words: readonly string[]) =>
        new Promise<{ code: number; words: string; said: Record<string, unknown> }>((resolve) => {
          const env = { ...process.env, POSTERN_KIOSK_DATA_DIR: dataDir, ...settings };
          execFile(process.execPath, [ENTRY, ...words], { env }, (error, out, complaint) =>
            resolve({ code: Number(error?.code ?? 0), words: complaint, said: out === '' ? {} : JSON.parse(out) }),
          );
        });
      expect(await run('make', 'lane', 'P-521')).toMatchObject({ code: 2 });
      const made = await succeeding(() => run('make', 'lane', curve));
      expect(made).toMatchObject({ said: { name: 'lane', curve } });
      expect(await run('make', 'lane', curve)).toMatchObject({ code: 1 });
      const file = join(dataDir, 'request.cvreq');
      expect(await run('request', 'lane', 'nothing', file)).toMatchObject({ code: 2 });
      await succeeding(() => run('request', 'lane', 'UTLANE00001', file));

      // The authority verifies that the sender has the key, and certifies it
      const request = readBer(new Uint8Array(readFileSync(file)), LIMITS);
      const body = childOf(request, 0x7f4e);
      const point = childOf(childOf(body, 0x7f49), 0x86).content;
      expect(Buffer.from(point).toString('hex')).toBe(made.said['point']);
      expect(Buffer.from(childOf(body, 0x5f20).content).toString()).toBe('UTLANE00001');
      const spki = Buffer.concat([Buffer.from(SPKI[curve], 'hex'), point]);
      const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
      const signature = childOf(request, 0x5f37).content;
      expect(verify('sha256', body.encoded, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
      const authority = createVerifyingAuthority('UT', NOW, curve);
      const folder = temporaryFolder();
      for (const { holderReference, body: signed, signature: by } of authority.certify(point)) {
        writeFileSync(join(folder, `${holderReference}.cvcert`), cvCertificate(signed, by));
      }

      const element = makeElement();
      onTestFinished(() => element.disconnect());
      await element.connect(new AbortController().signal);
      const inside = element.terminalKeys;
      if (inside === undefined) throw new Error('the element has keys of a terminal');
      const keys = await inside.list();
      const files = loadTerminal(folder, { files: 'refused', element: { keys, sign: inside.sign } });
      expect(files.refused).toEqual([]);
      const terminal = files.terminal(NOW);
      if (terminal === undefined) throw new Error('the terminal is complete');
      const chip = specimenProfile({}, authority);
      const read = async (more: Parameters<typeof visit>[2]) => {
        const visited = await visit(chip, [], more);
        return visited.kind === 'read' ? [...visited.files.keys()] : visited.kind;
      };
      expect(await read({ terminal })).toContain('EF.DG3');
      expect(await read({})).not.toContain('EF.DG3');
      const forged = { ...terminal, sign: async () => new Uint8Array(createHash('sha512').update('x').digest()) };
      expect(await read({ terminal: forged })).not.toContain('EF.DG3');
    },
  );
});
