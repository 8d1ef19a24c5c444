/**
 * Readers behind a device service with MOSIP's Secure Biometric Interface, the vendor-neutral interface of certified
 * single-finger and four-finger readers. The README of `fingerprint-scanner` lists the supported parts.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, pause } from '../../host/clock.ts';
import { withinTime } from '../../host/within-time.ts';
import type {
  FingerCapture,
  FingerCaptureOptions,
  FingerPosition,
  FingerprintScanner,
} from '../fingerprint-scanner.ts';
import type { SelfTestResult } from '../../device/device.ts';
import type { DeviceErrorCode } from '../../device/device-error.ts';
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
  return new SbiScanner(options);
}

class SbiScanner implements FingerprintScanner {
  readonly #options: SbiOptions;
  readonly #clock: Clock;
  readonly #state;
  #opened: Opened | undefined;
  #stopWatching: (() => void) | undefined;
  readonly status: FingerprintScanner['status'];
  readonly onStatus: FingerprintScanner['onStatus'];

  constructor(options: SbiOptions) {
    const { url, clock } = options;
    if (!isLoopback(url))
      throw new RangeError('a device service has no transport security: it must be on this machine');
    this.#options = options;
    this.#clock = clock;
    this.#state = deviceSession('fingerprint-scanner', clock);
    ({ status: this.status, onStatus: this.onStatus } = this.#state);
  }

  get descriptor() {
    const device = this.#opened?.device;
    return {
      kind: 'fingerprint-scanner' as const,
      driver: 'mosip-sbi',
      model: descriptorText(device?.model),
      firmware: descriptorText(device?.firmware),
      simulated: false,
    };
  }

  connect(signal: AbortSignal): Promise<void> {
    return this.#state.connect(signal, async (running) => {
      const session = await withinTime(this.#clock, CONNECT_WITHIN_MS, running, (limited) =>
        openSession(this.#options, limited),
      );
      running.throwIfAborted();
      if (session.kind === 'failed') throw this.#state.error(session.code, session.message);
      this.#opened = { device: session.device, previousHash: CHAIN_START, seen: new Set() };
      this.#watch();
    });
  }

  async disconnect(): Promise<void> {
    this.#opened = undefined;
    this.#stopWatching?.();
    await this.#state.letGo();
  }

  capture(wanted: FingerCaptureOptions): Promise<FingerCapture> {
    return this.#state.run(wanted.signal, (running) => this.#capture(wanted, running), wipeCapture);
  }

  selfTest(signal: AbortSignal): Promise<SelfTestResult> {
    return this.#state.selfTest(signal, async (running) => {
      const told = await this.#deviceInfo(this.#current(), running);
      running.throwIfAborted();
      if (told.kind === 'failed') return this.#fail(told);
      if (told.info.deviceStatus === 'Not Ready') throw this.#state.error('timed-out', 'the device is not ready');
    });
  }

  #lose(message: string): void {
    this.#opened = undefined;
    this.#stopWatching?.();
    this.#state.lost(this.#state.error('disconnected', message));
  }

  #fail({ code, message }: { readonly code: DeviceErrorCode; readonly message: string }): never {
    if (code === 'disconnected') this.#lose(message);
    throw this.#state.error(code, message);
  }

  #current(): Opened {
    if (this.#opened === undefined) throw this.#state.error('disconnected', 'the device is gone');
    return this.#opened;
  }

  #deviceInfo({ device: { base, deviceId } }: Opened, signal?: AbortSignal) {
    return withinTime(this.#clock, CHECK_WITHIN_MS, signal, (limited) =>
      deviceInfo(this.#options, base, deviceId, limited),
    );
  }

  #watch(): void {
    this.#stopWatching?.();
    this.#stopWatching = this.#clock.after(PRESENCE_MS, () => void this.#lookForDevice());
  }

  async #lookForDevice(): Promise<void> {
    const watched = this.#opened;
    if (watched === undefined) return;
    if (this.status().kind !== 'busy') {
      const told = await this.#deviceInfo(watched);
      if (this.#opened !== watched) return;
      if (told.kind === 'failed' && told.code === 'disconnected') return this.#lose(told.message);
    }
    this.#watch();
  }

  async #capture({ position, timeoutMs }: FingerCaptureOptions, signal: AbortSignal): Promise<FingerCapture> {
    const session = this.#current();
    const deadlineMs = this.#clock.monotonicMs() + timeoutMs;
    for (;;) {
      const leftMs = Math.round(deadlineMs - this.#clock.monotonicMs());
      if (leftMs <= 0) return { kind: 'no-finger' };
      const request = this.#requestFor(position, Math.min(leftMs, SLICE_MS), session);
      const answer = await this.#captureOnce(request, session, signal);
      switch (answer.kind) {
        case 'captured':
          return this.#accept(answer, session);
        case 'failed':
          return this.#fail(answer);
        case 'poor-contact':
        case 'off-centre':
        case 'wrong-finger':
          return { kind: answer.kind };
        case 'nothing-there':
        case 'occupied':
          await pause(this.#clock, RETRY_MS, signal);
          break;
      }
      signal.throwIfAborted();
    }
  }

  #requestFor(position: FingerPosition, timeoutMs: number, { device, previousHash }: Opened): CaptureRequest {
    const { deviceSubId, exceptions } = selectFinger(position, device.isSlap);
    return {
      env: this.#options.environment,
      purpose: 'Registration',
      specVersion: device.specVersion,
      timeout: timeoutMs,
      captureTime: new Date(this.#clock.wallMs()).toISOString(),
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
  }

  async #captureOnce(request: CaptureRequest, { device }: Opened, signal: AbortSignal): Promise<CaptureAnswer> {
    const answer = await withinTime(this.#clock, request.timeout + ANSWER_GRACE_MS, signal, (limited) =>
      callService(device.base, 'RCAPTURE', request, limited),
    );
    if (answer.kind !== 'answered') {
      signal.throwIfAborted();
      return callFailure(answer);
    }
    try {
      signal.throwIfAborted();
      return readCaptureAnswer(answer.body, { request, deviceCode: device.deviceCode }, this.#options);
    } finally {
      answer.body.fill(0);
    }
  }

  /** Accepts the record unless the device has sent it before. */
  #accept(answer: CaptureAnswer & { readonly kind: 'captured' }, session: Opened): FingerCapture {
    if (session.seen.has(answer.digest)) {
      answer.record.bytes.fill(0);
      throw this.#state.error('corrupt', 'the device sent a record for the second time');
    }
    session.previousHash = answer.hash;
    session.seen.add(answer.digest);
    for (const oldest of session.seen) {
      if (session.seen.size <= REMEMBERED) break;
      session.seen.delete(oldest);
    }
    return { kind: 'captured-record', record: answer.record, capturedAtMs: this.#clock.monotonicMs() };
  }
}
