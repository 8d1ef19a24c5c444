/**
 * Development only: the list of keys of the development server's invented officers, signed by two temporary keys. A lane
 * treats it like a list signed by two people. Production refuses a list with such people.
 */
import { z } from 'zod';
import { replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import { OFFICER_KEYS_FORM, officerKeyListSchema } from '../../server/contract/officer-keys.ts';
import { ORDER_ROLES } from '../../server/contract/order-vocabulary.ts';
import { documentBytes } from '../../server/contract/signed-document.ts';
import { signedByTwo, signerKeysOf } from './development-signers.ts';

const answerSchema = z.object({
  rpId: z.string(),
  origins: z.array(z.string()),
  keys: z.array(
    z.object({
      officerId: z.string(),
      role: z.enum(ORDER_ROLES),
      credentialId: z.string(),
      algorithm: z.literal('EdDSA'),
      publicKey: z.string(),
    }),
  ),
});

const DAY_MS = 86_400_000;
/** Dates the list slightly in the past, so that it is not from the future when it is read at once. */
const SINCE_MS = 60_000;

export interface DevelopmentOfficerKeys {
  readonly file: string;
  /** The public keys of both signers, hex, for the lane's configuration. */
  readonly signerKeys: string;
}

/**
 * Fetches the keys from the server and writes the signed list. Rejects when the server is not in development mode.
 *
 * @param origins further origins of pages that may request an assertion
 */
export async function writeDevelopmentOfficerKeys(
  serverUrl: string,
  file: string,
  origins: readonly string[] = [],
): Promise<DevelopmentOfficerKeys> {
  const response = await fetch(new URL('/v1/development/officer-keys', serverUrl));
  if (!response.ok) throw new Error(`the server gave no keys of invented officers: ${response.status}`);
  const said = answerSchema.parse(await response.json());
  const now = Date.now();
  const validFrom = now - SINCE_MS;
  const list = officerKeyListSchema.parse({
    version: 1,
    validFrom,
    rpId: said.rpId,
    // Increases with each start, as a lane requires
    number: Math.floor(now / 1_000),
    // Passkeys are bound to a host name, but the server also listens at an IP address
    origins: [...said.origins, ...origins].filter((origin) => new URL(origin).hostname === said.rpId),
    keys: said.keys.map(({ role, ...key }) => ({
      ...key,
      roles: [{ role, validFrom, validUntil: now + 30 * DAY_MS }],
    })),
  });
  const bytes = documentBytes(OFFICER_KEYS_FORM, list);
  const signed = signedByTwo('officer-keys', bytes);
  replaceFileSync(file, JSON.stringify(signed));
  return { file, signerKeys: signerKeysOf(signed) };
}
