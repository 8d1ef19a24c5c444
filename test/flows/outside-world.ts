/**
 * Hardware outside the kiosk's process, reached as real hardware is: a film for a camera, a chip in a reader of the PC/SC daemon, a page
 * reader on a port, a finger scanner behind its device service. All data about a traveller enters the kiosk's memory through its drivers.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { pause } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { Image } from '../../hardware/device/image.ts';
import { cvCertificate } from '../../hardware/document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { simulatedCamera } from '../../hardware/simulation/simulated-camera.ts';
import { issueSpecimenDocument, type SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { specimenState } from '../../hardware/simulation/specimen-states.ts';
import { chipFingerprints } from '../../kiosk/dock/chip-fingerprints.ts';
import { TRUST_FOLDERS } from '../../kiosk/lists/trust/judge-trust.ts';
import { pcscDaemon } from '../hardware/document-reader/pcsc/pcsc-daemon.ts';
import { cardChip } from '../hardware/document-reader/pcsc/pcsc-rig.ts';
import { insertCard, type VirtualCard } from '../hardware/document-reader/pcsc/virtual-card.ts';
import { mockService } from '../hardware/fingerprint-scanner/mosip-sbi/mock-service.ts';
import { DEVICE, PROVIDER } from '../hardware/fingerprint-scanner/mosip-sbi/sbi-rig.ts';
import { toPem } from '../hardware/fingerprint-scanner/mosip-sbi/test-certificates.ts';
import { SPECIMEN } from './lane-under-test.ts';

const FRAMES = 24;
const SWIPE_EVERY_MS = 500;
/** Both index fingers, as the policy asks for. */
const FINGERS = [2, 7] as const;
export const FILM_MODE = { width: 1280, height: 720, framesPerSecond: 15 } as const;
const HOLDER = SPECIMEN('alpha');
const ANOTHER = SPECIMEN('bravo');

export interface OutsideWorld {
  /** For the kiosk's environment. */
  readonly settings: Readonly<Record<string, string>>;
  /** Shows the holder of the document. */
  readonly film: string;
  /** The pictures of the film, RGB, in their order. */
  readonly frames: readonly Image[];
  readonly document: SpecimenDocument;
  /** Grey pictures of every finger that may be presented to the scanner. */
  readonly prints: readonly Image[];
  /** Lays the document on the chip reader. */
  presentDocument(): Promise<void>;
  /** Swipes its page until the lane has read it, because a swipe before the lane's request is dropped. */
  swipe(isRead: () => boolean): Promise<void>;
  removeDocument(): void;
  /** The daemon of the chip reader ends, as when its service fails. */
  unplugReader(): Promise<void>;
  plugInReader(): Promise<void>;
  /** Whose fingers are presented from now on; at first the holder's. */
  layDown(whose: 'of the holder' | 'of another'): void;
  /** Whether the requested finger lies on the scanner. */
  touch(lies: boolean): void;
  close(): Promise<void>;
}

