/** The settings and keys of a partner's program, from files. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { createFileSync, makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import type { Mode } from '../../../hardware/host/mode.ts';
import { isAgreementOf, isOriginOf } from '../../contract/rehearsal.ts';
import { parsePolicy } from '../../platform/transparency/proof/policy.ts';
import { publicKeyHexSchema } from '../../contract/field.ts';
import { type Agreement, agreementDigest, agreementSchema } from '../agreement/agreement.ts';
import { partyIdSchema } from '../agreement/party.ts';
import { encryptionKeyOf } from '../deliveries/delivery-form.ts';
import { selfSignedCertificate } from './client-certificate.ts';

const path = z.string().min(1).max(1_024);
const settingsSchema = z.strictObject({
  /** `rehearsal` for a partner that takes part in one. Data of a rehearsal is refused otherwise, and other data in a rehearsal. */
  mode: z.enum(['production', 'rehearsal']).default('production'),
  /** The partner's id in its record. */
  party: partyIdSchema,
  /** Address of the server's port for partners. */
  server: z.url({ protocol: /^https$/ }),
  /** Certificates (PEM) that verify the server's; absent: the system's. */
  serverCa: path.optional(),
  /** The server's public key, Ed25519 or P-256, hex: it signs deliveries. */
  serverKey: publicKeyHexSchema,
  /** A tlog-policy with the ledger's key and its witnesses. */
  ledgerPolicy: path,
  /** Folder of the agreements in JSON, as both sides signed them. */
  agreements: path,
  /** Folder that `keys` made. */
  keys: path,
  /** Folder in which deliveries are kept. */
  deliveries: path,
  /** The first root of the signed channel, from the agency; for partners that send lists. */
  releasesRoot: path.optional(),
});

export interface PartnerKeys {
  /** Ed25519: client certificate, receipts and statements of deletion. */
  readonly signing: KeyObject;
  readonly certificate: string;
  readonly decryptionSeed: Uint8Array;
}

export interface PartnerSettings {
  readonly party: string;
  readonly server: string;
  readonly serverCa: string | undefined;
  readonly serverKey: string;
  readonly ledgerPolicy: string;
  /** By their digests. */
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly keys: PartnerKeys;
  readonly deliveries: string;
  readonly releasesRoot: string | undefined;
}

const SIGNING = 'signing.pem';
const CERTIFICATE = 'certificate.pem';
const SEED = 'decryption-seed';
const SEED_BYTES = 32;
const SERIAL_BYTES = 16;
const YEARS_MS = 10 * 365 * 86_400_000;

/** Throws `Error` that names the file, or what is of another mode. Paths are relative to the file of the settings. */
export function readPartnerSettings(file: string): PartnerSettings {
  const settings = settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const at = (name: string) => resolve(dirname(file), name);
  const folder = at(settings.agreements);
  const agreements = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => agreementSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  const ledgerPolicy = readFileSync(at(settings.ledgerPolicy), 'utf8');
  refuseOtherMode(settings.mode, ledgerPolicy, agreements);
  return {
    party: settings.party,
    server: settings.server,
    serverCa: settings.serverCa === undefined ? undefined : readFileSync(at(settings.serverCa), 'utf8'),
    serverKey: settings.serverKey,
    ledgerPolicy,
    agreements: new Map(agreements.map((agreement) => [agreementDigest(agreement), agreement])),
    keys: readPartnerKeys(at(settings.keys)),
    deliveries: at(settings.deliveries),
    releasesRoot: settings.releasesRoot === undefined ? undefined : at(settings.releasesRoot),
  };
}

/** Deliveries are proved by the ledger and bound to an agreement. */
function refuseOtherMode(mode: Mode, policy: string, agreements: readonly Agreement[]): void {
  const ledgers = parsePolicy(policy).logs.map(({ key }) => key.name);
  const wrong = [
    ...ledgers.filter((name) => !isOriginOf(mode, name)),
    ...agreements.map(({ id }) => id).filter((id) => !isAgreementOf(mode, id)),
  ];
  if (wrong.length === 0) return;
  const what =
    mode === 'rehearsal' ? 'of no rehearsal, and the settings have' : 'of a rehearsal, and the settings have no';
  throw new Error(`${wrong.join(' and ')}: ${what} "mode":"rehearsal"`);
}

export function readPartnerKeys(folder: string): PartnerKeys {
  const secret = (name: string) => {
    const file = join(folder, name);
    if (isFileExposed(file)) throw new Error(`${file} must be readable by its owner only`);
    return readFileSync(file, 'utf8');
  };
  return {
    signing: createPrivateKey(secret(SIGNING)),
    certificate: readFileSync(join(folder, CERTIFICATE), 'utf8'),
    decryptionSeed: Buffer.from(secret(SEED).trim(), 'hex'),
  };
}

/** The public keys, as the partner's record has them. */
export interface PublicPartnerKeys {
  readonly signingKey: string;
  readonly encryptionKey: string;
}

/** Makes keys in a new folder. Throws `Error` when there are keys. */
export async function makePartnerKeys(folder: string, party: string, nowMs: number): Promise<PublicPartnerKeys> {
  makeFolderSync(folder);
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = randomBytes(SEED_BYTES);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const times = { from: new Date(nowMs), to: new Date(nowMs + YEARS_MS) };
  const certificate = selfSignedCertificate(privateKey, { name: party, serial: randomBytes(SERIAL_BYTES), ...times });
  for (const [name, content] of [
    [SIGNING, pem],
    [SEED, `${seed.toString('hex')}\n`],
    [CERTIFICATE, certificate],
  ] as const)
    if (createFileSync(join(folder, name), content) === 'exists') throw new Error(`${join(folder, name)} exists`);
  return publicKeysOf({ signing: privateKey, certificate, decryptionSeed: seed });
}

export async function publicKeysOf({ signing, decryptionSeed }: PartnerKeys): Promise<PublicPartnerKeys> {
  const { x = '' } = createPublicKey(signing).export({ format: 'jwk' });
  return {
    signingKey: Buffer.from(x, 'base64url').toString('hex'),
    encryptionKey: await encryptionKeyOf(decryptionSeed),
  };
}
