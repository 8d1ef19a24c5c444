/**
 * Readers behind a device service with MOSIP's Secure Biometric Interface, the vendor-neutral interface of certified
 * single-finger and four-finger readers. The README of `fingerprint-scanner` lists the supported parts.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, pause } from '../../host/clock.ts';
import { underSignals } from '../../host/combined-signal.ts';
import type {
  FingerCapture,
  FingerCaptureOptions,
  FingerPosition,
  FingerprintScanner,
} from '../fingerprint-scanner.ts';
import { descriptorText } from '../../device/descriptor-text.ts';
import { deviceSession } from '../../device/device-session.ts';
import { wipeCapture } from '../wipe-capture.ts';
import { type CaptureAnswer, readCaptureAnswer } from './capture-answer.ts';
import { fingerName, selectFinger } from './finger-names.ts';
import { CHAIN_START } from './hash-chain.ts';
import type { CaptureRequest } from './messages.ts';
import { callService } from './service-call.ts';
import { callFailure, deviceInfo, isLoopback, openSession, type SbiDevice, type SbiEnvironment } from './session.ts';
import type { DeviceTrust } from './trust.ts';

export interface SbiOptions {
  /** Address of the device service on this machine: `http://127.0.0.1:4501`. */
  readonly url: URL;
  readonly trust: DeviceTrust;
  readonly environment: SbiEnvironment;
  readonly clock: Clock;
}

const CONNECT_WITHIN_MS = 4_000;
const CHECK_WITHIN_MS = 1_500;
/** SBI cannot cancel a request, so an abandoned one occupies the device for up to this long. */
const SLICE_MS = 3_000;
/** Tolerance beyond the time-out of a request. */
const ANSWER_GRACE_MS = 2_000;
/** Pause between two requests of a capture, for services that answer immediately. */
const RETRY_MS = 100;
/** Interval of presence checks of an idle device. */
const PRESENCE_MS = 5_000;
/** NFIQ 2, 0..100: the device captures when it reaches this score, or its best image at the time-out. */
const REQUESTED_SCORE = '40';
/** Number of capture digests remembered, to detect a replayed record. */
const REMEMBERED = 256;

interface Opened {
  readonly device: SbiDevice;
  previousHash: string;
  readonly seen: Set<string>;
}

