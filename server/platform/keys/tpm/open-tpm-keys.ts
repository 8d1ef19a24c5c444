/** The provider `tpm`: the server's keys in a TPM 2.0. */
import { randomBytes } from 'node:crypto';
import type { TpmFacts } from '../../../../hardware/tpm/capability.ts';
import { verifyEndorsement } from '../../../../hardware/tpm/endorsement.ts';
import { inTpm, openTpm } from '../../../../hardware/tpm/open-tpm.ts';
import { tpmFault } from '../../../../hardware/tpm/tpm-error.ts';
import { makeFolderSync } from '../../../../hardware/host/durable-file-sync.ts';
import { KeyError } from '../../base/key-error.ts';
import { ed25519Key, type Ed25519Key } from '../../transparency/note/signer.ts';
import { authoritySignerOf } from '../authority-signer.ts';
import { FleetError } from '../fleet-error.ts';
import type { KeyParts, LedgerKey, ServerKeys, SigningKey } from '../server-keys.ts';
import { makeServerKeys } from './server-tpm.ts';
import { createTpmBase, hasTpmKeys, type SealedSeedName } from './tpm-key-files.ts';
import { SERVER_TPM_LIMITS, TpmLink } from './tpm-link.ts';
import { keyErrorOf } from '../key-error-of.ts';
import type { ServerTpmPlace } from './tpm-place.ts';

/** Rejects with `KeyError`. */
export async function openTpmKeys(place: ServerTpmPlace, parts: KeyParts): Promise<ServerKeys> {
  const link = await TpmLink.open(place, parts);
  const keyOf = (which: 'signing' | 'next', publicKey: Uint8Array): SigningKey => ({
    publicKey: Uint8Array.from(publicKey),
    sign: (message) => link.use((keys) => keys.sign(which, message)),
  });
  const sealed = (name: SealedSeedName): LedgerKey => {
    let key: Ed25519Key | undefined;
    return {
      exists: () => link.use((keys) => keys.hasSeed(name)),
      async open() {
        if (key !== undefined) return key;
        const seed = await link.use((keys) => keys.seed(name));
        key = ed25519Key(seed);
        seed.fill(0);
        return key;
      },
    };
  };
  const authorityOf = async (make: boolean) => {
    const point = await link.use((keys) => keys.authority(make));
    if (point === undefined) throw new FleetError('no-authority', 'there is no authority of the fleet yet');
    return authoritySignerOf(point, (message) => link.use((keys) => keys.signAsAuthority(message)));
  };
  return {
    signing: keyOf('signing', link.signingKey),
    next: {
      exists: () => link.use((keys) => keys.publicKey('next') !== undefined),
      open: async () => keyOf('next', await link.use((keys) => keys.makeNext())),
    },
    succeed: () => link.use((keys) => keys.succeed()),
    ledger: sealed('ledger'),
    releases: sealed('releases'),
    authority: { open: () => authorityOf(false), make: () => authorityOf(true) },
    secret: (purpose) => link.use((keys) => keys.secret(purpose)),
    working: () => link.working,
    whenFound: (listener) => link.whenFound(listener),
    close: () => link.close(),
  };
}

export interface InitialisedServerTpm {
  readonly facts: TpmFacts;
  /** 33 bytes, P-256. */
  readonly publicKey: Uint8Array;
}

const AUTH_BYTES = 32;

/** Makes a server's keys in a TPM. Rejects with `KeyError`, `present` if the folder has some. */
export async function initialiseTpmKeys(place: ServerTpmPlace, parts: KeyParts): Promise<InitialisedServerTpm> {
  if (hasTpmKeys(place.folder)) throw new KeyError('present', 'the folder already has keys of a server');
  const commandMs = place.limits?.commandMs ?? SERVER_TPM_LIMITS.commandMs;
  const authValue = Uint8Array.from(randomBytes(AUTH_BYTES));
  try {
    const opened = await openTpm({ ...place, clock: parts.clock, commandMs }, new AbortController().signal);
    try {
      await inTpm(opened.tpm, async () => {
        const manufacturers = readable(place.manufacturers);
        if (manufacturers !== undefined) await verifyEndorsement(opened, manufacturers, parts.clock.wallMs());
        makeFolderSync(place.folder);
        await makeServerKeys(opened, place.folder, authValue);
        const storageRoot = opened.storageRoot.publicArea.name;
        if (createTpmBase(place.folder, { storageRoot, authValue }) === 'exists') {
          throw new KeyError('present', 'the folder already has keys of a server');
        }
      });
    } finally {
      await opened.close();
    }
  } catch (error) {
    throw keyErrorOf(error, 'tpm');
  } finally {
    authValue.fill(0);
  }
  const link = await TpmLink.open(place, parts);
  await link.close();
  return { facts: link.facts ?? { manufacturer: '', model: '', firmware: '' }, publicKey: link.signingKey };
}

/** Destroys the signing key and makes another. Kiosks must be enrolled again. Resolves to the new public key. */
export async function replaceTpmSigningKey(place: ServerTpmPlace, parts: KeyParts): Promise<Uint8Array> {
  const link = await TpmLink.open(place, parts);
  try {
    return await link.use((keys) => keys.replaceSigning());
  } finally {
    await link.close();
  }
}

function readable<T>(read: (() => T) | undefined): T | undefined {
  try {
    return read?.();
  } catch (cause) {
    throw tpmFault('unsupported', cause instanceof Error ? cause.message : 'a file is unreadable', cause);
  }
}
