import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import { attachCodes, OpeningCodes } from '../../records/ledger/entry/opening-codes.ts';

/** Lets a program write entries that the server's log takes. Rejects as `openKeys` does. */
export async function codeEntriesOf(database: Connection, config: ServerConfig): Promise<void> {
  const keys = await openKeys(config, { clock: backgroundClock });
  try {
    attachCodes(database, new OpeningCodes(await keys.secret('openings')));
  } finally {
    await keys.close();
  }
}
