/**
 * The surroundings of a lane in the field: a production server over mutual TLS with its keys on a token, a camera in the network, a chip reader,
 * a page reader, a barrier and lights behind a Modbus module, and a certified TPM with the lane's keys.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { backgroundClock, systemClock } from '../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { readManufacturers } from '../../../kiosk/platform/config/config-file.ts';
import { DEVELOPMENT_POLICY } from '../../../kiosk/rules/decision/policy.ts';
import { answerRequests, sealedFileOf } from '../../../kiosk/fleet/handles/answer-requests.ts';
import { handleDay } from '../../../kiosk/fleet/handles/handle-day.ts';
import { newHeldKey, signerOf } from '../../../kiosk/fleet/handles/holder.ts';
import { kioskIdSchema } from '../../../server/contract/field.ts';
import { initialiseAuthority } from '../../../server/lanes/fleet/authority.ts';
import { COMMAND_LINE } from '../../../server/lanes/fleet/fleet-act.ts';
import { codeRequestSchema, makeCode } from '../../../server/lanes/fleet/make-code.ts';
import { openTokenKeys } from '../../../server/platform/keys/pkcs11/open-token-keys.ts';
import { findKiosk } from '../../../server/records/kiosks/kiosks.ts';
import { rtspServer } from '../../hardware/camera/ffmpeg/rtsp-server.ts';
import { serverSoftToken } from '../../server/platform/keys/pkcs11/server-soft-token.ts';
import { runServer, type RunningServer } from '../../server/fixtures/running-server.ts';
import { freePort } from '../../support/free-port.ts';
import { plantProfile } from '../../support/modbus/barrier-plant.ts';
import { barrierProcess } from '../../support/modbus/barrier-process.ts';
import { productionLane } from '../../support/production-settings.ts';
import { certify, softTpm } from '../../support/tpm/soft-tpm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { outsideWorld } from '../outside-world.ts';

const KIOSK = kioskIdSchema.parse('lane-1');
const CAMERA = { user: 'lane', password: 'word' };

/** A production server that knows one site and has made a code for the lane. */
async function startServer(folder: string): Promise<{ readonly server: RunningServer; readonly code: string }> {
  const dataDir = join(folder, 'server');
  mkdirSync(dataDir);
  const { place: token } = await serverSoftToken();
  const keys = await openTokenKeys(token, { clock: backgroundClock });
  const { authority } = await initialiseAuthority(join(dataDir, 'fleet'), Date.now(), keys.authority);
  await keys.close();
  const tls = { names: ['127.0.0.1'], kioskHost: '127.0.0.1', kioskPort: 0 };
  const server = await runServer({ dataDir, token, tls, mode: 'production' });
  const request = codeRequestSchema.parse({ kiosk: KIOSK, site: 'north', lane: '1' });
  const made = await server.context.queue.run((transaction) =>
    makeCode(transaction, authority, request, COMMAND_LINE, Date.now(), 'new-site'),
  );
  if (made.kind === 'refused') throw new Error(made.code);
  return { server, code: made.code };
}

