/**
 * The finger thread: the only place where prints are decrypted and finger templates exist, at most until the
 * traveller's data is wiped.
 */
import { workerData } from 'node:worker_threads';
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { lend } from '../../../hardware/device/image.ts';
import type { Comparison } from '../../../models/finger/compare.ts';
import { type FingerAnalyser, openFingerAnalyser } from '../../../models/finger/finger-analyser.ts';
import type { FingerTemplate } from '../../../models/finger/finger-template.ts';
import { fingerAdvice } from '../../../models/finger/quality/advice.ts';
import { serveThread } from '../../../models/threads/serve-thread.ts';
import { openPortraitDecoder, type PortraitDecoder } from '../face/portrait-decoder.ts';
import { collectGarbage } from '../../platform/launch/collect-garbage.ts';
import { keyInSlot } from '../../vault/captures/key-table.ts';
import { VaultError } from '../../vault/captures/vault-error.ts';
import type {
  FingerAnswer,
  FingerRequest,
  FingerThreadData,
  ImpressionInTransit,
  PrintFinding,
} from './finger-messages.ts';
import { type OpenedPrint, withOpenedPrints } from './opened-prints.ts';
import {
  openRegistration,
  type PositionedTemplate,
  type RegistrationInTransit,
  sealRegistration,
} from '../../lists/registration/finger-record.ts';

interface HeldPrint {
  readonly template: FingerTemplate;
  readonly quality: number;
}

const { keyMemory, registrationKeyMemory } = workerData as FingerThreadData;
let opening: Promise<FingerAnalyser> | undefined;
const references: PositionedTemplate[] = [];
const prints = new Map<FingerPosition, HeldPrint>();

/** Loaded at first use, because most lanes never compare fingers. */
const analyser = (): Promise<FingerAnalyser> => (opening ??= openFingerAnalyser());

let pictures: PortraitDecoder | undefined;
/** Starts a thread for a print in JPEG or JPEG 2000. */
const decodePicture: PortraitDecoder['decode'] = (file) => (pictures ??= openPortraitDecoder()).decode(file);

function forgetPrints(): void {
  for (const { template } of prints.values()) template.wipe();
  prints.clear();
}

function forgetReferences(): void {
  for (const { template } of references.splice(0)) template.wipe();
}

async function forget(): Promise<void> {
  forgetPrints();
  forgetReferences();
  if (opening !== undefined) await (await opening).wipe();
  collectGarbage();
}

async function templatesOf(found: readonly OpenedPrint[]): Promise<PositionedTemplate[]> {
  const { extract } = await analyser();
  const templates: PositionedTemplate[] = [];
  for (const { image, resolutionPpi, position } of found) {
    if (position === undefined) continue;
    const extraction = await extract(lend(image), resolutionPpi, 'reference');
    if (extraction.kind === 'template') templates.push({ position, template: extraction.template });
  }
  return templates;
}

/** A registration that does not open gives no fingers. */
function opened({ sealed, slot, context }: RegistrationInTransit): PositionedTemplate[] {
  try {
    return openRegistration(sealed, keyInSlot(registrationKeyMemory, slot), context);
  } catch (error) {
    if (error instanceof VaultError) return [];
    throw error;
  }
}

function take(found: readonly PositionedTemplate[]): FingerPosition[] {
  forgetReferences();
  references.push(...found);
  return [...new Set(references.map(({ position }) => position))];
}

