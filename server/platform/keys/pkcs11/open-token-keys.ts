/** The provider `pkcs11`: the server's keys on a token, not extractable. */
import { authoritySignerOf } from '../authority-signer.ts';
import { FleetError } from '../fleet-error.ts';
import type { KeyParts, LedgerKey, ServerKeys, SigningKey } from '../server-keys.ts';
import type { OpenedServerToken, TokenKeyName } from './messages.ts';
import { TokenLink } from './token-link.ts';
import type { TokenPlace } from './token-place.ts';

/** Rejects with `KeyError`. */
export async function openTokenKeys(place: TokenPlace, parts: KeyParts): Promise<ServerKeys> {
  const link = await TokenLink.open(place, parts);
  const publicKey = async (key: TokenKeyName, make: boolean): Promise<Uint8Array | undefined> =>
    ((await link.ask({ call: 'public', key, make })) as Uint8Array | null) ?? undefined;
  const keyOf = (key: TokenKeyName, itsPublicKey: Uint8Array): SigningKey => ({
    publicKey: Uint8Array.from(itsPublicKey),
    sign: async (message) => Uint8Array.from((await link.ask({ call: 'sign', key, message })) as Uint8Array),
  });
  const begun = (key: TokenKeyName): LedgerKey => ({
    exists: async () => (await publicKey(key, false)) !== undefined,
    async open() {
      const made = await publicKey(key, true);
      if (made === undefined) throw new Error('a key that was made must exist');
      return keyOf(key, made);
    },
  });
  const authorityOf = async (make: boolean) => {
    const point = await publicKey('authority', make);
    if (point === undefined) throw new FleetError('no-authority', 'there is no authority of the fleet yet');
    const { sign } = keyOf('authority', point);
    return authoritySignerOf(point, async (message) => sign(message));
  };
  return {
    signing: keyOf('signing', link.opened.publicKey),
    next: begun('next-signing'),
    succeed: async () => void (await link.ask({ call: 'succeed' })),
    ledger: begun('ledger'),
    releases: begun('releases'),
    authority: { open: () => authorityOf(false), make: () => authorityOf(true) },
    secret: async (purpose) => (await link.ask({ call: 'secret', purpose })) as Uint8Array,
    working: () => link.working,
    whenFound: (listener) => link.whenFound(listener),
    close: () => link.close(),
  };
}

/** Makes a server's keys on a token without keys. Rejects with `KeyError`, `present` if it has some. */
export async function initialiseTokenKeys(place: TokenPlace, parts: KeyParts): Promise<OpenedServerToken> {
  const link = await TokenLink.open(place, parts, 'initialise');
  await link.close();
  return link.opened;
}

/** Destroys the signing key and makes another. Kiosks must be enrolled again. Resolves to the new public key. */
export async function replaceSigningKey(place: TokenPlace, parts: KeyParts): Promise<Uint8Array> {
  const link = await TokenLink.open(place, parts);
  try {
    return (await link.ask({ call: 'replace-signing' })) as Uint8Array;
  } finally {
    await link.close();
  }
}
