/** Asks a technician for the answers. */
import { hostname } from 'node:os';
import { PLACE_OF } from '../../../hardware/host/setup/key-places.ts';
import { type Asker, type Option, type Prompter, untilCancelled } from '../../../hardware/host/setup/prompter.ts';
import { z } from 'zod';
import { type AnswerName, type Answers, folder, readAnswers, ruleOf, SETTING_OF } from './answers.ts';
import type { FoundDevices } from './found-devices.ts';

export interface Asked {
  readonly answers: Answers;
  readonly pin?: string;
}

/** For the suggestions. */
export interface Known {
  readonly found: FoundDevices;
  /** The settings of an earlier run. */
  readonly standing: Readonly<Record<string, string>>;
}

/**
 * Asks what a new lane needs. Suggests what stands, and the devices of the machine.
 *
 * @returns `undefined` when the person cancels
 */
export function askAnswers(prompter: Prompter, known: Known): Promise<Asked | undefined> {
  return untilCancelled(prompter, (asker) => ask(new Questions(asker, known)));
}

async function ask(questions: Questions): Promise<Asked> {
  const place = await askPlace(questions);
  const { pin, ...keys } = await askKeys(questions, place.mode);
  const signed = await askSigned(questions);
  const devices = { ...(await askCamera(questions)), ...(await askReaders(questions)), ...(await askGate(questions)) };
  const given = { ...place, ...keys, ...signed, ...devices };
  const read = readAnswers(Object.fromEntries(Object.entries(given).filter(([, answer]) => answer !== undefined)));
  if (read.kind === 'refused') throw new Error(read.faults.join(' '));
  return { answers: read.answers, ...(pin !== undefined && { pin }) };
}

const OTHER = 'other';

class Questions {
  readonly known: Known;
  readonly asker: Asker;

  constructor(asker: Asker, known: Known) {
    this.asker = asker;
    this.known = known;
  }

  standing(name: AnswerName): string | undefined {
    return this.known.standing[SETTING_OF[name]];
  }

  text(name: AnswerName, message: string, suggestion?: string): Promise<string> {
    return this.asker.text({ message, rule: ruleOf(name), initial: this.standing(name) ?? suggestion });
  }

  optional(name: AnswerName, message: string): Promise<string | undefined> {
    return this.asker.optional({ message, rule: ruleOf(name), initial: this.standing(name) });
  }

  choose(name: AnswerName, message: string, options: readonly Option[]): Promise<string> {
    return this.asker.choose(message, options, this.standing(name));
  }

  /** One of the found values, or another that the person types. */
  async among(name: AnswerName, message: string, found: readonly string[], form: string): Promise<string> {
    if (found.length === 0) return this.text(name, `${message} (${form})`);
    const options = [
      ...found.map((value) => ({ value, label: value })),
      { value: OTHER, label: 'Another', hint: form },
    ];
    const chosen = await this.choose(name, message, options);
    return chosen === OTHER ? this.text(name, form) : chosen;
  }
}

async function askPlace(questions: Questions) {
  const mode = await questions.choose('mode', 'Is this lane for travellers or for a rehearsal?', [
    { value: 'production', label: 'Production', hint: 'keys on a token or in a TPM, real devices' },
    { value: 'rehearsal', label: 'Rehearsal', hint: 'only with a server that is in a rehearsal too' },
  ]);
  const id = await questions.text('id', 'Name of this kiosk', ownName());
  const server = await questions.text('server', "Address of the server's port for kiosks (https://NAME:8443)");
  const { hostname: name } = new URL(server);
  const console = await questions.text('console', "Origin of the officers' console", `https://${name}:8080`);
  const { addresses } = questions.known.found;
  const evidenceAddress = await questions.among(
    'evidenceAddress',
    "Address at which officers' browsers reach this lane",
    addresses,
    'an address of this machine',
  );
  const desk = await questions.text('desk', 'Desk to which travellers are referred', '1');
  return { mode, id, server, console, evidenceAddress, desk };
}

/** This machine's, where a kiosk may have it. */
function ownName(): string | undefined {
  const [name] = hostname().toLowerCase().split('.');
  return ruleOf('id').safeParse(name).success ? name : undefined;
}

const PIN = z.string().regex(/^[^\p{Cc}]{1,128}$/u, 'must be 1 to 128 characters');

