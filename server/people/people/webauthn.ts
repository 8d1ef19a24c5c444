/** WebAuthn as this server uses it: discoverable credentials, user verification required, no attestation. */
import { p256 } from '@noble/curves/nist.js';
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import type { PasskeyCreation } from './answers/webauthn.ts';

export interface RelyingParty {
  /** The domain to which passkeys are bound. */
  readonly id: string;
  /** Origins of our own pages. */
  readonly origins: () => readonly string[];
}

/** A credential that was made before, of the server's own people or of a portal's. */
export interface KnownCredential {
  /** Base64url. */
  readonly id: string;
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly transports: readonly string[];
}

export interface NewCredential {
  readonly id: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly synced: boolean;
}

/** EdDSA, ES256, RS256 (RFC 9053, RFC 8812). */
const ALGORITHMS = [-8, -7, -257];
const PATIENCE_MS = 120_000;

/** Loaded for the first passkey: the library brings one for certificates, and both take 0.2 s. */
const library = () => import('@simplewebauthn/server');
const helpers = () => import('@simplewebauthn/server/helpers');

const base64Url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/);
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/** Additional fields that browsers send are ignored. */
export const registrationResponseSchema = z.object({
  id: base64Url(1_400),
  rawId: base64Url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64Url(4_096),
    attestationObject: base64Url(8_192),
    transports: z.array(z.string().max(32)).max(16).default([]),
  }),
});
type RegistrationResponse = z.infer<typeof registrationResponseSchema>;

export const assertionResponseSchema = z.object({
  id: base64Url(1_400),
  rawId: base64Url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64Url(4_096),
    authenticatorData: base64Url(4_096),
    signature: base64Url(4_096),
    userHandle: base64Url(128).nullish(),
  }),
});
export type AssertionResponse = z.infer<typeof assertionResponseSchema>;

export async function creationOptions(
  party: RelyingParty,
  person: { readonly id: string; readonly displayName: string; readonly userHandle: string },
  challenge: Uint8Array<ArrayBuffer>,
  known: readonly KnownCredential[],
): Promise<PasskeyCreation['options']> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: 'Postern',
    rpID: party.id,
    userName: person.id,
    userDisplayName: person.displayName,
    userID: new Uint8Array(Buffer.from(person.userHandle, 'base64url')),
    challenge,
    timeout: PATIENCE_MS,
    attestationType: 'none',
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  // The library's type leaves open which members these settings give
  return options as PasskeyCreation['options'];
}

/** Without `known`, accepts any passkey for this server; no name is asked or returned. */
export async function requestOptions(
  party: RelyingParty,
  challenge: Uint8Array<ArrayBuffer>,
  known?: readonly KnownCredential[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge,
    timeout: PATIENCE_MS,
    userVerification: 'required',
    ...(known === undefined ? {} : { allowCredentials: known.map(descriptorOf) }),
  });
}

/** `undefined` when the response does not match this challenge and server, or lacks user verification. */
export async function verifyCreation(
  party: RelyingParty,
  challenge: string,
  response: RegistrationResponse,
): Promise<NewCredential | undefined> {
  const transports = TRANSPORTS.filter((transport) => response.response.transports.includes(transport));
  try {
    if ((await namesItsMaker(response)) || isOfFrame(response.response)) return undefined;
    const { verifyRegistrationResponse } = await library();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: [...party.origins()],
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return undefined;
    const { credential, credentialBackedUp, credentialDeviceType } = registrationInfo;
    return {
      id: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports,
      synced: credentialBackedUp || credentialDeviceType === 'multiDevice',
    };
  } catch {
    // The library throws for every mismatch; its messages quote the input.
    return undefined;
  }
}

/** The authenticator's signature counter; `undefined` when the response is invalid. The caller checks the counter. */
export async function verifyAssertion(
  party: RelyingParty,
  challenge: string,
  response: AssertionResponse,
  passkey: KnownCredential,
): Promise<number | undefined> {
  try {
    if (isOfFrame(response.response) || (await isLoose(response.response, passkey))) return undefined;
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} } as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: [...party.origins()],
      expectedRPID: party.id,
      credential: { id: passkey.id, publicKey: passkey.publicKey, counter: 0 },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the statement is a manufacturer's attestation, which was not requested. Only "none" and self attestation are accepted, because
 * other formats involve certificate chains and lists that the server does not evaluate.
 */
async function namesItsMaker({ response }: RegistrationResponse): Promise<boolean> {
  const { decodeAttestationObject } = await helpers();
  const object = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')));
  const format = object.get('fmt');
  return format !== 'none' && !(format === 'packed' && object.get('attStmt').get('x5c') === undefined);
}

/** Whether the page answered inside another site's frame (§5.8.1 `crossOrigin`); our policy forbids it. */
function isOfFrame({ clientDataJSON }: { readonly clientDataJSON: string }): boolean {
  const client: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
  return typeof client === 'object' && client !== null && 'crossOrigin' in client && client.crossOrigin === true;
}

/**
 * Whether an ECDSA signature is not strict DER (RFC 3279 §2.2.3). The library accepts wrong lengths, which would give one signature many
 * encodings.
 */
async function isLoose(
  { signature }: { readonly signature: string },
  { publicKey }: KnownCredential,
): Promise<boolean> {
  const { cose, decodeCredentialPublicKey } = await helpers();
  if (!cose.isCOSEPublicKeyEC2(decodeCredentialPublicKey(publicKey))) return false;
  const bytes = new Uint8Array(Buffer.from(signature, 'base64url'));
  return !Buffer.from(p256.Signature.fromBytes(bytes, 'der').toBytes('der')).equals(bytes);
}

function descriptorOf({ id, transports }: KnownCredential): { id: string; transports: string[] } {
  return { id, transports: [...transports] };
}
