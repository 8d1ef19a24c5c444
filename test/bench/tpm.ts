/**
 * Latencies of keys in a TPM, with a software TPM: own commands, beside `tpm2-tools` on the same TPM and PKCS #11 with SoftHSM. Each round
 * runs every contender once, in turn. `npm run bench -- tpm`; the record goes to `test/bench/results/tpm.json`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { pkcs11SecureElement } from '../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { initialiseTpm } from '../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { missingSoftHsm, softTokenIn } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { missingTpm, startSoftTpm } from '../support/tpm/soft-tpm.ts';
import { type Contender, interleave } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const WARM_UPS = 5;
const ROUNDS = 100;
const MESSAGE = randomBytes(1_000);
const KEY = randomBytes(32);
const CONTEXT = randomBytes(32);
const CHAIN = { purpose: 'handles', generation: 1, place: 1 } as const;
const never = (): AbortSignal => new AbortController().signal;

const missing = missingTpm() ?? missingSoftHsm();
if (missing !== undefined) throw new Error(missing);
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-tpm-'));
const inFolder = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};

/** A second TPM for the tools, because a software TPM serves one connection at a time. */
const [ours, theirs] = [await startSoftTpm(inFolder('ours')), await startSoftTpm(inFolder('theirs'))];
theirs.tool('startup', '-c');
theirs.tool('createprimary', '-C', 'o', '-G', 'ecc', '-c', 'parent.ctx');
theirs.tool('create', '-C', 'parent.ctx', '-G', 'ecc256:ecdsa-sha256', '-u', 'k.pub', '-r', 'k.priv');
theirs.tool('flushcontext', '-t');
theirs.tool('load', '-C', 'parent.ctx', '-u', 'k.pub', '-r', 'k.priv', '-c', 'k.ctx');
writeFileSync(join(theirs.folder, 'digest'), createHash('sha256').update(MESSAGE).digest());

const options = { place: ours.place, folder: ours.folder, clock: systemClock, hardwareOnly: false };
const limits = { watchEveryMs: 600_000 };
await initialiseTpm(options);
const tpm = tpmSecureElement({ ...options, limits });
const token = pkcs11SecureElement({ ...(await softTokenIn(inFolder('token'), 'with keys')).options, limits });
for (const element of [tpm, token]) {
  await element.connect(never());
  await element.importChain(CHAIN, KEY);
}

async function contenders(name: string, element: SecureElement): Promise<Contender[]> {
  const wrapped = await element.wrapKey(KEY, CONTEXT);
  const of = (what: string, run: () => Promise<unknown>): Contender => ({
    name: `${name}: ${what}`,
    run: async () => void (await run()),
  });
  return [
    of('sign', () => element.sign(MESSAGE)),
    of('prf', () => element.prf(CONTEXT)),
    of('wrap', () => element.wrapKey(KEY, CONTEXT)),
    of('unwrap', () => element.unwrapKey(wrapped, CONTEXT)),
    of('handle of a document', () => element.chainPrf(CHAIN, 'handle', CONTEXT)),
    of('self-test', () => element.selfTest(never())),
  ];
}

const reconnect = async (): Promise<void> => {
  await tpm.disconnect();
  await tpm.connect(never());
};
const spreads = await interleave(
  [
    ...(await contenders('own commands', tpm)),
    { name: 'own commands: connect', run: reconnect },
    ...(await contenders('PKCS #11, SoftHSM', token)),
    {
      name: 'tpm2-tools, spawned: sign',
      async run() {
        theirs.tool('sign', '-c', 'k.ctx', '-g', 'sha256', '-d', 'digest', '-o', 'signature');
        theirs.tool('flushcontext', '-t');
      },
    },
  ],
  WARM_UPS,
  ROUNDS,
);

const ms = Object.fromEntries(
  [...spreads].map(([name, spread]) => [
    name,
    Object.fromEntries(Object.entries(spread).map(([what, value]) => [what, Math.round(value * 1_000) / 1_000])),
  ]),
);
process.stdout.write('median and upper quartile, ms\n');
for (const [name, { median, upperQuartile }] of spreads) {
  process.stdout.write(`  ${name.padEnd(42)}${median.toFixed(2).padStart(8)}${upperQuartile.toFixed(2).padStart(8)}\n`);
}
for (const element of [tpm, token]) await element.disconnect();
for (const one of [ours, theirs]) await one.cutPower();
writeRecord('tpm', { rounds: ROUNDS, tpm: 'swtpm 0.7.1', ms });
rmSync(folder, { recursive: true, force: true });
