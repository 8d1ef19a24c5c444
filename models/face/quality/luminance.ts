/** Linear luminance of 8-bit sRGB, as in ISO/IEC 29794-5's measures of light. */

/** Linear light 0..255 of each encoded sample (IEC 61966-2-1). */
const LINEAR = Float32Array.from({ length: 256 }, (_, sample) => {
  const share = sample / 255;
  return 255 * (share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92);
});

/** @param red, green, blue encoded samples, 0..255; @returns luminance 0..255, ITU-R BT.709 weights */
export function linearLuminance(red: number, green: number, blue: number): number {
  return 0.2126 * LINEAR[(red + 0.5) | 0]! + 0.7152 * LINEAR[(green + 0.5) | 0]! + 0.0722 * LINEAR[(blue + 0.5) | 0]!;
}

/** Linear light 0..1 of an encoded sample 0..255. */
export function linearLight(sample: number): number {
  return LINEAR[(sample + 0.5) | 0]! / 255;
}

/** The encoded sample 0..255, rounded, of linear light, clipped at 1 (IEC 61966-2-1). */
export function encodedLight(light: number): number {
  const share = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, share)));
}
