const CM_PER_INCH = 2.54;

/** Pixels per inch, rounded, of a rate in px/cm; `undefined` for a rate of zero. 197 px/cm is 500 ppi. */
export function ppiOfPerCm(perCm: number): number | undefined {
  return perCm > 0 ? Math.round(perCm * CM_PER_INCH) : undefined;
}
