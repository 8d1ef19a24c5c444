/** Applies the dock's requests to the simulated lane. */
import { codedError } from '../../hardware/host/coded-error.ts';
import type { DeviceKind } from '../../hardware/device/device.ts';
import type { SpecimenId } from '../../hardware/simulation/specimens.ts';
import { issueSpecimenDocument, type SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type {
  Finger,
  InjectedFault,
  LaneSimulation,
  PassageBehaviour,
} from '../../hardware/simulation/lane-simulation.ts';
import type { KioskInside } from '../main/app/kiosk.ts';
import { LISTED_NUMBER } from '../main/simulation/specimen-list.ts';
import { chipFingerprints } from './chip-fingerprints.ts';
import type {
  CodeRequest,
  CodeTextRequest,
  DocumentRequest,
  FaceRegistrationRequest,
  FingerRequest,
  SceneRequest,
  TravellerRequest,
} from './dock-messages.ts';
import { createSimulatedTokenWallet } from './simulated-token-wallet.ts';
import { registerFace, renewFace } from './register-face.ts';
import { registerFingers } from './register-fingers.ts';
import { makePhoneCode } from './phone-code.ts';
import { answerTo, followLane, type ScriptedTraveller } from './scripted-traveller.ts';

const STATUS = {
  'unknown-specimen': 422,
  'lane-busy': 409,
  'no-document-yet': 409,
  'document-unreadable': 409,
  'prints-insufficient': 409,
  'pictures-insufficient': 409,
  'not-registered': 409,
  'no-token': 409,
  'no-code': 409,
} as const;

export class DockError extends codedError<keyof typeof STATUS>('DockError') {
  get status(): number {
    return STATUS[this.code];
  }
}

/** Long enough for the lane to reach the token step. */
const SHOWN_MS = 20_000;

/** The last presented document, and its request. */
export interface PresentedDocument {
  readonly request: DocumentRequest;
  readonly document: SpecimenDocument;
}

export interface DockControl {
  setScene(scene: SceneRequest): void;
  presentDocument(request: DocumentRequest): Promise<void>;
  removeDocument(): void;
  setFinger(finger: FingerRequest): void;
  /** Registers the holder of the last presented document. */
  register(): Promise<void>;
  eraseRegistrations(): Promise<void>;
  /** Registers the face of the same holder, who gets a token if they have custody. */
  registerFace(request: FaceRegistrationRequest): Promise<void>;
  /** Renews the record of the same holder, and their token. */
  renewFace(): Promise<void>;
  /** Shows the same holder's token to the reader for a while. */
  showToken(): void;
  /** Makes a code with answers to the customs questions, as a phone does, and shows it to the reader for a while. */
  showCode(request: CodeRequest): Promise<void>;
  /** Shows a code that was made elsewhere to the reader for a while. */
  showCodeText(request: CodeTextRequest): void;
  /** The same holder's QR code, SVG. */
  tokenCode(): string | undefined;
  setPassage(behaviour: PassageBehaviour): void;
  injectFault(fault: InjectedFault): void;
  clearFaults(device: DeviceKind | undefined): void;
  /** Tests at once whether the lane is fast enough. */
  testPace(): void;
  sendTraveller(request: TravellerRequest): Promise<void>;
  lastDocument(): PresentedDocument | undefined;
  /** The specimen with this id. Throws `DockError` `unknown-specimen`, also when the photograph does not exist. */
  specimen(id: string, photograph?: number): SpecimenId;
}

export function createDockControl(inside: KioskInside): DockControl {
  const { simulation, lane, paceKeeper, clock, touch } = inside;
  const wallet = createSimulatedTokenWallet();
  let last: PresentedDocument | undefined;
  let script: ScriptedTraveller | undefined;

  const specimen = (id: string, photograph?: number): SpecimenId => specimenOf(simulation, id, photograph);
  const toFinger = ({ person, contact }: FingerRequest): Finger =>
    contact === 'none' ? { kind: 'none' } : { kind: 'finger', specimen: specimen(person), contact };

  /** Refuses invalid requests before any change. */
  const issue = async (request: DocumentRequest): Promise<PresentedDocument> => {
    const holder = specimen(request.holder);
    if (request.again === true && last !== undefined) return last;
    const { expired, listed, number, variant, fingerprints } = request;
    const document = await issueSpecimenDocument(simulation, {
      holder,
      clock,
      ...(expired !== undefined && { expired }),
      ...(number !== undefined && { documentNumber: number }),
      ...(listed === true && { documentNumber: LISTED_NUMBER }),
      ...(variant !== undefined && { variant }),
      ...(fingerprints === true && { fingerprints: await chipFingerprints(simulation, holder) }),
    });
    return { request, document };
  };
  const present = (presented: PresentedDocument): void => {
    last = presented;
    simulation.presentDocument(presented.document);
  };

  const presented = (): Presented => {
    if (last === undefined) throw new DockError('no-document-yet', 'present the document of the traveller first');
    return { holder: last.document.holder, document: last.document };
  };
  const show = (holder: string): void => {
    const text = wallet.text(holder);
    if (text === undefined) throw new DockError('no-token', 'this holder carries no token');
    showText(text);
  };
  const showText = (text: string): void => {
    const token = { kind: 'code', text } as const;
    simulation.setToken(token);
    clock.after(SHOWN_MS, () => {
      if (simulation.token() === token) simulation.setToken({ kind: 'none' });
    });
  };

  return {
    setScene: (scene) => simulation.setScene(sceneOf(simulation, scene)),
    presentDocument: async (request) => present(await issue(request)),
    removeDocument: () => simulation.removeDocument(),
    setFinger: (finger) => simulation.setFinger(toFinger(finger)),
    ...registrationsOf(inside, presented, wallet),
    showToken: () => show(presented().holder),
    async showCode({ declares }) {
      const rules = inside.policy.declaration?.rules;
      const text = rules && (await makePhoneCode(inside.config.serverUrl, answerTo(rules, declares).goods));
      if (text === undefined) throw new DockError('no-code', 'the server or the policy takes no answers in advance');
      showText(text);
    },
    showCodeText: ({ text }) => showText(text),
    tokenCode: () => (last === undefined ? undefined : wallet.code(last.document.holder)),
    setPassage: (behaviour) => simulation.setPassageBehaviour(behaviour),
    injectFault: (fault) => simulation.inject(fault),
    clearFaults: (device) => simulation.clearFaults(device),
    testPace() {
      if (paceKeeper.testNow() === 'not-now') {
        throw new DockError('lane-busy', 'the lane tests its speed only while no traveller is present');
      }
    },
    async sendTraveller({ scene, document, finger, passage, token, declares = 'nothing' }) {
      const ready = (): void => {
        if (lane.view().phase !== 'idle') throw new DockError('lane-busy', 'the lane is not ready for a traveller');
      };
      ready();
      const coming = sceneOf(simulation, scene);
      const touching: Finger = finger === undefined ? { kind: 'none' } : toFinger(finger);
      const brought = await issue(document);
      ready();
      const carried = token === false ? undefined : wallet.text(brought.document.holder);
      if (token === true && carried === undefined) throw new DockError('no-token', 'this holder carries no token');
      simulation.setScene(coming);
      simulation.setFinger(touching);
      simulation.setPassageBehaviour(passage);
      script?.stop();
      script = followLane({ lane, simulation, clock, touch, declares, token: carried });
      present(brought);
      touch('start');
    },
    specimen,
    lastDocument: () => (simulation.documentOnReader() === undefined ? undefined : last),
  };
}

function unreadable(): DockError {
  return new DockError('document-unreadable', 'the document cannot be read');
}

function specimenOf(simulation: LaneSimulation, id: string, photograph = 0): SpecimenId {
  const found = simulation.specimens.find((traveller) => traveller.id === id);
  if (found?.photographs[photograph] === undefined) {
    throw new DockError('unknown-specimen', 'there is no such specimen traveller or photograph');
  }
  return found.id;
}

function sceneOf(
  simulation: LaneSimulation,
  { subject, ...rest }: SceneRequest,
): Parameters<LaneSimulation['setScene']>[0] {
  const specimen = (id: string): SpecimenId => specimenOf(simulation, id);
  switch (subject.kind) {
    case 'nobody':
      return { subject, ...rest };
    case 'two-people': {
      const [one, other] = subject.specimens;
      return { subject: { kind: subject.kind, specimens: [specimen(one), specimen(other)] }, ...rest };
    }
    case 'person':
    case 'flat-picture':
    case 'replay':
      return { subject: { ...subject, specimen: specimen(subject.specimen) }, ...rest };
  }
}

interface Presented {
  readonly holder: string;
  readonly document: SpecimenDocument;
}

/** Registrations of the holder of the last presented document. */
function registrationsOf(
  inside: KioskInside,
  presented: () => Presented,
  wallet: ReturnType<typeof createSimulatedTokenWallet>,
): Pick<DockControl, 'register' | 'eraseRegistrations' | 'registerFace' | 'renewFace'> {
  const { registrations, faceRegistrations, log } = inside;
  return {
    async register() {
      const result = await registerFingers(inside, presented().document);
      if (result === 'no-zone') throw unreadable();
      if (result === 'poor-prints') throw new DockError('prints-insufficient', 'a print was too poor: try again');
    },
    async eraseRegistrations() {
      wallet.empty();
      const erased = await registrations.eraseAll();
      await faceRegistrations.destroyUnused();
      log({ event: 'registrations-erased', why: 'request', registrations: erased });
    },
    async registerFace({ custody }) {
      const { holder, document } = presented();
      const result = await registerFace(inside, document, custody);
      if (result.kind === 'no-zone') throw unreadable();
      if (result.kind === 'not-registered') {
        throw new DockError('pictures-insufficient', 'a picture was too poor, or not of the portrait’s person');
      }
      wallet.give(holder, result.token);
    },
    async renewFace() {
      const { holder, document } = presented();
      const token = wallet.token(holder);
      const result = await renewFace(inside, document, token).finally(() => token?.key.fill(0));
      switch (result.kind) {
        case 'registered':
          wallet.give(holder, result.token);
          return;
        case 'no-zone':
          throw unreadable();
        case 'needs-token':
          throw new DockError('no-token', 'the holder’s token is needed, and they carry none that fits');
        case 'none':
        case 'unusable':
        case 'not-registered':
          throw new DockError('not-registered', 'there is no record of this holder’s face that opens');
      }
    },
  };
}
