import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION_POLICY_FORM } from '../../../server/contract/retention.ts';
import { bytesOf, readContent } from '../../../server/contract/signed-document.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import { documentAt } from '../../fleet/signed-documents/document-error.ts';
import { memoryFileOf } from '../../fleet/signed-documents/document-memory.ts';
import { readSignedFile } from '../../fleet/signed-documents/load-document.ts';
import { DEVELOPMENT_RETENTION } from './development-retention.ts';
import { inForce, type LiveRetention, liveRetention, loadRetention } from './retention.ts';

/**
 * The lane's policy: the newer of the configured one and the one adopted by order, or the built-in development policy,
 * which cannot be replaced. Throws `ConfigError` when the policy is not in force.
 */
export function retentionInForce(
  {
    retentionFile,
    signerKeys,
    dataDir,
    keyDir,
  }: Pick<KioskConfig, 'retentionFile' | 'signerKeys' | 'dataDir' | 'keyDir'>,
  nowMs: number,
): LiveRetention {
  if (retentionFile === undefined) return liveRetention(inForce(DEVELOPMENT_RETENTION), undefined);
  const memoryFile = memoryFileOf({ dataDir, keyDir }, 'retention-policy');
  const adoptedFile = adoptedFileIn(dataDir);
  const keys = signerKeys ?? [];
  return documentAt('POSTERN_KIOSK_RETENTION_FILE', () => {
    const file = newestRetentionFile(dataDir, retentionFile);
    return liveRetention(loadRetention({ file, keys, memoryFile }, nowMs), { keys, memoryFile, adoptedFile });
  });
}

/** Chooses the file with the higher number: the operator's or the adopted one. Validity is checked afterwards. */
export function newestRetentionFile(dataDir: string, file: string): string {
  const adopted = adoptedFileIn(dataDir);
  return existsSync(adopted) && numberOf(adopted) > numberOf(file) ? adopted : file;
}

function adoptedFileIn(dataDir: string): string {
  return join(dataDir, 'retention-adopted.json');
}

function numberOf(file: string): number {
  const bytes = bytesOf(RETENTION_POLICY_FORM, readSignedFile(file));
  const read = bytes === undefined ? undefined : readContent(RETENTION_POLICY_FORM, bytes);
  return read?.kind === 'read' ? read.content.number : 0;
}