export async function productionWorld() {
  const { folder, settings, sign, content } = productionLane(Date.now());
  const world = await outsideWorld(folder);
  const camera = await rtspServer({ account: CAMERA, film: world.film });
  const barrier = await barrierProcess();
  const profile = join(folder, 'barrier.json');
  writeFileSync(profile, JSON.stringify(plantProfile()));
  const { server, code } = await startServer(folder);
  const chip = temporaryFolder();
  const makers = secretFile(join(chip, 'makers.pem'), certify(chip));
  const tpm = await softTpm(chip);
  if (tpm.place.kind !== 'socket') throw new Error('a software TPM has a socket');
  await initialiseTpm({
    place: tpm.place,
    folder: join(settings['POSTERN_KIOSK_DATA_DIR'] ?? '', 'secure-element'),
    clock: systemClock,
    hardwareOnly: false,
    manufacturers: () => readManufacturers('POSTERN_KIOSK_TPM_ROOTS_FILE', makers),
  });
  // A film cannot follow a prompt to turn the head
  const requiredChecks = DEVELOPMENT_POLICY.requiredChecks.filter((check) => check !== 'presentation-attack-head-turn');
  const policy = { ...DEVELOPMENT_POLICY, requiredChecks, observedChecks: [], withoutLights: 'refer' };
  sign('decision-policy', { ...content('decision-policy'), policy });
  const held = newHeldKey(handleDay(systemClock.wallMs()));
  const delivered = join(folder, 'handle-keys');
  if (barrier.address.framing !== 'tcp') throw new Error('the module is at a port');
  const { host, port } = barrier.address.place;

  return {
    ...{ folder, server, world, camera, barrier, tpm },
    /** Complete, and acceptable in production. */
    settings: {
      ...withoutUnused(settings),
      POSTERN_KIOSK_DOCUMENT_READER: 'pcsc',
      POSTERN_KIOSK_ZONE_READER: world.settings['POSTERN_KIOSK_ZONE_READER'] ?? '',
      POSTERN_KIOSK_TRUST_DIR: world.settings['POSTERN_KIOSK_TRUST_DIR'] ?? '',
      POSTERN_KIOSK_CAMERA_MODE: world.settings['POSTERN_KIOSK_CAMERA_MODE'] ?? '',
      POSTERN_KIOSK_ID: KIOSK,
      POSTERN_KIOSK_PORT: String(await freePort()),
      POSTERN_KIOSK_EVIDENCE_PORT: '0',
      POSTERN_KIOSK_SERVER_URL: server.kioskUrl,
      POSTERN_KIOSK_CONSOLE_ORIGIN: server.url,
      POSTERN_KIOSK_ENROLMENT_CODE_FILE: secretFile(join(folder, 'code'), code),
      POSTERN_KIOSK_HANDLE_KEY_FILE: join(delivered, sealedFileOf(KIOSK)),
      POSTERN_KIOSK_HANDLE_AUTHORITY: bytesToHex(signerOf(held).publicKey),
      POSTERN_KIOSK_CAMERA: camera.url,
      POSTERN_KIOSK_CAMERA_CREDENTIALS_FILE: secretFile(join(folder, 'camera'), `${CAMERA.user}:${CAMERA.password}`),
      POSTERN_KIOSK_MODBUS_ADDRESS: `tcp:${host}:${port}`,
      POSTERN_KIOSK_MODBUS_PROFILE: profile,
      POSTERN_KIOSK_KEY_PROVIDER: 'tpm',
      POSTERN_KIOSK_TPM: `unix:${tpm.place.path}`,
      POSTERN_KIOSK_TPM_ROOTS_FILE: makers,
    } as Readonly<Record<string, string>>,
    /** Does what the holders of the fleet's handle key do: answers the request of the enrolled lane. */
    async deliverHandleKey(requestFile: string): Promise<void> {
      const requests = join(folder, 'requests');
      mkdirSync(requests, { recursive: true });
      writeFileSync(join(requests, 'one.json'), readFileSync(requestFile));
      const known = await findKiosk(server.database.knex, KIOSK);
      const lanes = new Map([[KIOSK, bytesToHex(known?.publicKey ?? new Uint8Array())]]);
      const { sealed, refused } = await answerRequests(held, lanes, requests, delivered, systemClock.wallMs());
      if (sealed.length !== 1) throw new Error(`the request was refused: ${JSON.stringify(refused)}`);
    },
    async close(): Promise<void> {
      await barrier.close();
      await world.close();
    },
  };
}

/** The fleet's authority certifies the lane for officers' browsers too, and the keys are in a TPM. */
function withoutUnused(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const others = ['POSTERN_KIOSK_EVIDENCE_', 'POSTERN_KIOSK_PKCS11_'];
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => !others.some((beginning) => name.startsWith(beginning))),
  );
}

function secretFile(path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
