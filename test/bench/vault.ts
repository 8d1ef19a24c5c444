/**
 * The cost of keys: root wrap, unwrap, sign and PRF in each provider (for a token with its process), wrapping a data
 * key with an epoch key, a new root for a day's keys; and sealing captures with the platform's ChaCha20 compared with
 * noble's, which defines the format. `npm run bench -- vault`; the record goes to `test/bench/results/vault.json`.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { turnedClock } from '../../hardware/host/turned-clock.ts';
import { pkcs11SecureElement } from '../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { openSecureElement } from '../../kiosk/lane/devices/open-devices.ts';
import { EPOCH_MS } from '../../kiosk/vault/captures/keys/key-class.ts';
import { openEpochKeys } from '../../kiosk/vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../kiosk/vault/captures/keys/key-store.ts';
import { decrypt, encryptInto, NONCE_BYTES, TAG_BYTES } from '../../kiosk/vault/captures/xchacha.ts';
import { laneConfig } from '../flows/lane-under-test.ts';
import { missingSoftHsm, softTokenIn } from '../hardware/secure-element/pkcs11/soft-token.ts';
import { type Contender, interleave, type Spread, spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const CALLS = 200;
const DATA_KEYS = 5_000;
/** Keys of one day of referrals, one per ten minutes. */
const DAY_OF_KEYS = 144;
const SEAL_ROUNDS = 15;
const SIZES = { '100 KB': 100_000, '6 MB': 6_000_000 } as const;
const MESSAGE = randomBytes(2_000);
const CONTEXT = randomBytes(32);

const folder = mkdtempSync(join(tmpdir(), 'postern-bench-vault-'));

async function timed(calls: number, call: () => unknown): Promise<Spread> {
  const times: number[] = [];
  for (let count = 0; count < calls + 10; count += 1) {
    const startedMs = performance.now();
    await call();
    if (count >= 10) times.push(performance.now() - startedMs);
  }
  return round(spreadOf(times));
}

async function provider(element: SecureElement, name: string): Promise<Record<string, Spread | number>> {
  await element.connect(new AbortController().signal);
  const wrapped = await element.wrapKey(randomBytes(32), CONTEXT);
  const key = randomBytes(32);
  const measured: Record<string, Spread | number> = {
    wrapMs: await timed(CALLS, () => element.wrapKey(key, CONTEXT)),
    unwrapMs: await timed(CALLS, () => element.unwrapKey(wrapped, CONTEXT)),
    signMs: await timed(CALLS, () => element.sign(MESSAGE)),
    prfMs: await timed(CALLS, () => element.prf(CONTEXT)),
  };
  const clock = turnedClock();
  const store = await openKeyStore(join(folder, `keys-${name}`));
  const keys = await openEpochKeys({ provider: element, store, clock });
  const prepareMs: number[] = [];
  for (let count = 0; count < DAY_OF_KEYS; count += 1) {
    clock.jumpWall(EPOCH_MS);
    const startedMs = performance.now();
    await keys.prepare('referred');
    prepareMs.push(performance.now() - startedMs);
  }
  measured['epochKeyMs'] = round(spreadOf(prepareMs));
  measured['dataKeyMs'] = await timed(DATA_KEYS, () => keys.wrap('referred', key, CONTEXT));
  const startedMs = performance.now();
  const { rewrapped } = await keys.rotateRoot();
  measured[`rotationOf${rewrapped}KeysMs`] = Math.round(performance.now() - startedMs);
  await keys.close();
  await element.disconnect();
  return measured;
}

async function sealing(bytes: number): Promise<Record<string, Spread>> {
  const plain = new Uint8Array(bytes);
  const output = new Uint8Array(bytes + TAG_BYTES);
  const key = randomBytes(32);
  const nonce = randomBytes(NONCE_BYTES);
  encryptInto(output, key, nonce, CONTEXT, plain);
  const sealed = Uint8Array.from(output);
  const noble = () => xchacha20poly1305(key, nonce, CONTEXT);
  if (!Buffer.from(noble().encrypt(plain)).equals(sealed)) throw new Error('the two disagree');
  const contenders: Contender[] = [
    { name: 'seal, platform', run: async () => encryptInto(output, key, nonce, CONTEXT, plain) },
    { name: 'seal, noble', run: async () => void noble().encrypt(plain, output) },
    { name: 'open, platform', run: async () => void decrypt(key, nonce, CONTEXT, sealed) },
    { name: 'open, noble', run: async () => void noble().decrypt(sealed) },
  ];
  return Object.fromEntries(rounded(await interleave(contenders, 3, SEAL_ROUNDS)));
}

function rounded(spreads: ReadonlyMap<string, Spread>): [string, Spread][] {
  return [...spreads].map(([name, spread]) => [name, round(spread)]);
}

function round(spread: Spread): Spread {
  const three = (value: number): number => Math.round(value * 1_000) / 1_000;
  return {
    median: three(spread.median),
    lowerQuartile: three(spread.lowerQuartile),
    upperQuartile: three(spread.upperQuartile),
    least: three(spread.least),
    most: three(spread.most),
  };
}

const providers: Record<string, Awaited<ReturnType<typeof provider>>> = {};
const laneFolder = join(folder, 'lane');
providers['file'] = await provider(
  await openSecureElement(laneConfig(laneFolder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) })),
  'file',
);
const missing = missingSoftHsm();
if (missing === undefined) {
  const { options } = await softTokenIn(mkdtempSync(join(folder, 'token-')), 'with keys');
  providers['pkcs11, SoftHSM 2.6.1'] = await provider(
    pkcs11SecureElement({ ...options, limits: { watchEveryMs: 60_000 } }),
    'pkcs11',
  );
} else {
  process.stdout.write(`${missing}: no numbers for pkcs11\n`);
}
const sealingMs: Record<string, Record<string, Spread>> = {};
for (const [name, bytes] of Object.entries(SIZES)) sealingMs[name] = await sealing(bytes);

const medianOf = (value: Spread | number): number => (typeof value === 'number' ? value : value.median);
process.stdout.write('median, ms\n');
for (const [name, values] of [...Object.entries(providers), ...Object.entries(sealingMs)]) {
  process.stdout.write(`\n${name}\n`);
  for (const [what, value] of Object.entries(values)) process.stdout.write(`  ${what.padEnd(28)}${medianOf(value)}\n`);
}
writeRecord('vault', { calls: CALLS, sealRounds: SEAL_ROUNDS, providers, sealingMs });
rmSync(folder, { recursive: true, force: true });
