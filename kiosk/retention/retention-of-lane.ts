import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION_POLICY_FORM } from '../../server/contract/retention.ts';
import { bytesOf, readContent } from '../../server/contract/signed-document.ts';
import type { KioskConfig } from '../config.ts';
import { documentAt } from '../config-file.ts';
import { memoryFileOf } from '../signed-documents/document-memory.ts';
import { readSignedFile } from '../signed-documents/load-document.ts';
import { DEVELOPMENT_RETENTION } from './development-retention.ts';
import { inForce, type LiveRetention, liveRetention, loadRetention } from './retention.ts';

/**
 * The lane's policy: that of its configuration or, where that is newer, the one it was ordered to adopt; or the built-in one of development,
 * which cannot be replaced. Throws `ConfigError` for one that is not in force.
 */
export function retentionInForce(
  { retentionFile, signerKeys, dataDir }: Pick<KioskConfig, 'retentionFile' | 'signerKeys' | 'dataDir'>,
  nowMs: number,
): LiveRetention {
  if (retentionFile === undefined) return liveRetention(inForce(DEVELOPMENT_RETENTION), undefined);
  const memoryFile = memoryFileOf(dataDir, 'retention-policy');
  const adoptedFile = join(dataDir, 'retention-adopted.json');
  const keys = signerKeys ?? [];
  return documentAt('POSTERN_KIOSK_RETENTION_FILE', () => {
    const file = isNewer(adoptedFile, retentionFile) ? adoptedFile : retentionFile;
    return liveRetention(loadRetention({ file, keys, memoryFile }, nowMs), { keys, memoryFile, adoptedFile });
  });
}

/** By the numbers that they carry; which of them holds is judged after that. */
function isNewer(adopted: string, file: string): boolean {
  return existsSync(adopted) && numberOf(adopted) > numberOf(file);
}

function numberOf(file: string): number {
  const bytes = bytesOf(RETENTION_POLICY_FORM, readSignedFile(file));
  const read = bytes === undefined ? undefined : readContent(RETENTION_POLICY_FORM, bytes);
  return read?.kind === 'read' ? read.content.number : 0;
}
