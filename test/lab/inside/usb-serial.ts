/** A serial device on a USB bus of the kernel (`dummy_hcd`): the device's end is a file, and it is really plugged in and unplugged. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { tellKernel, until } from './kernel-file.ts';

const GADGET = '/sys/kernel/config/usb_gadget/scanner';
const DEVICE_END = '/dev/ttyGS0';
const BUS = 'dummy_udc.0';

/** A name that stays the same, as udev gives it: the number of the terminal differs while a program still holds an earlier one. */
export const USB_SERIAL = '/run/scanner';

const terminal = (): string | undefined => readdirSync('/dev').find((name) => name.startsWith('ttyACM'));

export interface UsbSerial {
  type(text: string): void;
  plugIn(): Promise<void>;
  unplug(): Promise<void>;
  close(): Promise<void>;
}

function describeGadget(): void {
  if (existsSync(GADGET)) return;
  mkdirSync(GADGET);
  tellKernel(join(GADGET, 'idVendor'), '0x1d6b');
  tellKernel(join(GADGET, 'idProduct'), '0x0104');
  for (const folder of ['strings/0x409', 'configs/c.1', 'functions/acm.0']) mkdirSync(join(GADGET, folder));
  tellKernel(join(GADGET, 'strings/0x409/product'), 'scanner');
  symlinkSync(join(GADGET, 'functions/acm.0'), join(GADGET, 'configs/c.1/acm.0'));
}

/** Plugged in. There is only one at a time. */
export async function usbSerial(): Promise<UsbSerial> {
  describeGadget();
  let end: number | undefined;
  const plugIn = async (): Promise<void> => {
    if (terminal() !== undefined) return;
    tellKernel(join(GADGET, 'UDC'), BUS);
    await until(() => terminal() !== undefined && existsSync(DEVICE_END), 'a serial device that is plugged in');
    symlinkSync(join('/dev', terminal() ?? ''), USB_SERIAL);
    execFileSync('stty', ['-F', DEVICE_END, 'raw', '-echo']);
    end = openSync(DEVICE_END, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  };
  const unplug = async (): Promise<void> => {
    if (end !== undefined) closeSync(end);
    end = undefined;
    if (terminal() === undefined) return;
    tellKernel(join(GADGET, 'UDC'), '\n');
    rmSync(USB_SERIAL);
    await until(() => terminal() === undefined, 'a serial device that is unplugged');
  };
  await plugIn();
  return {
    type(text) {
      if (end === undefined) throw new Error('the device is unplugged');
      writeSync(end, Buffer.from(text, 'latin1'));
    },
    plugIn,
    unplug,
    close: unplug,
  };
}
