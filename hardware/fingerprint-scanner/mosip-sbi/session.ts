/** The session with a device service that was discovered and verified. */
import type { Clock } from '../../host/clock.ts';
import type { DeviceErrorCode } from '../../device/device-error.ts';
import { type ServiceAnswer, type ServiceVerb, callService } from './service-call.ts';
import { deviceInfoSchema, digitalIdSchema, discoverySchema, infoSchema } from './messages.ts';
import { serviceError } from './service-errors.ts';
import { verifySigned } from './signed.ts';
import type { DeviceTrust } from './trust.ts';
import type { z } from 'zod';

/** SBI's `env`. */
export const ENVIRONMENTS = ['Staging', 'Developer', 'Pre-Production', 'Production'] as const;
export type SbiEnvironment = (typeof ENVIRONMENTS)[number];

export interface SbiDevice {
  readonly base: URL;
  readonly deviceId: string;
  readonly deviceCode: string;
  readonly specVersion: string;
  readonly isSlap: boolean;
  readonly model: string;
  readonly firmware: string;
}

export interface SessionOptions {
  /** Address of the device service: `http://127.0.0.1:4501`. */
  readonly url: URL;
  readonly trust: DeviceTrust;
  readonly environment: SbiEnvironment;
  readonly clock: Clock;
}

export type DeviceInfo = z.infer<typeof deviceInfoSchema>;

export type Failure = { readonly kind: 'failed'; readonly code: DeviceErrorCode; readonly message: string };
const failed = (code: DeviceErrorCode, message: string): Failure => ({ kind: 'failed', code, message });

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** A device service has no transport security, so it must be on this machine. */
export const isLoopback = (url: URL): boolean => url.protocol === 'http:' && LOOPBACK.includes(url.hostname);

/** Finds the service's finger device for registration and verifies its identity. */
export async function openSession(
  options: SessionOptions,
  signal: AbortSignal,
): Promise<{ readonly kind: 'opened'; readonly device: SbiDevice } | Failure> {
  const found = await ask(options.url, 'MOSIPDISC', { type: 'Finger' }, discoverySchema, signal);
  if (found.kind === 'failed') return found;
  const device = found.value.find(({ purpose }) => purpose === 'Registration') ?? found.value[0];
  if (device === undefined) return failed('disconnected', 'the device service has no finger device');
  const error = serviceError(device.error?.errorCode);
  if (error.kind === 'fault') return failed(error.code, error.message);
  if (device.purpose !== 'Registration') {
    return failed('unsupported', 'the device is not for registration: it encrypts to a key that a lane does not have');
  }
  const base = callbackOf(device.callbackId, options.url);
  if (base === undefined)
    return failed('unsupported', 'the device service names an address that is not on this machine');
  const told = await deviceInfo(options, base, device.deviceId, signal);
  if (told.kind === 'failed') return told;
  const { info } = told;
  const identity = digitalId(info.digitalId, info.deviceCode, options);
  if (identity.kind === 'failed') return identity;
  const [specVersion = ''] = info.specVersion;
  return {
    kind: 'opened',
    device: {
      base,
      deviceId: device.deviceId,
      deviceCode: info.deviceCode,
      specVersion,
      isSlap: identity.deviceSubType === 'Slap',
      model: `${identity.make} ${identity.model}`,
      firmware: info.firmware,
    },
  };
}

/** Fetches the current signed description of a device. */
export async function deviceInfo(
  { trust, environment, clock }: SessionOptions,
  base: URL,
  deviceId: string,
  signal: AbortSignal,
): Promise<{ readonly kind: 'told'; readonly info: DeviceInfo } | Failure> {
  const heard = await ask(base, 'MOSIPDINFO', undefined, infoSchema, signal);
  if (heard.kind === 'failed') return heard;
  let problem = failed('disconnected', 'the device service no longer lists the device');
  for (const entry of heard.value) {
    const error = serviceError(entry.error?.errorCode);
    if (error.kind === 'fault') problem = failed(error.code, error.message);
    if (typeof entry.deviceInfo !== 'string') continue;
    const verified = verifySigned(Buffer.from(entry.deviceInfo, 'latin1'), trust, clock.wallMs());
    if (verified.kind !== 'verified') {
      problem = failed(
        verified.kind === 'malformed' ? 'corrupt' : 'unsupported',
        `the device's description is ${verified.kind}`,
      );
      continue;
    }
    const info = parse(verified.payload, deviceInfoSchema);
    if (info === undefined) problem = failed('corrupt', "the device's description is not one");
    else if (info.deviceId !== deviceId) continue;
    else if (info.env !== environment)
      problem = failed('unsupported', `the device is for the environment ${known(info.env)}`);
    else if (info.purpose !== 'Registration') problem = failed('unsupported', 'the device is not for registration');
    else if (info.deviceStatus === 'Not Registered') problem = failed('unsupported', 'the device is not registered');
    else return { kind: 'told', info };
  }
  return problem;
}

/** Verifies the device's identity, signed by its chip (L1) or its key (L0). */
export function digitalId(
  token: string,
  deviceCode: string,
  { trust, clock }: Pick<SessionOptions, 'trust' | 'clock'>,
): ({ readonly kind: 'known' } & z.infer<typeof digitalIdSchema>) | Failure {
  const verified = verifySigned(Buffer.from(token, 'latin1'), trust, clock.wallMs());
  if (verified.kind !== 'verified') {
    return failed(
      verified.kind === 'malformed' ? 'corrupt' : 'unsupported',
      `the device's identity is ${verified.kind}`,
    );
  }
  const identity = parse(verified.payload, digitalIdSchema);
  if (identity === undefined) return failed('corrupt', "the device's identity is not one");
  if (identity.type !== 'Finger') return failed('unsupported', 'the device is not for fingers');
  if (identity.serialNo !== deviceCode) return failed('corrupt', "the device's identity is that of another device");
  return { kind: 'known', ...identity };
}

async function ask<T>(
  base: URL,
  verb: ServiceVerb,
  body: unknown,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<{ readonly kind: 'heard'; readonly value: T } | Failure> {
  const answer = await callService(base, verb, body, signal);
  if (answer.kind !== 'answered') return callFailure(answer);
  const value = parse(answer.body, schema);
  return value === undefined ? failed('corrupt', 'the device service answered nonsense') : { kind: 'heard', value };
}

export function callFailure(answer: Exclude<ServiceAnswer, { readonly kind: 'answered' }>): Failure {
  switch (answer.kind) {
    case 'gone':
      return failed('disconnected', 'the device service does not answer');
    case 'refused':
      return failed('corrupt', `the device service is invalid: ${answer.reason}`);
    case 'cut-short':
      return failed('timed-out', 'the device service did not answer in time');
  }
}

function parse<T>(json: Uint8Array, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(json).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** SBI: the call-back URL takes precedence over the discovered one. */
function callbackOf(callbackId: string | null | undefined, discovered: URL): URL | undefined {
  if (callbackId === undefined || callbackId === null || callbackId === '') return discovered;
  if (!URL.canParse(callbackId)) return undefined;
  const url = new URL(callbackId);
  return isLoopback(url) ? url : undefined;
}

const known = (environment: string): string => ENVIRONMENTS.find((name) => name === environment) ?? 'of another name';
