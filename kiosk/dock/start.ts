/**
 * `npm start`: server and lane on one machine. Starts the server and loads the lane at the same time, enrols the lane, lists the keys of
 * the development officers, gives the lane its settings, prints the addresses, and sends the first traveller. Development only;
 * everything stays on loopback.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listedBeside, settingsBeside } from '../platform/config/process-config.ts';
import { makeFolderSync, replaceFileSync } from '../../hardware/host/durable-file-sync.ts';
import type { KioskEvent } from '../platform/base/events.ts';
import { screenAddress, screenToken } from '../main/screen/screen-token.ts';
import { developmentLogLine } from './development-log.ts';
import { type Program, type ProgramEvent, runCommand, startProgram } from './program.ts';
import { readStartOptions } from './start-options.ts';

const KIOSK_ID = 'lane-1';
const startedMs = performance.now();

const values = readStartOptions(process.argv.slice(2));
const dataDir = resolve(values['data-dir']);
const serverSettings = {
  POSTERN_SERVER_PORT: values['server-port'],
  POSTERN_SERVER_DATA_DIR: join(dataDir, 'server'),
};
const laneSettings = {
  POSTERN_KIOSK_ID: KIOSK_ID,
  POSTERN_KIOSK_PORT: values['lane-port'],
  POSTERN_KIOSK_EVIDENCE_PORT: values['evidence-port'],
  POSTERN_KIOSK_DATA_DIR: join(dataDir, 'kiosk'),
};
/** Key file of an earlier version, which the lane imports and erases. */
const fleetKeyFile = join(dataDir, 'fleet.key');
const policyFile = join(dataDir, 'policy.json');
const programs: Program[] = [];

async function main(): Promise<void> {
  say('Postern, development mode: simulated devices, invented travellers, this machine only.');
  makeFolderSync(dataDir);
  const officerKeysFile = join(dataDir, 'officer-keys.json');
  // The list of officers' keys is written after the first enrolment
  const isFirstStart = ![serverSettings.POSTERN_SERVER_DATA_DIR, officerKeysFile].every((path) => existsSync(path));
  const lane = begin(
    startProgram({
      name: 'kiosk',
      entry: 'kiosk/prepared.js',
      hardened: true,
      settings: { ...settingsBeside({ POSTERN_KIOSK_POLICY_FILE: policyFile }), ...laneSettings },
      isPrepared: true,
      logFile: join(dataDir, 'kiosk.log'),
      onEvent(event) {
        const words = developmentLogLine(event as unknown as KioskEvent);
        if (words !== undefined) say(`${KIOSK_ID}  ${words}`);
      },
    }),
  );
  const identity = lane.first('publicKey');
  // Loaded while the lane starts
  const { haveDevelopmentOffices } = await import('./development-offices.ts');
  const { file, signerKeys } = await haveDevelopmentOffices(join(dataDir, 'offices'), Date.now());
  const server = begin(
    startProgram({
      name: 'server',
      entry: 'server/main.js',
      settings: {
        ...serverSettings,
        POSTERN_SERVER_TRADERS_PORT: values['traders-port'],
        POSTERN_SERVER_PARTNER_PORTAL_PORT: values['partners-port'],
        POSTERN_SERVER_OFFICE_KEYS_FILE: file,
        POSTERN_SERVER_SIGNER_KEYS: signerKeys,
      },
      logFile: join(dataDir, 'server.log'),
    }),
  );
  // Loaded while the programs start
  const { DEMONSTRATION_POLICY } = await import('./demonstration-policy.ts');
  replaceFileSync(policyFile, JSON.stringify(DEMONSTRATION_POLICY));
  const { writeDevelopmentOfficerKeys } = await import('./development-officer-keys.ts');
  const [listening, { serverPublicKey }] = await Promise.all([
    server.listening,
    enrolLane(identity, isFirstStart ? server.listening : undefined),
  ]);
  const serverUrl = String(listening['url']);
  const officerKeys = await writeDevelopmentOfficerKeys(serverUrl, officerKeysFile);
  lane.giveSettings({
    ...listedBeside(officerKeys),
    ...(existsSync(fleetKeyFile) && { POSTERN_KIOSK_FLEET_KEY_FILE: fleetKeyFile }),
    POSTERN_KIOSK_SERVER_URL: serverUrl,
    POSTERN_KIOSK_SERVER_KEY: String(serverPublicKey),
  });
  const laneUrl = String((await lane.listening)['url']);
  say('');
  say(`Ready in ${((performance.now() - startedMs) / 1000).toFixed(1)} s. Look here:`);
  const token = screenToken(laneSettings.POSTERN_KIOSK_DATA_DIR);
  say(`  dock (play with it)   ${screenAddress(laneUrl, token, '/dock')}`);
  say(`  traveller's screen    ${screenAddress(laneUrl, token)}`);
  say(`  officer's console     ${String(listening['consoleUrl'])}/`);
  say(`  traders' portal       http://localhost:${values['traders-port']}/`);
  say(`  partners' portal      http://localhost:${values['partners-port']}/`);
  say('Stop with Ctrl-C.');
  say('');
  if (!values['no-traveller']) await sendFirstTraveller(laneUrl);
}

/**
 * Runs in parallel with the start of the server.
 *
 * @param identity printed by the lane when its keys are there
 * @param serverKeys on the first start, awaited before the enrolment, because two programs cannot create the server's keys
 * at once
 */
async function enrolLane(
  identity: Promise<ProgramEvent>,
  serverKeys: Promise<unknown> | undefined,
): Promise<ProgramEvent> {
  const { publicKey } = await identity;
  await serverKeys;
  const enrolment = [
    ...['--kiosk', KIOSK_ID, '--site', 'development', '--lane', '1', '--public-key', String(publicKey)],
    ...['--evidence-url', `http://127.0.0.1:${values['evidence-port']}`],
  ];
  return runCommand('server/main/commands/enrol.js', enrolment, serverSettings);
}

async function sendFirstTraveller(laneUrl: string): Promise<void> {
  const state = (await (await fetch(`${laneUrl}/dock/api/state`)).json()) as { specimens: { id: string }[] };
  const specimen = state.specimens[0]?.id;
  await fetch(`${laneUrl}/dock/api/traveller`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scene: { subject: { kind: 'person', specimen } }, document: { holder: specimen } }),
  });
}

/** When one of the programs ends, stops the others. */
function begin(program: Program): Program {
  programs.push(program);
  void program.ended.then((code) => stop(code === 0 ? 0 : 1));
  return program;
}

let stopping = false;
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(programs.reverse().map((program) => program.stop()));
  process.exit(exitCode);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
main().catch((error: unknown) => {
  process.stderr.write(`cannot start: ${error instanceof Error ? error.message : 'for an unknown reason'}\n`);
  void stop(1);
});
