/** A TPM's statements about its registers and its keys (Part 3, §18). */
import { type ByteReader, sized, u16 } from './bytes.ts';
import type { SignedStatement } from './judge-attested.ts';
import { ALGORITHM } from './numbers.ts';
import { entityOf, flush, type TpmObject, withValue } from './objects.ts';
import { startSession } from './open-session.ts';
import type { OpenedTpm } from './open-tpm.ts';
import { readAttested } from './attest.ts';
import { digestOfPcrs, pcrList, pcrSelection, readPcrs } from './pcr.ts';
import { COORDINATE_BYTES } from './public-area.ts';
import { tpmFault } from './tpm-error.ts';
import { readSignature, type UsableKey } from './use-key.ts';

export interface Quote extends SignedStatement {
  /** 32 bytes for each register. */
  readonly values: ReadonlyMap<number, Uint8Array>;
}

const NOT_ENCRYPTED = { command: false, answer: false };
/** A register may change between its reading and the quote, as while a system starts. */
const TRIES = 3;

/**
 * The values of these registers with the TPM's signed statement. Rejects with `DeviceError` `corrupt` when the values that were read are
 * not those of the statement, again and again: something between processor and TPM changes them.
 *
 * @param nonce at most 32 bytes; proves that the statement is fresh
 */
export async function quote(
  opened: OpenedTpm,
  key: UsableKey,
  registers: readonly number[],
  nonce: Uint8Array,
): Promise<Quote> {
  const pcrs = pcrList(registers);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const values = await readPcrs(opened.tpm, pcrs);
    const signed = await signedQuote(opened, key, pcrs, nonce);
    const attested = readAttested(signed.statement);
    const isOfThese = attested.kind === 'quote' && Buffer.from(attested.pcrDigest).equals(digestOfPcrs(pcrs, values));
    if (isOfThese) return { ...signed, values };
  }
  throw tpmFault('corrupt', 'the TPM states other values of its registers than it lets read');
}

async function signedQuote(
  { tpm }: OpenedTpm,
  key: UsableKey,
  pcrs: readonly number[],
  nonce: Uint8Array,
): Promise<SignedStatement> {
  return tpm.run(
    {
      name: 'quote',
      entities: [entityOf(key.object)],
      sessions: [withValue(key.session, key.authValue, NOT_ENCRYPTED)],
      // The scheme of the key
      parameters: [sized(nonce), u16(ALGORITHM.null), pcrSelection(pcrs)],
    },
    readStatement,
  );
}

/**
 * The statement that the TPM holds the loaded object, which it knows the private part of.
 *
 * @param authValue of the object
 */
export async function certify(
  { tpm, storageRoot }: OpenedTpm,
  key: UsableKey,
  object: TpmObject,
  authValue: Uint8Array,
  nonce: Uint8Array,
): Promise<SignedStatement> {
  // One session may authorise only one object of a command
  const second = await startSession(tpm, 'hmac', storageRoot);
  try {
    return await tpm.run(
      {
        name: 'certify',
        entities: [entityOf(object), entityOf(key.object)],
        sessions: [withValue(second, authValue, NOT_ENCRYPTED), withValue(key.session, key.authValue, NOT_ENCRYPTED)],
        parameters: [sized(nonce), u16(ALGORITHM.null)],
      },
      readStatement,
    );
  } finally {
    second.wipe();
    await flush(tpm, second.handle).catch(() => undefined);
  }
}

/** TPM2B_ATTEST and TPMT_SIGNATURE. */
function readStatement(parameters: ByteReader): SignedStatement {
  const statement = Uint8Array.from(parameters.sized());
  const [algorithm, hash] = [parameters.u16(), parameters.u16()];
  const r = parameters.sized(COORDINATE_BYTES);
  return { statement, signature: readSignature(algorithm, hash, r, parameters.sized(COORDINATE_BYTES)) };
}