async function askKeys(questions: Questions, mode: string) {
  const { found } = questions.known;
  const stands = PLACE_OF[questions.standing('keys') ?? ''];
  const keys = await questions.asker.choose(
    'Where are the keys of this lane?',
    [
      ...(mode === 'rehearsal' ? [{ value: 'files', label: 'In files', hint: 'only in a rehearsal' }] : []),
      { value: 'tpm', label: 'In the TPM of this machine', hint: found.hasTpm ? 'found' : 'not found' },
      { value: 'token', label: 'On a PKCS #11 token' },
    ],
    stands,
  );
  if (keys !== 'token') return { keys };
  return {
    keys,
    module: await questions.text('module', 'PKCS #11 module of the token (the path of its .so file)'),
    token: await questions.text('token', 'Label of the token'),
    pin: await questions.asker.secret({ message: 'PIN of the token', rule: PIN }),
  };
}

async function askSigned(questions: Questions) {
  const stands = questions.known.standing['POSTERN_KIOSK_POLICY_FILE'] !== undefined;
  return {
    signerKeys: await questions.text('signerKeys', 'Public keys of the people who sign documents, with commas between'),
    documents: await questions.asker.optional({
      message: `Folder with the signed documents and the folder trust${stands ? ' (empty: they stay)' : ''}`,
      rule: folder,
    }),
    handleAuthority: await questions.text('handleAuthority', "Public key of the holders of the fleet's handle key"),
  };
}

async function askCamera(questions: Questions) {
  const form = 'v4l2:/dev/…, or rtsps://HOST/PATH of a camera in the network';
  const camera = await questions.among('camera', 'Camera for faces', questions.known.found.cameras, form);
  if (!/^rtsps?:/.test(camera)) return { camera };
  const cameraCredentialsFile =
    questions.standing('cameraCredentialsFile') === undefined
      ? await questions.asker.optional({
          message: 'File with user:password of the camera (empty: it needs none)',
          rule: ruleOf('cameraCredentialsFile'),
        })
      : undefined;
  return { camera, cameraCredentialsFile };
}

async function askReaders(questions: Questions) {
  const { cardReaders, lines } = questions.known.found;
  const cardReader =
    cardReaders.length > 1
      ? await questions.among('cardReader', 'Card reader for the chip', cardReaders, "a part of the reader's name")
      : undefined;
  const zoneReader = await questions.among(
    'zoneReader',
    'Reader of the printed lines',
    lines,
    'the path of a serial line, tcp:HOST:PORT, or camera: and a camera',
  );
  const fingerprintScanner = await questions.text(
    'fingerprintScanner',
    'Fingerprint scanner: none, libfprint, or mosip-sbi: and the address of its device service',
    'none',
  );
  return { documentReader: 'pcsc', cardReader, zoneReader, fingerprintScanner };
}

async function askGate(questions: Questions) {
  const indicator = await questions.choose('indicator', 'Lamps of the lane', [
    { value: 'modbus', label: 'On the relay module of the gate' },
    { value: 'art-net', label: 'On an Art-Net node' },
  ]);
  const lamps =
    indicator === 'modbus'
      ? {}
      : {
          artNetNode: await questions.text('artNetNode', 'Address of the Art-Net node'),
          artNetProfile: await fileUnlessStanding(questions, 'artNetProfile', 'File that describes the lights'),
        };
  return {
    gate: 'modbus',
    indicator,
    ...lamps,
    modbusAddress: await questions.text(
      'modbusAddress',
      'Relay module of the gate: tcp:HOST:PORT, or rtu:/dev/serial/by-id/NAME:19200:8E1',
    ),
    modbusUnit: await questions.text('modbusUnit', 'Unit of the module at that address', '1'),
    modbusProfile: await fileUnlessStanding(
      questions,
      'modbusProfile',
      'File that describes the module and its wiring, or the name of a profile of the package',
    ),
  };
}

/** A copy that stands stays where the answer is empty. */
function fileUnlessStanding(questions: Questions, name: AnswerName, message: string): Promise<string | undefined> {
  const question = { message, rule: ruleOf(name) };
  if (questions.standing(name) === undefined) return questions.asker.text(question);
  return questions.asker.optional({ ...question, message: `${message} (empty: it stays)` });
}
