/** The list of officers' keys that two people signed away from the attacked server, as a lane in production reads it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { openOfficerKeys } from '../../../kiosk/lists/officer-keys/lane-officer-keys.ts';
import type { OfficerKeys } from '../../../kiosk/lists/officer-keys/officer-keys.ts';
import { keyList, listed } from '../../support/officer-passkeys.ts';
import { documentSignedBy, signer } from '../../support/signers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { AttackedServer } from './attacked-server.ts';
import type { Employee } from './staff.ts';

export function signedListOf(server: AttackedServer, ...officers: readonly Employee[]): OfficerKeys {
  const folder = temporaryFolder();
  const officerKeysFile = join(folder, 'officer-keys-signed.json');
  const validFrom = Date.now() - 60_000;
  const keys = officers.map(({ id, key }) => listed(key, id, {}, validFrom));
  const origins = [`https://localhost:${server.people.port}`];
  const signers = [signer(), signer()];
  const list = keyList(keys, { validFrom, origins });
  writeFileSync(officerKeysFile, JSON.stringify(documentSignedBy('officer-keys', list, signers)));
  const config = {
    mode: 'production',
    officerKeysFile,
    signerKeys: signers.map(({ hex }) => hex),
    dataDir: folder,
  } as const;
  const inForce = openOfficerKeys({ config, clock: systemClock, log: () => undefined }).now();
  if (inForce === undefined) throw new Error('the list is not in force');
  return inForce;
}
