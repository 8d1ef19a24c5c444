/** Makes a kiosk's keys in a TPM. */
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync } from '../../host/durable-file-sync.ts';
import { factsOf, type TpmFacts } from '../../tpm/capability.ts';
import { sealMeasured } from '../../tpm/measured-value.ts';
import { verifyEndorsement } from '../../tpm/endorsement.ts';
import { sha256 } from '../../tpm/kdf.ts';
import { create } from '../../tpm/objects.ts';
import { inTpm, type OpenedTpm, openTpm } from '../../tpm/open-tpm.ts';
import { type EcPoint, HMAC_TEMPLATE, SIGNING_TEMPLATE } from '../../tpm/public-area.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';
import { createElementFile, type ElementFile, hasElementFile } from './element-file.ts';
import { makeFirstRoot, publicKeyOf } from './tpm-element-keys.ts';
import { CHAIN_FILE_NAME } from './tpm-chain-places.ts';
import { settingOf, TPM_LIMITS, type TpmElementOptions } from './tpm-secure-element.ts';

export interface InitialisedTpm {
  readonly facts: TpmFacts;
  /** 33 bytes, P-256. */
  readonly publicKey: Uint8Array;
}

const AUTH_BYTES = 32;

/** Rejects with `DeviceError`: `refused` when the folder has a kiosk's keys, and as `openTpm` does. */
export async function initialiseTpm(options: TpmElementOptions): Promise<InitialisedTpm> {
  if (hasElementFile(options.folder)) {
    throw tpmFault('refused', 'the folder already has keys of a kiosk, which are not overwritten');
  }
  const { commandMs } = { ...TPM_LIMITS, ...options.limits };
  const opened = await openTpm({ ...options, commandMs }, new AbortController().signal);
  const authValue = Uint8Array.from(randomBytes(AUTH_BYTES));
  try {
    return await inTpm(opened.tpm, async () => {
      const manufacturers = settingOf(options.manufacturers);
      const certificate =
        manufacturers === undefined
          ? undefined
          : await verifyEndorsement(opened, manufacturers, options.clock.wallMs());
      const approvalKey = settingOf(options.measured)?.approvalKey;
      await makeFirstRoot(opened, authValue);
      removeRest(options.folder);
      const made = await makeStored(opened, authValue, approvalKey);
      const file = { ...made, endorsement: certificate === undefined ? undefined : sha256(certificate) };
      // Last, so that a folder with this file is complete
      if (createElementFile(options.folder, file) === 'exists') {
        throw tpmFault('refused', 'the folder already has keys of a kiosk, which are not overwritten');
      }
      return { facts: await factsOf(opened.tpm), publicKey: publicKeyOf(file.signing) };
    });
  } finally {
    authValue.fill(0);
    await opened.close();
  }
}

/** Files of an earlier kiosk, whose keys are no longer in the TPM or have another authorisation. */
function removeRest(folder: string): void {
  makeFolderSync(folder);
  for (const file of readdirSync(folder)) {
    if (file === CHAIN_FILE_NAME || file.endsWith('.tpmkey')) rmSync(join(folder, file));
  }
}

async function makeStored(
  opened: OpenedTpm,
  authValue: Uint8Array,
  approvalKey: EcPoint | undefined,
): Promise<Omit<ElementFile, 'endorsement'>> {
  const { tpm, storageRoot, session } = opened;
  const make = (template: Uint8Array) => create(tpm, storageRoot, session, { template, authValue });
  return {
    storageRoot: storageRoot.publicArea.name,
    signing: await make(SIGNING_TEMPLATE),
    prf: await make(HMAC_TEMPLATE),
    authorisation:
      approvalKey === undefined
        ? { kind: 'stored', value: Uint8Array.from(authValue) }
        : { kind: 'measured', sealed: await sealMeasured(opened, approvalKey, authValue), approvalKey },
  };
}