/** @param folder for the film, certificates and keys */
export async function outsideWorld(folder: string): Promise<OutsideWorld> {
  const simulation = await createLaneSimulation({ clock: systemClock });
  const traveller = simulation.specimens.find(({ id }) => id === HOLDER);
  if (traveller === undefined) throw new Error('expected specimens');
  const fingerprints = await chipFingerprints(simulation, HOLDER);
  const document = await issueSpecimenDocument(simulation, { holder: HOLDER, fingerprints });
  const frames = await filmFrames(simulation);
  const film = join(folder, 'film.nut');
  await writeFilm(film, frames);
  const printsOf = async (whose: typeof HOLDER) => {
    const prints = new Map<number, Image>();
    for (const position of FINGERS) prints.set(position, await simulation.impression(whose, position));
    return prints;
  };
  const prints = { 'of the holder': await printsOf(HOLDER), 'of another': await printsOf(ANOTHER) };
  let captures = 0;
  let laidDown: keyof typeof prints = 'of the holder';
  await simulation.close();

  const state = specimenState(traveller.issuingState, systemClock);
  const trustDir = join(folder, 'trust');
  const terminalDir = join(folder, 'terminal');
  mkdirSync(join(trustDir, TRUST_FOLDERS.authorities), { recursive: true });
  mkdirSync(join(trustDir, TRUST_FOLDERS.revocationLists), { recursive: true });
  mkdirSync(terminalDir, { recursive: true });
  writeFileSync(join(trustDir, TRUST_FOLDERS.authorities, 'state.cer'), state.issuing.signingAuthority.certificate);
  writeFileSync(join(trustDir, TRUST_FOLDERS.revocationLists, 'state.crl'), state.revocationList);
  const { certificates, key } = state.verifying.credentials();
  for (const { holderReference, body, signature } of certificates) {
    writeFileSync(join(terminalDir, `${holderReference}.cvcert`), cvCertificate(body, signature));
  }
  writeFileSync(join(terminalDir, 'lane.key'), key.export({ format: 'pem', type: 'pkcs8' }));
  const fingerTrust = join(folder, 'scanner.pem');
  writeFileSync(fingerTrust, toPem(PROVIDER));

  const daemon = await pcscDaemon();
  await daemon.start();
  const scanner = await mockService({
    signer: DEVICE,
    picture(position) {
      const { data, ...print } = prints[laidDown].get(position) ?? noPrint();
      // The lane refuses a record that it has seen before, and no scanner takes the same picture twice
      return { ...print, data: data.with(0, (captures += 1) % 256) };
    },
  });
  const pageReader = await listenForPages();
  let card: VirtualCard | undefined;
  let isSwiped = false;

  return {
    film,
    settings: {
      POSTERN_KIOSK_CAMERA: `file:${film}`,
      POSTERN_KIOSK_CAMERA_MODE: `${FILM_MODE.width}x${FILM_MODE.height}@${FILM_MODE.framesPerSecond}`,
      POSTERN_KIOSK_DOCUMENT_READER: 'pcsc',
      POSTERN_KIOSK_ZONE_READER: `tcp:127.0.0.1:${pageReader.port}`,
      POSTERN_KIOSK_FINGERPRINT_SCANNER: `mosip-sbi:${scanner.url.origin}`,
      POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: fingerTrust,
      POSTERN_KIOSK_TRUST_DIR: trustDir,
      POSTERN_KIOSK_TERMINAL_DIR: terminalDir,
    },
    frames,
    document,
    prints: Object.values(prints).flatMap((of) => [...of.values()]),
    async presentDocument() {
      if (document.chip === undefined) throw new Error('expected a document with a chip');
      card = await insertCard(daemon.port, cardChip(document.chip));
    },
    async swipe(isRead) {
      if (isSwiped) return;
      for (isSwiped = true; !isRead(); ) {
        pageReader.type(`${Buffer.from(document.opticalZone ?? []).toString('latin1')}\n`);
        await pause(systemClock, SWIPE_EVERY_MS);
      }
      isSwiped = false;
    },
    removeDocument() {
      card?.lift();
      card = undefined;
    },
    unplugReader: () => daemon.kill(),
    plugInReader: () => daemon.start(),
    layDown(whose) {
      laidDown = whose;
    },
    touch: (lies) => (lies ? scanner.touch('good') : scanner.lift()),
    async close() {
      card?.lift();
      pageReader.close();
      await scanner.stop();
      await daemon.close();
    },
  };
}

function noPrint(): never {
  throw new Error('a finger was requested that was not drawn');
}

type Simulation = Awaited<ReturnType<typeof createLaneSimulation>>;

async function filmFrames(simulation: Simulation): Promise<Image[]> {
  const camera = simulatedCamera(simulation, systemClock);
  simulation.setScene({ subject: { kind: 'person', specimen: HOLDER } });
  await camera.connect(AbortSignal.timeout(240_000));
  const frames: Image[] = [];
  const stop = new AbortController();
  await camera.stream(({ image }) => {
    frames.push({ ...image, data: Uint8Array.from(image.data) });
    if (frames.length === FRAMES) stop.abort();
  }, stop);
  await camera.disconnect();
  return frames;
}

/** Lossless, so that the kiosk receives these exact bytes. */
async function writeFilm(path: string, frames: readonly Image[]): Promise<void> {
  const [{ width, height } = { width: 0, height: 0 }] = frames;
  const encoder = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
      ...[
        '-s',
        `${width}x${height}`,
        '-r',
        String(FILM_MODE.framesPerSecond),
        '-i',
        '-',
        '-c:v',
        'ffv1',
        '-pix_fmt',
        'bgr0',
        path,
      ],
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => encoder.once('exit', resolve));
  for (const { data } of frames) encoder.stdin.write(data);
  encoder.stdin.end();
  if ((await ended) !== 0) throw new Error('the film could not be written');
}

/** A page reader on a port, like a serial one behind a terminal server. */
async function listenForPages() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    type(text: string) {
      for (const socket of sockets) socket.write(text);
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
