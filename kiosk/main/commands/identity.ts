/**
 * `node .build/kiosk/main/commands/identity.js`: makes the kiosk's keys at first use and prints `{"kioskId","publicKey"}` in one JSON line,
 * for enrolment at the server. Needs the kiosk's configuration, except the server's key, which enrolment gives.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { readIdentityConfig } from '../../platform/config/config.ts';
import { openSecureElement } from '../../lane/devices/open-devices.ts';

keepFilesPrivate();

const config = readIdentityConfig();
const secureElement = await openSecureElement(config);
const publicKey = bytesToHex(await secureElement.publicKey());
await secureElement.disconnect();
process.stdout.write(`${JSON.stringify({ kioskId: config.kioskId, publicKey })}\n`);
