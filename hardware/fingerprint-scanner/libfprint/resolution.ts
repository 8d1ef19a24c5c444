/**
 * Resolution by libfprint driver, ppi. In libfprint 1.94 `ppmm` is 0 for every driver, and a matcher with a wrong scale
 * fails silently. A reader that is not in this table is therefore refused. A new entry needs a data sheet.
 */
const RESOLUTION_PPI: Readonly<Record<string, number>> = {
  /** HID DigitalPersona U.are.U 4000 and 4500, data sheet: 512 dpi. */
  uru4000: 512,
  /** AuthenTec AES2501 swipe sensor, data sheet: 500 dpi. */
  aes2501: 500,
  /** UPEK TouchChip TCS1 and TCS2, data sheet: pixel pitch 50 um. */
  upektc: 508,
  upektc_img: 508,
};

/** libfprint's test device shows images sent to it, which have 500 ppi by convention. */
const VIRTUAL_PPI = 500;

/** `undefined` when the driver is not in the table. */
export function resolutionOf(driver: string): number | undefined {
  if (isVirtual(driver)) return VIRTUAL_PPI;
  return Object.hasOwn(RESOLUTION_PPI, driver) ? RESOLUTION_PPI[driver] : undefined;
}

/** Whether the driver is one of libfprint's test devices (`virtual_image`, `virtual_device` ...). */
export function isVirtual(driver: string): boolean {
  return driver.startsWith('virtual_');
}
