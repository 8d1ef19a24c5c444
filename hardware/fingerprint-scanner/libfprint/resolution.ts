/**
 * Resolution by libfprint driver, ppi. libfprint's own `ppmm` is 0 for every driver of 1.94, and a matcher that assumes a
 * wrong scale fails quietly; so a reader that is not in this table is refused, and a new line needs a data sheet.
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

/** libfprint's test device shows what it is sent; what it is sent is at 500 ppi by agreement. */
const VIRTUAL_PPI = 500;

/** `undefined`: nobody has looked it up. */
export function resolutionOf(driver: string): number | undefined {
  if (isVirtual(driver)) return VIRTUAL_PPI;
  return Object.hasOwn(RESOLUTION_PPI, driver) ? RESOLUTION_PPI[driver] : undefined;
}

/** Whether the driver is one of libfprint's test devices (`virtual_image`, `virtual_device` ...). */
export function isVirtual(driver: string): boolean {
  return driver.startsWith('virtual_');
}
