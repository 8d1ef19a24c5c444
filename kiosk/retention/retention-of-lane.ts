import { join } from 'node:path';
import { ConfigError, type KioskConfig } from '../config.ts';
import { DEVELOPMENT_RETENTION } from './development-retention.ts';
import { inForce, loadRetention, type Retention, RetentionError } from './retention.ts';

/** The lane's policy: that of its configuration, or the built-in one. Throws `ConfigError` for one that is not in force. */
export function retentionInForce(
  { retention, dataDir }: Pick<KioskConfig, 'retention' | 'dataDir'>,
  nowMs: number,
): Retention {
  if (retention === undefined) return inForce(DEVELOPMENT_RETENTION);
  try {
    return loadRetention({ ...retention, memoryFile: join(dataDir, 'retention.json') }, nowMs);
  } catch (error) {
    if (!(error instanceof RetentionError)) throw error;
    throw new ConfigError([`POSTERN_KIOSK_RETENTION_FILE: ${error.code}: ${error.message}`]);
  }
}