/** Throws `RangeError` for a URL that is not on this machine. */
export function sbiScanner(options: SbiOptions): FingerprintScanner {
  const { clock, url } = options;
  if (!isLoopback(url)) throw new RangeError('a device service has no transport security: it must be on this machine');
  const state = deviceSession('fingerprint-scanner', clock);
  let opened: Opened | undefined;
  let stopWatching: (() => void) | undefined;

  /** Makes one call, under the operation's signal and a time limit. */
  const within = async <T>(timeoutMs: number, signal: AbortSignal, call: (either: AbortSignal) => Promise<T>) => {
    const limit = new AbortController();
    const cancel = clock.after(timeoutMs, () => limit.abort());
    return underSignals([signal, limit.signal], call).finally(cancel);
  };

  const lose = (message: string) => {
    opened = undefined;
    stopWatching?.();
    state.lost(state.error('disconnected', message));
  };

  const fail = ({ code, message }: { code: Parameters<typeof state.error>[0]; message: string }): never => {
    if (code === 'disconnected') lose(message);
    throw state.error(code, message);
  };

  const watch = () => {
    stopWatching?.();
    stopWatching = clock.after(PRESENCE_MS, () => void lookForDevice());
  };

  async function lookForDevice(): Promise<void> {
    const watched = opened;
    if (watched === undefined) return;
    if (state.status().kind !== 'busy') {
      const { base, deviceId } = watched.device;
      const told = await within(CHECK_WITHIN_MS, new AbortController().signal, (limit) =>
        deviceInfo(options, base, deviceId, limit),
      );
      if (opened !== watched) return;
      if (told.kind === 'failed' && told.code === 'disconnected') return lose(told.message);
    }
    watch();
  }

  async function open(signal: AbortSignal): Promise<void> {
    const session = await within(CONNECT_WITHIN_MS, signal, (limit) => openSession(options, limit));
    signal.throwIfAborted();
    if (session.kind === 'failed') throw state.error(session.code, session.message);
    opened = { device: session.device, previousHash: CHAIN_START, seen: new Set() };
    watch();
  }

  const requestFor = (
    position: FingerPosition,
    timeoutMs: number,
    { device, previousHash }: Opened,
  ): CaptureRequest => {
    const { deviceSubId, exceptions } = selectFinger(position, device.isSlap);
    return {
      env: options.environment,
      purpose: 'Registration',
      specVersion: device.specVersion,
      timeout: timeoutMs,
      captureTime: new Date(clock.wallMs()).toISOString(),
      transactionId: randomUUID(),
      bio: [
        {
          type: 'Finger',
          count: 1,
          bioSubType: [fingerName(position)],
          exception: exceptions,
          requestedScore: REQUESTED_SCORE,
          deviceId: device.deviceId,
          deviceSubId,
          previousHash,
        },
      ],
      customOpts: null,
    };
  };

  async function captureOnce(request: CaptureRequest, session: Opened, signal: AbortSignal): Promise<CaptureAnswer> {
    const answer = await within(request.timeout + ANSWER_GRACE_MS, signal, (limit) =>
      callService(session.device.base, 'RCAPTURE', request, limit),
    );
    if (answer.kind !== 'answered') {
      signal.throwIfAborted();
      return callFailure(answer);
    }
    try {
      signal.throwIfAborted();
      return readCaptureAnswer(answer.body, { request, deviceCode: session.device.deviceCode }, options);
    } finally {
      answer.body.fill(0);
    }
  }

  /** Accepts the record unless the device has sent it before. */
  function accept(answer: CaptureAnswer & { readonly kind: 'captured' }, session: Opened): FingerCapture {
    if (session.seen.has(answer.digest)) {
      answer.record.bytes.fill(0);
      throw state.error('corrupt', 'the device sent a record for the second time');
    }
    session.previousHash = answer.hash;
    session.seen.add(answer.digest);
    for (const oldest of session.seen) {
      if (session.seen.size <= REMEMBERED) break;
      session.seen.delete(oldest);
    }
    return { kind: 'captured-record', record: answer.record, capturedAtMs: clock.monotonicMs() };
  }

  async function capture({ position, timeoutMs }: FingerCaptureOptions, signal: AbortSignal): Promise<FingerCapture> {
    const session = current();
    const deadlineMs = clock.monotonicMs() + timeoutMs;
    for (;;) {
      const leftMs = Math.round(deadlineMs - clock.monotonicMs());
      if (leftMs <= 0) return { kind: 'no-finger' };
      const answer = await captureOnce(requestFor(position, Math.min(leftMs, SLICE_MS), session), session, signal);
      switch (answer.kind) {
        case 'captured':
          return accept(answer, session);
        case 'failed':
          return fail(answer);
        case 'poor-contact':
        case 'off-centre':
        case 'wrong-finger':
          return { kind: answer.kind };
        case 'nothing-there':
        case 'occupied':
          await pause(clock, RETRY_MS, signal);
          break;
      }
      signal.throwIfAborted();
    }
  }

  const current = (): Opened => {
    if (opened === undefined) throw state.error('disconnected', 'the device is gone');
    return opened;
  };

  return {
    get descriptor() {
      return {
        kind: 'fingerprint-scanner' as const,
        driver: 'mosip-sbi',
        model: descriptorText(opened?.device.model),
        firmware: descriptorText(opened?.device.firmware),
        simulated: false,
      };
    },
    status: state.status,
    onStatus: state.onStatus,
    connect: (signal) => state.connect(signal, open),
    async disconnect() {
      opened = undefined;
      stopWatching?.();
      await state.letGo();
    },
    capture: (wanted) => state.run(wanted.signal, (running) => capture(wanted, running), wipeCapture),
    selfTest: (signal) =>
      state.selfTest(signal, async (running) => {
        const { device } = current();
        const told = await within(CHECK_WITHIN_MS, running, (limit) =>
          deviceInfo(options, device.base, device.deviceId, limit),
        );
        running.throwIfAborted();
        if (told.kind === 'failed') return fail(told);
        if (told.info.deviceStatus === 'Not Ready') throw state.error('timed-out', 'the device is not ready');
      }),
  };
}
