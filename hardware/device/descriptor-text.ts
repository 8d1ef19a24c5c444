/** Converts a device's own description to a text that `DeviceDescriptor` allows; `unknown` when there is none yet. */
export function descriptorText(text: string | undefined): string {
  const allowed = (text ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .slice(0, 32);
  return /^[a-z0-9]/.test(allowed) ? allowed : 'unknown';
}