async function extract({ capture, position, resolutionPpi }: ImpressionInTransit): Promise<PrintFinding> {
  const { extract: extractFrom } = await analyser();
  return withOpenedPrints(keyMemory, capture, resolutionPpi, decodePicture, async ([print]): Promise<PrintFinding> => {
    // A record may state another finger than the requested one. Its print is then not used.
    if (print === undefined || (print.position !== undefined && print.position !== position)) {
      return { kind: 'unusable', advice: undefined };
    }
    const extraction = await extractFrom(lend(print.image), print.resolutionPpi, 'probe');
    const advice = extraction.quality && fingerAdvice(extraction.quality);
    if (extraction.kind === 'unusable') return { kind: 'unusable', advice };
    const { template, quality } = extraction;
    const before = prints.get(position);
    const best = before === undefined || quality.score > before.quality;
    (best ? before?.template : template)?.wipe();
    if (best) prints.set(position, { template, quality: quality.score });
    return { kind: 'print', quality: quality.score, best, advice };
  });
}

/**
 * Every required finger must have a print and a reference; otherwise nothing is compared and the result is no match.
 */
async function compare(positions: readonly FingerPosition[], maximumFalseMatchRate: number): Promise<Comparison> {
  try {
    const fingers = positions.map((position) => ({
      references: references.filter((reference) => reference.position === position).map(({ template }) => template),
      probe: prints.get(position)?.template,
    }));
    const whole = fingers.flatMap(({ references: known, probe }) =>
      known.length > 0 && probe !== undefined ? [{ references: known, probe }] : [],
    );
    if (whole.length === 0 || whole.length < fingers.length) return { kind: 'below-threshold' };
    return (await analyser()).compareFingers(whole, maximumFalseMatchRate);
  } finally {
    forgetPrints();
  }
}

async function register(request: FingerRequest & { kind: 'register' }): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const made: PositionedTemplate[] = [];
  try {
    for (const { capture, position, resolutionPpi } of request.impressions) {
      const found = await withOpenedPrints(keyMemory, capture, resolutionPpi, decodePicture, (opened) =>
        templatesOf(opened.map((print) => ({ ...print, position: print.position ?? position }))),
      );
      made.push(...found);
      if (found.length !== 1 || found[0]?.position !== position) return undefined;
    }
    return sealRegistration(made, keyInSlot(registrationKeyMemory, request.slot), request.context);
  } finally {
    for (const { template } of made) template.wipe();
  }
}

async function answer(request: FingerRequest): Promise<FingerAnswer> {
  switch (request.kind) {
    case 'open':
      return { kind: 'opened', digest: (await analyser()).digests['finger-filter'] };
    case 'references-of-document': {
      const found = await withOpenedPrints(keyMemory, request.capture, undefined, decodePicture, templatesOf);
      return { kind: 'references', positions: take(found), sealed: request.capture.sealed };
    }
    case 'references-of-registration':
      return { kind: 'references', positions: take(opened(request.registration)), sealed: undefined };
    case 'extract': {
      const finding = await extract(request.impression);
      return { kind: 'extracted', finding, sealed: request.impression.capture.sealed };
    }
    case 'compare':
      return { kind: 'comparison', comparison: await compare(request.positions, request.maximumFalseMatchRate) };
    case 'register': {
      const registration = await register(request);
      return { kind: 'registered', registration, sealed: request.impressions.map(({ capture }) => capture.sealed) };
    }
    case 'forget-prints':
      forgetPrints();
      return { kind: 'forgotten' };
    case 'forget':
      await forget();
      return { kind: 'forgotten' };
  }
}

/** The sealed buffers that are transferred back to the lane. */
function buffersIn(reply: FingerAnswer): ArrayBuffer[] {
  switch (reply.kind) {
    case 'extracted':
      return [reply.sealed.buffer];
    case 'references':
      return reply.sealed === undefined ? [] : [reply.sealed.buffer];
    case 'registered':
      return reply.sealed.map(({ buffer }) => buffer);
    case 'opened':
    case 'comparison':
    case 'forgotten':
      return [];
  }
}

serveThread<FingerRequest, FingerAnswer>({
  async handle(request) {
    const response = await answer(request);
    return { response, transfer: buffersIn(response) };
  },
  async close() {
    await forget();
    if (opening !== undefined) await (await opening).close();
    await pictures?.close();
  },
});
