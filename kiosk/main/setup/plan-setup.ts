/** Answers, the devices of the machine and earlier settings become the settings of a lane. Writes nothing. */
import { basename, join } from 'node:path';
import { PROVIDER_OF } from '../../../hardware/host/setup/key-places.ts';
import type { Settings } from '../../../hardware/host/setup/settings-file.ts';
import { environmentSchema, type Settings as GivenSettings } from '../../platform/config/environment.ts';
import { faultsOf } from '../../platform/config/environment-faults.ts';
import { ANSWER_NAMES, type AnswerName, type Answers, inAnswers, SETTING_OF } from './answers.ts';
import type { FoundDevices } from './found-devices.ts';
import { type FoundDocuments, findDocuments } from './signed-documents.ts';

export interface Place {
  /** As `Machine.folder`. */
  readonly folder: string;
  readonly dataDir: string;
  secret(name: string): string;
}

/** A file that an answer names becomes a file of the lane. */
export interface Copy {
  readonly from: string;
  /** A path below the machine's folder. */
  readonly to: string;
  /** A word for the person. */
  readonly content: string;
}

export interface Plan {
  /** `undefined`: the setting has its default. */
  readonly settings: Settings;
  readonly copies: readonly Copy[];
  /** Names of secrets, with the files that hold them now. */
  readonly secrets: readonly { readonly name: string; readonly from: string; readonly content: string }[];
  readonly documents: FoundDocuments | undefined;
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

const PROFILES = '/usr/share/postern-lane/modbus-profiles';

const SECRETS: { readonly [Name in AnswerName]?: { readonly name: string; readonly content: string } } = {
  pinFile: { name: 'pin', content: 'PIN' },
  cameraCredentialsFile: { name: 'camera', content: 'user and password of the camera' },
};

const COPIED: { readonly [Name in AnswerName]?: { readonly name: string; readonly content: string } } = {
  modbusProfile: { name: 'modbus-profile.json', content: 'profile of the module' },
  artNetProfile: { name: 'art-net-profile.json', content: 'profile of the lights' },
  fingerprintTrustFile: { name: 'fingerprint-trust.pem', content: 'certificates of the scanner' },
};

/** The folders of the machine to which the lane's files go. */
const LANE = 'lane';

/**
 * @param standing the settings of an earlier run, which stay where an answer is absent
 * @returns faults are sentences that name answers
 */
export function planSetup(
  answers: Answers,
  found: FoundDevices,
  standing: Readonly<Record<string, string>>,
  place: Place,
  nowMs: number,
): Planned {
  const chosen = withFound(answers, found, standing);
  if (chosen.kind === 'refused') return chosen;
  const { documents, ...given } = chosen.answers;
  const read = readDocuments(documents, given.signerKeys ?? standing[SETTING_OF.signerKeys], nowMs);
  if (read.kind === 'refused') return read;
  const settings: Settings = {
    ...settingsOf(given, standing, place),
    ...documentSettings(read.documents, standing, place, given.handleAuthority !== undefined),
  };
  const faults = settingsFaults({ ...standing, ...settings, POSTERN_KIOSK_DATA_DIR: place.dataDir });
  if (faults.length > 0) return { kind: 'refused', faults };
  const secrets = ANSWER_NAMES.flatMap((name) => {
    const [secret, from] = [SECRETS[name], given[name]];
    return secret === undefined || from === undefined ? [] : [{ ...secret, from }];
  });
  const copies = ANSWER_NAMES.flatMap((name) => {
    const [copied, from] = [COPIED[name], given[name]];
    if (copied === undefined || from === undefined) return [];
    return [{ from: profileFile(from), to: join(LANE, copied.name), content: copied.content }];
  });
  return { kind: 'plan', plan: { settings, copies, secrets, documents: read.documents } };
}

/** The name of a profile of the package is enough. */
const profileFile = (answer: string): string =>
  basename(answer) === answer ? join(PROFILES, answer.endsWith('.json') ? answer : `${answer}.json`) : answer;

/** Answers that belong to the device or the key provider of another answer. Its change ends them. */
const BELONGING: { readonly [Name in AnswerName]?: readonly AnswerName[] } = {
  keys: ['module', 'token', 'pinFile', 'tpm'],
  camera: ['cameraCredentialsFile'],
  documentReader: ['cardReader', 'zoneReader'],
  fingerprintScanner: ['fingerprintTrustFile', 'fingerprintEnvironment'],
};
const MODBUS: readonly AnswerName[] = ['modbusAddress', 'modbusUnit', 'modbusProfile'];
const ART_NET: readonly AnswerName[] = ['artNetNode', 'artNetProfile'];

function settingsOf(answers: Answers, standing: Readonly<Record<string, string>>, { folder, secret }: Place): Settings {
  const now = (name: AnswerName): string | undefined => {
    const answer = answers[name];
    if (answer === undefined) return standing[SETTING_OF[name]];
    if (SECRETS[name] !== undefined) return secret(SECRETS[name].name);
    if (COPIED[name] !== undefined) return join(folder, LANE, COPIED[name].name);
    return name === 'keys' ? PROVIDER_OF[answer] : answer;
  };
  const isChanged = (name: AnswerName) => now(name) !== standing[SETTING_OF[name]];
  const ended = new Set<AnswerName>([
    ...Object.entries(BELONGING).flatMap(([name, all]) => (isChanged(name as AnswerName) ? all : [])),
    ...(now('gate') === 'modbus' || now('indicator') === 'modbus' ? [] : MODBUS),
    ...(now('indicator') === 'art-net' ? [] : ART_NET),
  ]);
  const value = (name: AnswerName) => (answers[name] === undefined && ended.has(name) ? undefined : now(name));
  return Object.fromEntries(ANSWER_NAMES.map((name) => [SETTING_OF[name], value(name)]));
}

type ReadDocuments =
  | { readonly kind: 'read'; readonly documents: FoundDocuments | undefined }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

function readDocuments(folder: string | undefined, keys: string | undefined, nowMs: number): ReadDocuments {
  if (folder === undefined) return { kind: 'read', documents: undefined };
  if (keys === undefined) {
    return { kind: 'refused', faults: ['signerKeys must be set: without them no signed document can be verified.'] };
  }
  try {
    const documents = findDocuments(folder, keys.split(','), nowMs);
    return documents.faults.length > 0 ? { kind: 'refused', faults: documents.faults } : { kind: 'read', documents };
  } catch {
    return { kind: 'refused', faults: [`documents: the folder ${folder} cannot be read.`] };
  }
}

function documentSettings(
  found: FoundDocuments | undefined,
  standing: Readonly<Record<string, string>>,
  { folder }: Place,
  hasHolders: boolean,
): Settings {
  const files = found?.documents.map(({ setting, name }) => [setting, join(folder, LANE, name)] as const) ?? [];
  return {
    ...Object.fromEntries(files),
    ...(found !== undefined && found.trust.length > 0 && { POSTERN_KIOSK_TRUST_DIR: join(folder, LANE, 'trust') }),
    ...(hasHolders && {
      POSTERN_KIOSK_HANDLE_KEY_FILE: standing['POSTERN_KIOSK_HANDLE_KEY_FILE'] ?? join(folder, LANE, 'handle-key.json'),
    }),
  };
}

/** The lane's own rules, as sentences that name answers. */
function settingsFaults(settings: GivenSettings): string[] {
  const parsed = environmentSchema.safeParse(settings);
  const malformed = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${String(path[0] ?? '')}: ${message}`);
  return [...malformed, ...faultsOf(settings, parsed.data, [])].map((fault) => `${inAnswers(fault)}.`);
}

type Chosen =
  | { readonly kind: 'chosen'; readonly answers: Answers }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

/** A device without an answer is the machine's only one of its kind. */
function withFound(answers: Answers, found: FoundDevices, standing: Readonly<Record<string, string>>): Chosen {
  const isOpen = (name: AnswerName) => answers[name] === undefined && standing[SETTING_OF[name]] === undefined;
  const faults: string[] = [];
  const only = (name: AnswerName, all: readonly string[], kind: string): string | undefined => {
    if (!isOpen(name)) return undefined;
    const [first, second] = all;
    if (first !== undefined && second === undefined) return first;
    faults.push(
      first === undefined
        ? `${name} must be set: no ${kind} is plugged into this machine.`
        : `${name} must be one of ${all.join(', ')}.`,
    );
    return undefined;
  };
  const camera = only('camera', found.cameras, 'camera');
  const evidenceAddress = only('evidenceAddress', found.addresses, 'network');
  const documentReader = isOpen('documentReader') && found.cardReaders.length > 0 ? 'pcsc' : undefined;
  const keys = isOpen('keys') && found.hasTpm ? 'tpm' : undefined;
  const fingerprintScanner = isOpen('fingerprintScanner') ? 'none' : undefined;
  if (faults.length > 0) return { kind: 'refused', faults };
  const chosen = { camera, evidenceAddress, documentReader, keys, fingerprintScanner };
  const isSet = ([, value]: readonly [string, string | undefined]): boolean => value !== undefined;
  return { kind: 'chosen', answers: { ...answers, ...Object.fromEntries(Object.entries(chosen).filter(isSet)) } };
}
