import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../server/contract/payload.ts';
import { ConfigError, type KioskConfig } from '../config.ts';
import { DEVELOPMENT_RETENTION } from './development-retention.ts';
import { inForce, type LiveRetention, liveRetention, loadRetention, readSigned, RetentionError } from './retention.ts';

/**
 * The lane's policy: that of its configuration or, where that is newer, the one it was ordered to adopt; or the built-in one, which nobody can
 * replace. Throws `ConfigError` for one that is not in force.
 */
export function retentionInForce(
  { retention, dataDir }: Pick<KioskConfig, 'retention' | 'dataDir'>,
  nowMs: number,
): LiveRetention {
  if (retention === undefined) return liveRetention(inForce(DEVELOPMENT_RETENTION), undefined);
  const memoryFile = join(dataDir, 'retention.json');
  const adoptedFile = join(dataDir, 'retention-adopted.json');
  const { keys } = retention;
  try {
    const file = isNewer(adoptedFile, retention.file) ? adoptedFile : retention.file;
    return liveRetention(loadRetention({ file, keys, memoryFile }, nowMs), { keys, memoryFile, adoptedFile });
  } catch (error) {
    if (!(error instanceof RetentionError)) throw error;
    throw new ConfigError([`POSTERN_KIOSK_RETENTION_FILE: ${error.code}: ${error.message}`]);
  }
}

/** By the numbers that they carry; which of them holds is judged after that. */
function isNewer(adopted: string, file: string): boolean {
  return existsSync(adopted) && numberOf(adopted) > numberOf(file);
}

function numberOf(file: string): number {
  const policy = parseJson(Buffer.from(readSigned(file).policy, 'base64url'))?.json;
  const number: unknown =
    typeof policy === 'object' && policy !== null && 'number' in policy ? policy.number : undefined;
  return typeof number === 'number' ? number : 0;
}
