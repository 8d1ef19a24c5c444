import type { CameraSource } from '../../../hardware/camera/camera-source.ts';
import type { ModbusAddress } from '../../../hardware/modbus/modbus-address.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import type { DevicePlaces } from './advice.ts';

type PlacesConfig = Pick<
  KioskConfig,
  'camera' | 'drivers' | 'pcsc' | 'tokenReaderPath' | 'modbus' | 'artNet' | 'fingerService' | 'tpm' | 'pkcs11'
>;

/** The address of each device in the settings, without passwords, which are in separate files. */
export function devicePlaces(config: PlacesConfig): DevicePlaces {
  const { camera, drivers, pcsc, tokenReaderPath, modbus, artNet, fingerService, tpm, pkcs11 } = config;
  const module = modbus === undefined ? undefined : `${addressOf(modbus.address)}, unit ${modbus.unit}`;
  const all: DevicePlaces = {
    ...(camera !== undefined && { camera: sourceOf(camera.source) }),
    ...(pcsc?.readerName !== undefined && { 'document-reader': `the card reader ${pcsc.readerName}` }),
    ...(tokenReaderPath !== undefined && { 'token-reader': tokenReaderPath }),
    ...(fingerService !== undefined && { 'fingerprint-scanner': fingerService.url.href }),
    ...(tpm !== undefined && { 'secure-element': tpm.place.path }),
    ...(pkcs11 !== undefined && { 'secure-element': `the token ${pkcs11.tokenLabel}` }),
    ...(artNet !== undefined && { indicator: artNet.node }),
  };
  if (module === undefined) return all;
  return {
    ...all,
    ...(drivers.gate === 'modbus' && { gate: module }),
    ...(drivers.indicator === 'modbus' && { indicator: module }),
  };
}

function addressOf(address: ModbusAddress): string {
  return address.framing === 'tcp' ? `${address.place.host}:${address.place.port}` : address.place.path;
}

function sourceOf(source: CameraSource): string {
  switch (source.kind) {
    case 'v4l2':
      return source.device;
    case 'rtsp':
      return source.url;
    case 'file':
      return source.path;
    case 'browser':
      return 'the browser';
  }
}
