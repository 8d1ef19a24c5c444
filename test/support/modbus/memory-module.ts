/** A module in memory: it answers each request over TCP framing at once, so that a test can turn the clock of its driver by hand. */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { LineDevice, LineListener } from '../../../hardware/device/line-device.ts';
import { encodeTcpFrame, tcpFrames } from '../../../hardware/modbus/tcp-frame.ts';
import type { ForeignModule } from './foreign-module.ts';
import type { Spoil } from './faulty-line.ts';
import { asItIs } from './spoilt-answers.ts';

export interface MemoryModule extends Pick<ForeignModule, 'coils' | 'onCoils' | 'onRead' | 'setInputs'> {
  openLine(listener: LineListener): Promise<LineDevice>;
  spoil(spoil: Spoil | undefined): void;
  unplug(): void;
  plugIn(): void;
}

const READ_COILS = 1;
const READ_INPUTS = 2;
const WRITE_COIL = 5;
const ON = 0xff;

export function memoryModule(): MemoryModule {
  const inputs = [0, 0, 0, 0, 0, 0, 0, 0];
  const coils = [0, 0, 0, 0, 0, 0, 0, 0];
  const coilListeners = new Set<(coils: readonly number[]) => void>();
  const readers = new Set<() => void>();
  let spoilt: Spoil = asItIs;
  let isPlugged = true;
  let cut: (() => void) | undefined;

  const levels = (of: readonly number[], from: number, count: number): number =>
    of.slice(from, from + count).reduce((bits, level, at) => bits | (level << at), 0);

  function answerTo(pdu: Uint8Array): Uint8Array {
    const [code = 0, , address = 0, high = 0, count = 0] = pdu;
    switch (code) {
      case READ_COILS:
        return Uint8Array.from([code, 1, levels(coils, address, count)]);
      case READ_INPUTS:
        for (const reader of readers) reader();
        return Uint8Array.from([code, 1, levels(inputs, address, count)]);
      case WRITE_COIL:
        coils[address] = high === ON ? 1 : 0;
        for (const listener of coilListeners) listener([...coils]);
        return pdu;
      default:
        throw new Error(`the module in memory has no function ${code}`);
    }
  }

  return {
    coils: () => [...coils],
    onCoils: (listener) => void coilListeners.add(listener),
    onRead: (listener) => void readers.add(listener),
    setInputs(next) {
      for (const [at, level] of Object.entries(next)) inputs[Number(at)] = level;
    },
    spoil(next) {
      spoilt = next ?? asItIs;
    },
    unplug() {
      isPlugged = false;
      cut?.();
    },
    plugIn() {
      isPlugged = true;
    },
    async openLine({ onBytes, onLost }) {
      const lost = () => new DeviceError('gate', 'disconnected', 'the module in memory is unplugged');
      if (!isPlugged) throw lost();
      const frames = tcpFrames();
      let isOpen = true;
      cut = () => {
        if (isOpen) onLost(lost());
        isOpen = false;
      };
      const arrive = async (frame: Uint8Array): Promise<void> => {
        for (const { bytes } of spoilt(Buffer.from(frame))) if (isOpen) onBytes(bytes);
      };
      return {
        write(bytes) {
          for (const { transaction, unit, pdu } of frames.push(bytes)) {
            void Promise.resolve(encodeTcpFrame({ transaction, unit, pdu: answerTo(pdu) })).then(arrive);
          }
        },
        close() {
          isOpen = false;
        },
      };
    },
  };
}
