/** Items that need the technician: a passport, a finger, a code, a look at the lamps. Nothing that is read is kept. */
import { pause } from '../../../hardware/host/clock.ts';
import type { DocumentRead } from '../../../hardware/document-reader/document-reader.ts';
import { INDICATOR_SIGNALS } from '../../../hardware/device/indicator-signal.ts';
import { wipeCapture } from '../../../hardware/fingerprint-scanner/wipe-capture.ts';
import { wipeReading } from '../../../hardware/token-reader/wipe-reading.ts';
import type { ReadinessFault } from '../../../server/contract/readiness-vocabulary.ts';
import { type CheckItem, failed, NOT_FITTED, passed, SKIPPED } from './check-item.ts';
import { answered, tested } from './device-answer.ts';

const DOCUMENT_MS = 40_000;
const FINGER_MS = 20_000;
const CODE_MS = 30_000;
const LAMP_MS = 1_200;
/** The right index finger. */
const POSITION = 2;

export const documentReaderItem: CheckItem = (tools) =>
  tested(tools, tools.parts.devices.documentReader, async () => {
    const { devices, clock } = tools.parts;
    const asked = await tools.ask('go-passport', ['go', 'skip']);
    if (asked === 'skip') return SKIPPED;
    tools.tell('place-passport');
    let fromMs: number | undefined;
    const read = await devices.documentReader.read({
      timeoutMs: DOCUMENT_MS,
      signal: tools.signal,
      onProgress: () => (fromMs ??= clock.monotonicMs()),
    });
    wipeDocument(read);
    const values = { documentMs: Math.round(clock.monotonicMs() - (fromMs ?? clock.monotonicMs())) };
    if (read.kind !== 'read') return failed(DOCUMENT_FAULTS[read.kind]);
    // A document without a chip proves only the optical part
    return read.chip === undefined ? failed('chip-unreadable', values) : passed(values);
  });

const DOCUMENT_FAULTS: Readonly<Record<Exclude<DocumentRead['kind'], 'read'>, ReadinessFault>> = {
  'no-document': 'no-document',
  'mrz-unreadable': 'zone-unreadable',
  'chip-unreadable': 'chip-unreadable',
  removed: 'document-removed',
};

/** Overwrites everything that was read of the document. */
export function wipeDocument(read: DocumentRead): void {
  if (read.kind !== 'read') return;
  read.mrz.fill(0);
  for (const file of read.files.values()) file.fill(0);
}

export const fingerprintScannerItem: CheckItem = async (tools) => {
  const { fingerprintScanner: scanner } = tools.parts.devices;
  if (scanner === undefined) return NOT_FITTED;
  return tested(tools, scanner, async () => {
    const { clock } = tools.parts;
    const asked = await tools.ask('go-finger', ['go', 'skip']);
    if (asked === 'skip') return SKIPPED;
    tools.tell('place-finger');
    const fromMs = clock.monotonicMs();
    const capture = await scanner.capture({ position: POSITION, timeoutMs: FINGER_MS, signal: tools.signal });
    wipeCapture(capture);
    const values = { fingerMs: Math.round(clock.monotonicMs() - fromMs) };
    switch (capture.kind) {
      case 'captured':
      case 'captured-record':
        return passed(values);
      case 'no-finger':
      case 'lift-first':
        return failed('no-finger');
      case 'poor-contact':
      case 'off-centre':
      case 'wrong-finger':
        return failed('poor-contact');
    }
  });
};

export const tokenReaderItem: CheckItem = async (tools) => {
  const { tokenReader } = tools.parts.devices;
  if (tokenReader === undefined) return NOT_FITTED;
  return tested(tools, tokenReader, async () => {
    const { clock } = tools.parts;
    const asked = await tools.ask('go-code', ['go', 'skip']);
    if (asked === 'skip') return SKIPPED;
    tools.tell('show-code');
    const fromMs = clock.monotonicMs();
    const reading = await tokenReader.read({ timeoutMs: CODE_MS, signal: tools.signal });
    wipeReading(reading);
    const values = { codeMs: Math.round(clock.monotonicMs() - fromMs) };
    if (reading.kind === 'read') return passed(values);
    return failed(reading.kind === 'nothing' ? 'no-code' : 'code-unreadable');
  });
};

export const indicatorItem: CheckItem = (tools) =>
  tested(tools, tools.parts.devices.indicator, async () => {
    const { clock, devices } = tools.parts;
    const { indicator } = devices;
    const asked = await tools.ask('go-lamps', ['go', 'skip']);
    if (asked === 'skip') return SKIPPED;
    const shown = await answered(tools, async () => {
      for (const signal of INDICATOR_SIGNALS) {
        tools.tell({ lamps: signal });
        await indicator.show(signal);
        await pause(clock, LAMP_MS, tools.signal);
        tools.signal.throwIfAborted();
      }
      return passed();
    });
    await indicator.show('out-of-service').catch(() => undefined);
    if (shown.result !== 'passed') return shown;
    const were = await tools.ask('were-lamps-right', ['yes', 'no', 'skip']);
    return were === 'skip' ? SKIPPED : were === 'yes' ? passed() : failed('lamps-wrong');
  });
